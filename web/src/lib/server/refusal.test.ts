import { expect, test } from 'vitest';
import { refuse } from './refusal.ts';

const failure = { status: 503, code: 'room-unavailable', message: 'Away <for> now.' } as const;

function ask(accept: string): Response {
	return refuse(new Request('http://localhost/', { headers: { accept } }), failure);
}

test('a person gets a page with the sentence, which no other site may frame', async () => {
	const response = ask('text/html,application/xhtml+xml,*/*;q=0.8');
	const html = await response.text();
	expect(response.status).toBe(503);
	expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
	expect(html).toContain('Away &lt;for> now.');
	expect(html).not.toContain('%sveltekit');
});

test.each(['*/*', 'application/json'])('a program that accepts %s gets the code', async (accept) => {
	const response = ask(accept);
	expect(response.status).toBe(503);
	expect(await response.json()).toEqual({ code: 'room-unavailable', message: 'Away <for> now.' });
});

test('a form that the page sent gets an answer that the page understands', async () => {
	const headers = { accept: 'application/json', 'x-sveltekit-action': 'true' };
	const response = refuse(new Request('http://localhost/', { method: 'POST', headers }), failure);
	expect(await response.json()).toEqual({ type: 'error', error: { message: 'Away <for> now.' } });
});
