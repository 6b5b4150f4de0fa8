import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import type { HttpResponse } from 'uWebSockets.js';
import { type Encoding, negotiateEncoding } from './encoding.ts';
import { endHead, statusLine, writeHeaders } from './reply.ts';
import { type Header, headerOf, listOf, type RequestHead } from './request.ts';

/** The files of the web client by URL path. A look-up in this map is all that a path can do: nothing to escape from. */
export type StaticFiles = ReadonlyMap<string, StaticFile>;

interface StaticFile {
	readonly headers: readonly Header[];
	readonly bodies: ReadonlyMap<Encoding, Body>;
}

interface Body {
	readonly bytes: Buffer;
	/** Strong, and so of its own for each encoding. */
	readonly etag: string;
}

const SUFFIX_BY_ENCODING: ReadonlyMap<Encoding, string> = new Map([
	['br', '.br'],
	['gzip', '.gz'],
]);

const TYPE_BY_EXTENSION: Readonly<Record<string, string>> = {
	'.css': 'text/css; charset=utf-8',
	'.gif': 'image/gif',
	'.html': 'text/html; charset=utf-8',
	'.ico': 'image/x-icon',
	'.jpg': 'image/jpeg',
	'.js': 'text/javascript; charset=utf-8',
	'.json': 'application/json; charset=utf-8',
	'.map': 'application/json; charset=utf-8',
	'.mjs': 'text/javascript; charset=utf-8',
	'.png': 'image/png',
	'.svg': 'image/svg+xml; charset=utf-8',
	'.ttf': 'font/ttf',
	'.txt': 'text/plain; charset=utf-8',
	'.wasm': 'application/wasm',
	'.webmanifest': 'application/manifest+json; charset=utf-8',
	'.webp': 'image/webp',
	'.woff': 'font/woff',
	'.woff2': 'font/woff2',
};

/** Names under this path carry a hash of their content (SvelteKit), so they never change. */
const IMMUTABLE_PREFIX = '/_app/immutable/';

/**
 * Reads all files of a folder into memory, with their precompressed siblings (`x.js.br`, `x.js.gz`).
 * Without a folder (development: web serves its own files) there are none.
 */
export async function loadStaticFiles(folder: string | undefined): Promise<StaticFiles> {
	const files = new Map<string, StaticFile>();
	if (folder === undefined) return files;
	const paths = await listFiles(folder);
	for (const path of paths) {
		if (isCompressedSibling(path, paths)) continue;
		const url = encodeURI(`/${relative(folder, path).split(sep).join('/')}`);
		files.set(url, await loadFile(url, path, paths));
	}
	return files;
}

/** Answers a GET or HEAD with the file in the encoding that suits the client best. */
export function sendStaticFile(response: HttpResponse, head: RequestHead, file: StaticFile): void {
	const encoding = negotiateEncoding(listOf(head, 'accept-encoding').join(','), [...file.bodies.keys()]);
	const body = file.bodies.get(encoding);
	if (!body) throw new Error('a static file has no plain body');
	const isKnown = matchesEtag(headerOf(head, 'if-none-match'), body.etag);
	// A body that does not fit the socket's buffer is sent later; uWebSockets.js ends the process without this.
	response.onAborted(() => undefined);
	response.cork(() => {
		response.writeStatus(statusLine(isKnown ? 304 : 200));
		writeHeaders(response, file.headers);
		response.writeHeader('etag', body.etag);
		if (isKnown) return void response.endWithoutBody();
		if (encoding !== 'identity') response.writeHeader('content-encoding', encoding);
		if (head.method === 'HEAD') endHead(response, body.bytes.length);
		else sendBytes(response, body.bytes);
	});
}

/** Sends as the client reads, from the one copy in memory: slow readers of large files cost no memory. */
function sendBytes(response: HttpResponse, bytes: Buffer): void {
	if (bytes.length === 0) return void response.end('');
	const [, isDone] = response.tryEnd(bytes, bytes.length);
	if (!isDone) response.onWritable((offset) => response.tryEnd(bytes.subarray(offset), bytes.length)[0]);
}

/** If-None-Match: a list of tags, weak ones included (the comparison is the weak one), or a star. */
function matchesEtag(condition: string | undefined, etag: string): boolean {
	if (condition === undefined) return false;
	if (condition.trim() === '*') return true;
	const tags: readonly string[] = condition.match(/"[^"]*"/g) ?? [];
	return tags.includes(etag);
}

async function listFiles(folder: string): Promise<ReadonlySet<string>> {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true });
	return new Set(entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name)));
}

function isCompressedSibling(path: string, paths: ReadonlySet<string>): boolean {
	return [...SUFFIX_BY_ENCODING.values()].some(
		(suffix) => path.endsWith(suffix) && paths.has(path.slice(0, -suffix.length)),
	);
}

async function loadFile(url: string, path: string, paths: ReadonlySet<string>): Promise<StaticFile> {
	const plain = await readFile(path);
	const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 22);
	const bodies = new Map<Encoding, Body>([['identity', { bytes: plain, etag: `"${hash}"` }]]);
	for (const [encoding, suffix] of SUFFIX_BY_ENCODING) {
		if (!paths.has(path + suffix)) continue;
		const bytes = await readFile(path + suffix);
		// Small and already compressed files grow under compression.
		if (bytes.length < plain.length) bodies.set(encoding, { bytes, etag: `"${hash}-${encoding}"` });
	}
	return { bodies, headers: headersFor(url, bodies.size > 1) };
}

function headersFor(url: string, isNegotiated: boolean): Header[] {
	const headers: Header[] = [
		['content-type', TYPE_BY_EXTENSION[extname(url).toLowerCase()] ?? 'application/octet-stream'],
		['cache-control', url.startsWith(IMMUTABLE_PREFIX) ? 'public, max-age=31536000, immutable' : 'no-cache'],
		['x-content-type-options', 'nosniff'],
	];
	if (isNegotiated) headers.push(['vary', 'accept-encoding']);
	return headers;
}
