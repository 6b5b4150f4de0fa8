import { createServer, type RequestListener, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parseProjectId, type ProjectId } from '@covibe/shared';
import { afterEach, expect, test, vi } from 'vitest';
import { createLink, renameProject } from './links.ts';

const projectId = parseProjectId('p'.repeat(22)) as ProjectId;
let server: Server | undefined;

/** Answers as the web server would; the page's relative addresses lead to it. */
async function serve(listener: RequestListener): Promise<void> {
	const started = createServer(listener);
	server = started;
	await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
	const origin = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
	const original = globalThis.fetch;
	vi.stubGlobal('fetch', (path: string, init: RequestInit) => original(new URL(path, origin), init));
}

afterEach(() => {
	vi.unstubAllGlobals();
	server?.closeAllConnections();
	server?.close();
	server = undefined;
});

test('a link is asked for with its role and comes back as an address', async () => {
	let asked = '';
	await serve((request, response) => {
		request.on('data', (chunk: Buffer) => (asked += chunk.toString()));
		request.on('end', () => response.end(JSON.stringify({ url: 'https://covibe.test/s/abc', path: request.url })));
	});
	expect(await createLink(projectId, { role: 'viewer' })).toBe('https://covibe.test/s/abc');
	expect(JSON.parse(asked)).toEqual({ role: 'viewer' });
});

test('a refusal is told in the server’s own words', async () => {
	await serve((_, response) => response.writeHead(403).end('{"code":"forbidden","message":"You have no right."}'));
	await expect(createLink(projectId, { role: 'editor' })).rejects.toThrow('You have no right.');
});

test('an error page, an answer without a link, and no answer at all get a sentence', async () => {
	await serve((request, response) => {
		if (request.url?.endsWith('/name')) response.writeHead(502).end('<h1>Bad gateway</h1>');
		else response.end('{}');
	});
	await expect(renameProject(projectId, 'x')).rejects.toThrow('The server could not do this. Try again.');
	await expect(createLink(projectId, { role: 'editor' })).rejects.toThrow('The server made no link. Try again.');
	server?.close();
	server?.closeAllConnections();
	await expect(createLink(projectId, { role: 'editor' })).rejects.toThrow('The server cannot be reached');
});
