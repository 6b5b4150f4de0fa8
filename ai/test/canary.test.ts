import { inspect } from 'node:util';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { Breaker } from '../src/models/breaker.ts';
import { streamChain } from '../src/models/chain.ts';
import { testKey } from '../src/models/test-key.ts';
import { collect, LANGUAGES, modelOf, PROMPT } from './models.ts';
import { SCENARIOS } from './stand-ins/scenarios.ts';
import { type StandIns, startStandIns } from './stand-ins/server.ts';

const CANARY = 'canary-5f0c1f7e9b';
const written: string[] = [];
let standIns: StandIns;

beforeAll(async () => {
	standIns = await startStandIns();
	for (const stream of [process.stdout, process.stderr])
		vi.spyOn(stream, 'write').mockImplementation((text) => written.push(String(text)) > 0);
	for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
		vi.spyOn(console, method).mockImplementation((...parts: unknown[]) => void written.push(inspect(parts)));
});
afterAll(async () => {
	vi.restoreAllMocks();
	await standIns.close();
});

test.each(LANGUAGES)('%s: no failure shows the key, in any of its fields or in any output', async (language) => {
	for (const key of [CANARY, `wrong-${CANARY}`])
		for (const scenario of Object.keys(SCENARIOS).filter((name) => name !== 'long')) {
			const model = modelOf(language, standIns, { scenario, key, limits: { firstTokenMs: 150, idleMs: 150 } });
			const link = { model, keyId: 'key-1', isLocal: false };
			written.push(inspect(await outcomeOf(link), { depth: null, showHidden: true }));
		}
	written.push(inspect(await testKey(modelOf(language, standIns, { scenario: 'text', key: `wrong-${CANARY}` }))));
	expect(standIns.requests.some((request) => request.key?.includes(CANARY))).toBe(true);
	expect(written.join('\n')).not.toContain(CANARY);
	expect(written.join('\n')).toContain('did not accept the key');
});

async function outcomeOf(link: Parameters<typeof streamChain>[0]['links'][number]): Promise<unknown> {
	const attempts: unknown[] = [];
	const signal = new AbortController().signal;
	try {
		const events = await collect(
			streamChain({
				links: [link],
				promptFor: () => PROMPT,
				signal,
				breaker: new Breaker(),
				isLocalOnly: false,
				onAttempt: (attempt) => attempts.push(attempt),
			}),
		);
		return { events, attempts };
	} catch (error) {
		const fields = error instanceof Error ? Object.getOwnPropertyNames(error) : [];
		return { error, text: String(error), json: JSON.stringify(error, fields), attempts };
	}
}
