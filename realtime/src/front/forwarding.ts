import type { Client, Framing, Header, RequestHead } from './request.ts';

/** Headers that speak about one connection, not about the request (RFC 9110 7.6.1); both ends frame anew. */
const HOP_BY_HOP = new Set([
	'connection',
	'content-length',
	'expect',
	'keep-alive',
	'te',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);

/** What a client says about itself here would be believed behind us (`proxy`: httpoxy, CVE-2016-5385). */
const CLIENT_CLAIMS = new Set(['forwarded', 'x-real-ip', 'proxy']);

/** The headers for web, as a flat list of names and values: the client's own, minus framing and claims, plus ours. */
export function requestHeadersFor(head: RequestHead, client: Client, framing: Framing): string[] {
	const dropped = namedInConnection(head.headers);
	const kept = head.headers.filter(
		([name]) => isEndToEnd(name) && !dropped.has(name) && !CLIENT_CLAIMS.has(name) && !name.startsWith('x-forwarded-'),
	);
	const ours: Header[] = [
		['x-forwarded-for', client.address],
		['x-forwarded-proto', client.protocol],
		['x-forwarded-host', client.host],
	];
	return [...kept.map(toWire), ...ours.map(toWire), ...framingHeader(head.method, framing)].flat();
}

/** The headers for the client: all of web's, repeated ones too, minus framing; uWebSockets.js writes its own date. */
export function responseHeadersFrom(rawHeaders: readonly string[]): [name: string, value: string | Buffer][] {
	const pairs: Header[] = [];
	for (let index = 0; index + 1 < rawHeaders.length; index += 2)
		pairs.push([(rawHeaders[index] ?? '').toLowerCase(), rawHeaders[index + 1] ?? '']);
	const dropped = namedInConnection(pairs);
	return pairs
		.filter(([name]) => isEndToEnd(name) && !dropped.has(name) && name !== 'date')
		.map(([name, value]) => [name, fromWire(value)]);
}

function isEndToEnd(name: string): boolean {
	return !HOP_BY_HOP.has(name) && !name.startsWith('proxy-');
}

/** Connection may name more headers that end here; Host and what the front adds cannot be named away. */
function namedInConnection(headers: readonly Header[]): Set<string> {
	const values = headers.filter(([name]) => name === 'connection').map(([, value]) => value.toLowerCase());
	const names = new Set(values.flatMap((value) => value.split(',')).map((name) => name.trim()));
	names.delete('host');
	return names;
}

/** node frames the body anew; it does so by itself only for methods that usually have one. */
function framingHeader(method: string, framing: Framing): string[][] {
	if (framing.kind === 'length' || framing.kind === 'chunked') return [['transfer-encoding', 'chunked']];
	return ['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(method) ? [] : [['content-length', '0']];
}

/** uWebSockets.js reads bytes as UTF-8, node writes strings as Latin-1: this keeps the bytes that the client sent. */
function toWire([name, value]: Header): string[] {
	return [name, Buffer.from(value, 'utf8').toString('latin1')];
}

/** And back: node reads Latin-1, uWebSockets.js writes UTF-8. Plain ASCII, nearly all, passes as it is. */
function fromWire(value: string): string | Buffer {
	return /^[\x20-\x7e\t]*$/.test(value) ? value : Buffer.from(value, 'latin1');
}
