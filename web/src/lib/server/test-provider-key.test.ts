import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { testProviderKey } from './test-provider-key.ts';

const SECRET = 'sk-canary-0123456789';
let server: Server | undefined;

afterEach(() => server?.close());

/** A provider that answers every request with one status. */
async function provider(status: number): Promise<{ env: Record<string, string>; asked: IncomingMessage[] }> {
	const asked: IncomingMessage[] = [];
	const started = createServer((request, response) => {
		asked.push(request);
		response.writeHead(status, { 'content-type': 'application/json' });
		response.end(JSON.stringify({ error: `wrong key ${SECRET}` }));
	});
	server = started;
	await new Promise<void>((resolve) => started.listen(0, '127.0.0.1', resolve));
	const url = `http://127.0.0.1:${(started.address() as AddressInfo).port}`;
	return { env: { OPENAI_BASE_URL: `${url}/v1/`, ANTHROPIC_BASE_URL: url, GEMINI_BASE_URL: url }, asked };
}

describe('trying a key of a provider', () => {
	test.each([
		['openai', '/v1/models', 'authorization', `Bearer ${SECRET}`],
		['anthropic', '/v1/models', 'x-api-key', SECRET],
		['google', '/v1beta/models', 'x-goog-api-key', SECRET],
	])('%s is asked for its models, with the key where it reads it', async (name, path, header, value) => {
		const { env, asked } = await provider(200);
		expect(await testProviderKey({ provider: name, secret: SECRET }, env)).toMatchObject({ works: true });
		expect(asked.map(({ method, url, headers }) => [method, url, headers[header]])).toEqual([['GET', path, value]]);
	});

	test.each([
		[400, false],
		[401, false],
		[403, false],
		[429, true],
		[500, null],
	])('a provider that answers %i means %s, and its words go no further', async (status, works) => {
		const { env } = await provider(status);
		const verdict = await testProviderKey({ provider: 'openai', secret: SECRET }, env);
		expect(verdict.works).toBe(works);
		expect(JSON.stringify(verdict)).not.toContain(SECRET);
	});

	test('who is not there, and who is not known, says nothing about the key', async () => {
		const { env } = await provider(200);
		server?.close();
		server?.closeAllConnections();
		expect(await testProviderKey({ provider: 'openai', secret: SECRET }, env)).toMatchObject({ works: null });
		expect(await testProviderKey({ provider: 'constructor', secret: SECRET }, env)).toMatchObject({ works: null });
	});
});
