import { expect, test } from 'vitest';
import { openForTest } from './test-front.ts';

test('/healthz says that the process lives, to GET and HEAD', async () => {
	const front = await openForTest();
	const answer = await front.ask('/healthz');
	expect([answer.status, answer.text]).toEqual([200, 'ok\n']);
	expect((await front.ask('/healthz', { method: 'HEAD' })).status).toBe(200);
	expect((await front.ask('/healthz', { method: 'POST' })).status).toBe(405);
});

test('/readyz gives the reasons why not', async () => {
	let reasons: string[] = [];
	const front = await openForTest(undefined, { notReadyReasons: () => Promise.resolve(reasons) });
	const ready = await front.ask('/readyz');
	expect([ready.status, JSON.parse(ready.text)]).toEqual([200, { ready: true, reasons: [] }]);
	reasons = ['database: no connection'];
	const answer = await front.ask('/readyz');
	expect([answer.status, JSON.parse(answer.text)]).toEqual([503, { ready: false, reasons }]);
});

test('a check that fails is answered and logged', async () => {
	const front = await openForTest(undefined, { metrics: () => Promise.reject(new Error('secret detail')) });
	const answer = await front.ask('/metrics');
	expect(answer.status).toBe(500);
	expect(answer.text).not.toContain('secret detail');
	expect(JSON.stringify(front.logged)).toContain('secret detail');
});

test('/metrics is for this machine, but not for whom a proxy on it speaks', async () => {
	const front = await openForTest(undefined, { metrics: () => Promise.resolve('rooms 3\n') });
	const answer = await front.ask('/metrics');
	expect([answer.status, answer.text]).toEqual([200, 'rooms 3\n']);
	expect(answer.headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
	for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via']) {
		expect((await front.ask('/metrics', { headers: { [name]: '198.51.100.7' } })).status).toBe(404);
	}
	expect((await front.ask('/metrics', { headers: { 'x-forwarded-for': '127.0.0.1' } })).status).toBe(404);
});

test('with a token /metrics opens to others too, and only with that token', async () => {
	const front = await openForTest(undefined, { metricsToken: 'the-right-one' });
	const from = (authorization: string) =>
		front.ask('/metrics', { headers: { 'x-forwarded-for': '198.51.100.7', authorization } });
	expect((await from('Bearer the-right-one')).status).toBe(200);
	for (const wrong of ['Bearer the-wrong-one', 'Bearer ', 'Basic the-right-one', 'the-right-one'])
		expect((await from(wrong)).status).toBe(404);
});

test('a check whose client leaves while it runs does no harm', async () => {
	let finish: (reasons: string[]) => void = () => undefined;
	const running = new Promise<readonly string[]>((resolve) => {
		finish = resolve;
	});
	let started = 0;
	const front = await openForTest(undefined, {
		notReadyReasons: () => {
			started += 1;
			return started === 1 ? running : [];
		},
	});
	await front.talk('GET /readyz HTTP/1.1\r\nHost: h\r\n\r\nGET /healthz HTTP/1.1\r\nHost: h\r\n\r\n');
	finish([]);
	expect((await front.ask('/readyz')).status).toBe(200);
});
