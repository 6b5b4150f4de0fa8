import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Breaker } from '../src/models/breaker.ts';
import { type Attempt, type ChainEvent, type ChainOptions, type Link, streamChain } from '../src/models/chain.ts';
import { createOpenAiModel } from '../src/models/openai.ts';
import { COMPATIBLE_QUIRKS } from '../src/models/openai-chat.ts';
import { collect, type Language, LANGUAGES, modelOf, PROMPT, SHORT, textOf } from './models.ts';
import { ANSWER } from './stand-ins/scenarios.ts';
import { type StandIns, startStandIns } from './stand-ins/server.ts';

let standIns: StandIns;
const unhandled: unknown[] = [];
const noteUnhandled = (reason: unknown) => unhandled.push(reason);

beforeAll(async () => {
	standIns = await startStandIns();
	process.on('unhandledRejection', noteUnhandled);
});
afterAll(async () => {
	await standIns.close();
	process.off('unhandledRejection', noteUnhandled);
});

/** What must become of each failure: `kind` is what the first model is said to have failed with. */
const CELLS = [
	{ scenario: 'text', kind: undefined, shown: false },
	{ scenario: '401', kind: 'auth', shown: false },
	{ scenario: '402', kind: 'quota', shown: false },
	{ scenario: '429-long', kind: 'rate-limited', shown: false },
	{ scenario: '500', kind: 'unavailable', shown: false },
	{ scenario: '529', kind: 'overloaded', shown: false },
	{ scenario: '400', kind: 'bad-request', shown: false },
	{ scenario: 'cut', kind: 'truncated', shown: true },
	{ scenario: 'silent-end', kind: 'truncated', shown: true },
	{ scenario: 'error-frame', kind: 'unavailable|overloaded', shown: true },
	{ scenario: 'slow-first-token', kind: 'timeout-first-token', shown: false },
	{ scenario: 'hang', kind: 'timeout-first-token', shown: false },
] as const;

/** An empty account has a code of its own in OpenAI's language alone. */
const applies = (language: Language, scenario: string) => scenario !== '402' || language.startsWith('openai');
const cells = LANGUAGES.flatMap((language) =>
	CELLS.filter(({ scenario }) => applies(language, scenario)).map((cell) => ({ language, ...cell })),
);

describe('each failure of each provider', () => {
	test.each(cells)('$language, $scenario', async ({ language, scenario, kind, shown }) => {
		const next = LANGUAGES[(LANGUAGES.indexOf(language) + 1) % LANGUAGES.length]!;
		const attempts: Attempt[] = [];
		const events = collect(
			chain([link(language, scenario), link(next, 'text')], { onAttempt: (a) => attempts.push(a) }),
		);
		if (kind === 'bad-request') {
			await expect(events).rejects.toMatchObject({ kind });
			expect(attempts).toHaveLength(1);
			return;
		}
		const seen = await events;
		expect(afterSwitch(seen)).toBe(ANSWER);
		expect(seen.some(({ type }) => type === 'switched')).toBe(shown);
		expect(attempts.map(({ outcome }) => outcome).join()).toMatch(new RegExp(`^${kind ? `(${kind}),` : ''}stop$`));
		expect(attempts.at(-1)?.usage).toEqual(NORMAL_USAGE);
	});

	test('holds 34 cells of three providers, and OpenAI’s second language', () => {
		expect(cells.filter(({ language }) => language !== 'openai-responses')).toHaveLength(34);
		expect(cells).toHaveLength(46);
	});
});

const NORMAL_USAGE = { uncachedInputTokens: 20, cachedInputTokens: 100, cacheWriteTokens: 0, outputTokens: 11 };

describe.each(LANGUAGES)('%s', (language) => {
	test('closes the request when the turn is stopped, and says that it was', async () => {
		const controller = new AbortController();
		const events = chain([link(language, 'long')], { signal: controller.signal });
		await expect(
			(async () => {
				for await (const event of events) if (event.type === 'text-delta') controller.abort();
			})(),
		).rejects.toMatchObject({ kind: 'aborted' });
		await eventually(() => expect(standIns.requests.at(-1)?.isClosedEarly).toBe(true));
	});

	test('closes the request when the reader leaves, and writes the attempt down', async () => {
		const attempts: Attempt[] = [];
		for await (const event of chain([link(language, 'long')], { onAttempt: (a) => attempts.push(a) }))
			if (event.type === 'text-delta') break;
		await eventually(() => expect(standIns.requests.at(-1)?.isClosedEarly).toBe(true));
		expect(attempts).toMatchObject([{ outcome: 'aborted' }]);
	});

	test('closes the request when it stalls in the middle', async () => {
		await expect(
			collect(modelOf(language, standIns, { scenario: 'stall' }).stream(PROMPT, never())),
		).rejects.toMatchObject({ kind: 'timeout-idle' });
		await eventually(() => expect(standIns.requests.at(-1)?.isClosedEarly).toBe(true));
	});

	test('sends nothing when it is stopped already', async () => {
		const before = standIns.requests.length;
		const stream = modelOf(language, standIns, { scenario: 'text' }).stream(PROMPT, AbortSignal.abort());
		await expect(collect(stream)).rejects.toMatchObject({ kind: 'aborted' });
		expect(standIns.requests).toHaveLength(before);
	});

	test('waits as long as it is asked to, and tries the same model again', async () => {
		standIns.script({ status: 429, retryAfterSeconds: 0.05 }, {});
		const attempts: Attempt[] = [];
		const events = await collect(
			chain([link(language, 'text'), link('anthropic', '500')], { onAttempt: (a) => attempts.push(a) }),
		);
		expect(textOf(events)).toBe(ANSWER);
		expect(attempts.map(({ outcome }) => outcome)).toEqual(['rate-limited', 'stop']);
	});

	test('gives the model that is alone a second try, and shows it when there was text', async () => {
		standIns.script({ breaks: 'cut' }, {});
		const events = await collect(chain([link(language, 'text')]));
		expect(events.filter(({ type }) => type === 'switched')).toHaveLength(1);
		expect(afterSwitch(events)).toBe(ANSWER);
	});

	test('says so when the answer was too long or was refused, and asks nobody else', async () => {
		for (const [scenario, reason] of [
			['length', 'length'],
			['refusal', 'refused'],
		] as const) {
			const attempts: Attempt[] = [];
			const events = await collect(
				chain([link(language, scenario), link('anthropic', 'text')], { onAttempt: (a) => attempts.push(a) }),
			);
			expect(events.at(-1)).toMatchObject({ type: 'end', reason });
			expect(attempts).toHaveLength(1);
		}
	});

	test('ends an empty answer as an answer', async () => {
		const events = await collect(chain([link(language, 'empty')]));
		expect(textOf(events)).toBe('');
		expect(events.at(-1)).toMatchObject({ type: 'end', reason: 'stop' });
	});

	test('knows a model that is not there from a server that is down', async () => {
		const stream = modelOf(language, standIns, { scenario: '404' }).stream(PROMPT, never());
		await expect(collect(stream)).rejects.toMatchObject({ kind: 'unavailable', detail: 'unknown-model' });
	});
});

test('a turn that is stopped while it waits for a retry ends at once', async () => {
	const controller = new AbortController();
	standIns.script({ status: 429, retryAfterSeconds: 14 });
	const events = chain([link('openai', 'text')], {
		signal: controller.signal,
		onAttempt: () => setImmediate(() => controller.abort()),
	});
	await expect(collect(events)).rejects.toMatchObject({ kind: 'aborted' });
});

test('a redirect is not followed', async () => {
	const moved = `${standIns.urls.control.replace('/control', '')}/moved/v1`;
	const before = standIns.requests.length;
	const model = createOpenAiModel({
		model: 'sim-text',
		api: 'chat',
		key: 'k',
		baseUrl: moved,
		quirks: COMPATIBLE_QUIRKS,
		limits: SHORT,
	});
	await expect(collect(model.stream(PROMPT, never()))).rejects.toMatchObject({ kind: 'unavailable' });
	expect(standIns.requests).toHaveLength(before);
});

test('an open circuit is passed over without a request', async () => {
	const breaker = new Breaker();
	const links = [link('openai', '401'), link('anthropic', 'text')];
	await collect(chain(links, { breaker }));
	const before = standIns.requests.length;
	expect(textOf(await collect(chain(links, { breaker })))).toBe(ANSWER);
	expect(standIns.requests).toHaveLength(before + 1);
	await expect(collect(chain(links.slice(0, 1), { breaker }))).rejects.toMatchObject({ kind: 'auth' });
});

test('a local-only project never reaches a cloud, not even by mistake', async () => {
	const before = standIns.requests.length;
	const local = { ...link('openai', '500'), isLocal: true };
	await expect(collect(chain([local, link('anthropic', 'text')], { isLocalOnly: true }))).rejects.toThrow(/local-only/);
	expect(standIns.requests).toHaveLength(before);
});

test('the next model is asked after the reader has cut the open block', async () => {
	const order: string[] = [];
	const events = chain([link('openai', 'cut'), link('google', 'text')], {
		promptFor: ({ model }) => {
			order.push(`ask ${model.provider}`);
			return PROMPT;
		},
	});
	for await (const event of events) if (event.type === 'switched') order.push('cut');
	expect(order).toEqual(['ask openai', 'cut', 'ask google']);
});

// Stands last: it speaks for all of the above.
test('no rejection was left unhandled', async () => {
	await new Promise((resolve) => setImmediate(resolve));
	expect(unhandled).toEqual([]);
});

function chain(links: readonly Link[], more: Partial<ChainOptions> = {}): AsyncGenerator<ChainEvent> {
	return streamChain({
		links,
		promptFor: () => PROMPT,
		signal: never(),
		breaker: new Breaker(),
		isLocalOnly: false,
		...more,
	});
}

function link(language: Language, scenario: string): Link {
	return { model: modelOf(language, standIns, { scenario }), keyId: `key-of-${language}`, isLocal: false };
}

function never(): AbortSignal {
	return new AbortController().signal;
}

/** What a reader has who cuts the open block at `switched`. */
function afterSwitch(events: readonly ChainEvent[]): string {
	const at = events.findLastIndex(({ type }) => type === 'switched');
	return textOf(events.slice(at + 1));
}
