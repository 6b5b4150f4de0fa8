import { isIP } from 'node:net';
import type { HttpRequest, HttpResponse } from 'uWebSockets.js';
import { formatAddress } from './address.ts';

/** Name in lower case, value as the client sent it. */
export type Header = readonly [name: string, value: string];

/** A request without its body, copied out of uWebSockets.js: its own strings end with the handler. */
export interface RequestHead {
	/** In upper case. */
	readonly method: string;
	/** Starts with a slash; neither decoded nor cleaned. */
	readonly path: string;
	/** Without the question mark. */
	readonly query: string;
	/** In the order of the wire, with repetitions. */
	readonly headers: readonly Header[];
	/** The other end of the TCP connection: a person, or the proxy before us. */
	readonly peerAddress: string;
}

/** Who asked, and by which address of ours; with a trusted proxy before us, what that proxy says. */
export interface Client {
	readonly address: string;
	readonly protocol: 'http' | 'https';
	/** Host with port, as the client named it. */
	readonly host: string;
}

export function copyRequest(response: HttpResponse, request: HttpRequest): RequestHead {
	const headers: Header[] = [];
	request.forEach((name, value) => headers.push([name, value]));
	// Typed as a string, but undefined without a question mark.
	const query = request.getQuery() as string | undefined;
	return {
		method: request.getMethod().toUpperCase(),
		path: request.getUrl(),
		query: query ?? '',
		headers,
		peerAddress: formatAddress(new Uint8Array(response.getRemoteAddress())),
	};
}

/** The value of a header that is meant to come once; of several the first. */
export function headerOf(head: RequestHead, name: string): string | undefined {
	return head.headers.find(([each]) => each === name)?.[1];
}

export function headersOf(head: RequestHead, name: string): string[] {
	return head.headers.filter(([each]) => each === name).map(([, value]) => value);
}

/** The parts of comma-separated lists, over all headers of that name, trimmed, without empty ones. */
export function listOf(head: RequestHead, name: string): string[] {
	return headersOf(head, name)
		.flatMap((value) => value.split(','))
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

/**
 * Finds out who asked. X-Forwarded-* count only behind a proxy that we trust, and of a list only the last entry:
 * the proxy wrote that one, all before it may be the client's invention.
 */
export function readClient(head: RequestHead, trustProxy: boolean): Client {
	const direct: Client = { address: head.peerAddress, protocol: 'http', host: headerOf(head, 'host') ?? '' };
	if (!trustProxy) return direct;
	const address = listOf(head, 'x-forwarded-for').at(-1) ?? '';
	const protocol = listOf(head, 'x-forwarded-proto').at(-1);
	return {
		address: isIP(address) === 0 ? direct.address : address,
		protocol: protocol === 'https' ? 'https' : 'http',
		host: listOf(head, 'x-forwarded-host').at(-1) ?? direct.host,
	};
}

/** The `<token>` of `Authorization: Bearer <token>`. */
export function bearerOf(head: RequestHead): string | undefined {
	return /^Bearer +([^\s]+)$/i.exec(headerOf(head, 'authorization') ?? '')?.[1];
}

/** How a request delimits its body, or what is wrong with that. */
export type Framing =
	{ kind: 'none' } | { kind: 'length'; bytes: number } | { kind: 'chunked' } | { kind: 'broken'; reason: string };

/**
 * Judges the headers on which proxy and server must agree, so that no request can hide inside another one:
 * the parser below us lets repeated lengths and unknown encodings pass.
 */
export function readFraming(head: RequestHead): Framing {
	const lengths = headersOf(head, 'content-length');
	const encodings = headersOf(head, 'transfer-encoding');
	if (headersOf(head, 'host').length !== 1) return broken('exactly one Host header is needed');
	if (lengths.length + encodings.length > 1) return broken('the length of the body is given more than once');
	const [encoding] = encodings;
	if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') return broken('unknown Transfer-Encoding');
	if (encoding !== undefined) return { kind: 'chunked' };
	const [length] = lengths;
	if (length === undefined) return { kind: 'none' };
	if (!/^\d{1,15}$/.test(length)) return broken('Content-Length is not a number');
	return length === '0' ? { kind: 'none' } : { kind: 'length', bytes: Number(length) };
}

function broken(reason: string): Framing {
	return { kind: 'broken', reason };
}
