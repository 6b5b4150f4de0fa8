import { STATUS_CODES } from 'node:http';
import type { HttpResponse } from 'uWebSockets.js';
import type { Header } from './request.ts';

/** A whole answer of our own. */
export interface Reply {
	readonly status: number;
	readonly headers?: readonly Header[];
	readonly body?: string;
	/** Ends the connection afterwards: where the rest of the request cannot be trusted or is unwanted. */
	readonly close?: boolean;
}

export const PLAIN_TEXT: Header = ['content-type', 'text/plain; charset=utf-8'];
export const JSON_TEXT: Header = ['content-type', 'application/json; charset=utf-8'];

/** What every dynamic answer of the front carries. */
const COMMON: readonly Header[] = [
	['cache-control', 'no-store'],
	['x-content-type-options', 'nosniff'],
];

/** Sends a whole answer, without its body to a HEAD. The response must not be used afterwards. */
export function sendReply(response: HttpResponse, method: string, reply: Reply): void {
	const body = reply.body ?? '';
	response.cork(() => {
		response.writeStatus(statusLine(reply.status));
		writeHeaders(response, COMMON);
		writeHeaders(response, reply.headers ?? []);
		if (method === 'HEAD') endHead(response, Buffer.byteLength(body));
		else response.end(body, reply.close ?? false);
	});
}

/** A short answer in words. */
export function textReply(status: number, text: string, options?: Omit<Reply, 'status' | 'body'>): Reply {
	return { ...options, status, body: `${text}\n`, headers: [PLAIN_TEXT, ...(options?.headers ?? [])] };
}

export function statusLine(status: number): string {
	return `${status} ${STATUS_CODES[status] ?? ''}`;
}

export function writeHeaders(
	response: HttpResponse,
	headers: Iterable<readonly [name: string, value: string | Buffer]>,
): void {
	for (const [name, value] of headers) response.writeHeader(name, value);
}

/**
 * Ends an answer to a HEAD. The length goes in as a header of ours: `endWithoutBody(length)` of the build for
 * Node 20 ends the process or hangs up later (stack.md 4).
 */
export function endHead(response: HttpResponse, contentLength: number | undefined): void {
	if (contentLength !== undefined) response.writeHeader('content-length', String(contentLength));
	response.endWithoutBody();
}
