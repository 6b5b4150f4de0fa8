import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { get, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestFront, type TestFront } from './test-front.ts';

const script = `export const text = '${'x'.repeat(5_000)}';\n`;
const large = Buffer.alloc(30_000_000, 'large ');
let folder: string;
let front: TestFront;

beforeAll(async () => {
	folder = await mkdtemp(join(tmpdir(), 'covibe-static-'));
	await write('_app/immutable/chunks/a.js', script);
	await write('_app/immutable/chunks/a.js.br', brotliCompressSync(script));
	await write('_app/immutable/chunks/a.js.gz', gzipSync(script));
	await write('_app/version.json', '{"version":"1"}');
	await write('tiny.css', 'a{}');
	await write('tiny.css.gz', 'longer than what it was made from');
	await write('archive.gz', 'no sibling of anything');
	await write('empty.txt', '');
	await write('with space.txt', 'spaced');
	await write('large.bin', large);
	for (const name of ['a.wasm', 'a.ttf', 'a.woff2', 'a.svg', 'a.ico', 'a.webmanifest', 'a.map', 'a.unknown']) {
		await write(`types/${name}`, 'x');
	}
	await symlink('/etc', join(folder, 'outside'));
	front = await openTestFront((request, response) => response.end(`web ${request.url}`), { staticFolder: folder });
});

afterAll(async () => {
	await front.close();
	await rm(folder, { recursive: true });
});

async function write(path: string, content: string | Buffer): Promise<void> {
	await mkdir(dirname(join(folder, path)), { recursive: true });
	await writeFile(join(folder, path), content);
}

const chunk = '/_app/immutable/chunks/a.js';

test('a file comes in the encoding that the client likes, with a strong tag for each', async () => {
	const plain = await front.ask(chunk);
	expect(plain.text).toBe(script);
	expect(plain.headers).toMatchObject({
		'content-type': 'text/javascript; charset=utf-8',
		'cache-control': 'public, max-age=31536000, immutable',
		'x-content-type-options': 'nosniff',
		'content-length': String(script.length),
		vary: 'accept-encoding',
	});
	const br = await front.ask(chunk, { headers: { 'accept-encoding': 'gzip, br' } });
	expect(br.headers['content-encoding']).toBe('br');
	expect(brotliDecompressSync(br.body).toString()).toBe(script);
	const gzip = await front.ask(chunk, { headers: { 'accept-encoding': 'gzip, br;q=0' } });
	expect(gzip.headers['content-encoding']).toBe('gzip');
	expect(gunzipSync(gzip.body).toString()).toBe(script);
	const tags = [plain, br, gzip].map((answer) => answer.headers.etag);
	expect(new Set(tags).size).toBe(3);
	for (const tag of tags) expect(tag).toMatch(/^"[^"]+"$/);
});

test('files whose name may stay are asked for again each time', async () => {
	const { headers } = await front.ask('/_app/version.json');
	expect(headers['cache-control']).toBe('no-cache');
	expect(headers).not.toHaveProperty('vary');
});

test('a client that has the file gets 304, however it says so', async () => {
	const etag = (await front.ask(chunk)).headers.etag ?? '';
	for (const condition of [etag, `W/${etag}`, `"other", ${etag}`, `"other" , W/${etag} ,"x"`, '*']) {
		const answer = await front.ask(chunk, { headers: { 'if-none-match': condition } });
		expect([condition, answer.status, answer.text]).toEqual([condition, 304, '']);
		expect(answer.headers).toMatchObject({ etag, vary: 'accept-encoding' });
	}
	for (const condition of ['"other"', etag.replaceAll('"', ''), '']) {
		expect((await front.ask(chunk, { headers: { 'if-none-match': condition } })).status).toBe(200);
	}
	const br = await front.ask(chunk, { headers: { 'if-none-match': etag, 'accept-encoding': 'br' } });
	expect(br.status).toBe(200);
});

test('HEAD tells the length and sends nothing', async () => {
	const answer = await front.ask(chunk, { method: 'HEAD' });
	expect([answer.status, answer.text, answer.headers['content-length']]).toEqual([200, '', String(script.length)]);
});

test('compression that makes a file longer is not used, and a lone archive is a file', async () => {
	const tiny = await front.ask('/tiny.css', { headers: { 'accept-encoding': 'gzip' } });
	expect([tiny.text, tiny.headers['content-encoding']]).toEqual(['a{}', undefined]);
	expect((await front.ask('/archive.gz')).text).toBe('no sibling of anything');
	expect((await front.ask(`${chunk}.br`)).text).toBe(`web ${chunk}.br`);
});

test('an empty file and a name with a space are served', async () => {
	const empty = await front.ask('/empty.txt');
	expect([empty.status, empty.text, empty.headers['content-length']]).toEqual([200, '', '0']);
	expect((await front.ask('/with%20space.txt')).text).toBe('spaced');
});

test.each([
	['a.wasm', 'application/wasm'],
	['a.ttf', 'font/ttf'],
	['a.woff2', 'font/woff2'],
	['a.svg', 'image/svg+xml; charset=utf-8'],
	['a.ico', 'image/x-icon'],
	['a.webmanifest', 'application/manifest+json; charset=utf-8'],
	['a.map', 'application/json; charset=utf-8'],
	['a.unknown', 'application/octet-stream'],
])('%s is %s', async (name, type) => {
	expect((await front.ask(`/types/${name}`)).headers['content-type']).toBe(type);
});

test.each([
	'/../../../../etc/passwd',
	'/..%2f..%2fetc/passwd',
	'/_app/../tiny.css',
	'/./tiny.css',
	'//tiny.css',
	'/outside/passwd',
	'/_app',
	'/tiny.css/',
	'/TINY.css',
	'/constructor',
])('%s is no file: web decides', async (path) => {
	expect((await front.ask(path)).text).toBe(`web ${path}`);
});

test('other methods on a file go to web', async () => {
	expect((await front.ask('/tiny.css', { method: 'POST', body: 'x' })).text).toBe('web /tiny.css');
});

test('a slow reader gets a large file whole, in its own time', async () => {
	const request = get({ host: '127.0.0.1', port: front.port, path: '/large.bin', agent: false });
	const message = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
	message.pause();
	await front.ask('/tiny.css');
	const chunks: Buffer[] = [];
	for await (const piece of message) chunks.push(piece as Buffer);
	expect(Buffer.concat(chunks).equals(large)).toBe(true);
});

test('a reader that leaves in the middle of a large file does no harm', async () => {
	for (let turn = 0; turn < 5; turn += 1) {
		const request = get({ host: '127.0.0.1', port: front.port, path: '/large.bin', agent: false });
		request.on('error', () => undefined);
		const message = await new Promise<IncomingMessage>((resolve) => request.on('response', resolve));
		message.on('error', () => undefined);
		message.destroy();
	}
	await eventually(async () => expect((await front.ask('/tiny.css')).text).toBe('a{}'));
});
