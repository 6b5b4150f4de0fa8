import type { ProjectId } from '@covibe/shared';
import { expect, test } from 'vitest';
import type { ChainEvent } from '../models/chain.ts';
import { hashOf, type Question, ResponseCache } from './cache.ts';

const question: Question = {
	projectId: 'p' as ProjectId,
	model: 'openai/m',
	prompt: { system: [], messages: [], tools: [], maxOutputTokens: 1, cacheKey: 'p' },
};
const answer: ChainEvent[] = [
	{ type: 'text-delta', text: 'Hi' },
	{ type: 'end', reason: 'stop', usage: undefined },
];
const never = new AbortController().signal;

test('[AI15] the same question has one hash, whatever the order of its parts; any change has another', () => {
	const hash = hashOf(question);
	const { cacheKey, maxOutputTokens, tools, messages, system } = question.prompt;
	expect(hashOf({ ...question, prompt: { cacheKey, maxOutputTokens, tools, messages, system } })).toEqual(hash);
	const prompt = { ...question.prompt, messages: [{ role: 'user' as const, parts: [{ text: 'x' }] }] };
	for (const change of [{ projectId: 'q' as ProjectId }, { model: 'openai/n' }, { prompt }])
		expect(hashOf({ ...question, ...change })).not.toEqual(hash);
});

test('[AI15] a whole answer is asked for once, and its pieces are kept as one', async () => {
	const { cache, asked, ask } = open();
	asked.events = [{ type: 'text-delta', text: 'H' }, { type: 'text-delta', text: 'i' }, answer[1]!];
	expect((await read(cache, ask)).shared).toBe(0);
	expect(await read(cache, ask)).toEqual({ events: answer, shared: 1 });
	expect(asked.count).toBe(1);
});

test('[AI15] an answer that was cut short, switched, empty or failed is not kept', async () => {
	const { cache, asked, ask } = open();
	asked.events = [{ type: 'end', reason: 'length', usage: undefined }];
	await read(cache, ask);
	asked.events = [{ type: 'switched', from: 'a', to: 'b', because: 'truncated' }, ...answer];
	await read(cache, ask);
	asked.events = answer.slice(1);
	await read(cache, ask);
	asked.error = new Error('away');
	await expect(read(cache, ask)).rejects.toThrow('away');
	expect(asked.count).toBe(4);
});

test('[AI15] a store that is away is no reason not to answer', async () => {
	const { ask } = open();
	const away = () => Promise.reject(new Error('away'));
	expect((await read(new ResponseCache({ find: away, keep: away }), ask)).events).toEqual(answer);
});

test('[AI15] who asks the same at the same time reads the same answer', async () => {
	const { cache, asked, ask } = open();
	const both = await Promise.all([read(cache, ask), read(cache, ask)]);
	expect(both.map(({ events }) => events)).toEqual([answer, answer]);
	expect(both.reduce((sum, { shared }) => sum + shared, 0)).toBe(1);
	expect(asked.count).toBe(1);
});

test('the request is stopped when its last reader leaves, not before', async () => {
	const { cache, asked, ask } = open();
	const options = { signal: never, onShared: () => undefined };
	const [first, second] = [cache.answer(question, ask, options), cache.answer(question, ask, options)];
	await Promise.all([first.next(), second.next()]);
	await first.return(undefined);
	expect(asked.signal?.aborted).toBe(false);
	await second.return(undefined);
	expect(asked.signal?.aborted).toBe(true);
});

function open() {
	const kept = new Map<string, readonly ChainEvent[]>();
	const asked: { count: number; events: readonly ChainEvent[]; error?: Error; signal?: AbortSignal } = {
		count: 0,
		events: answer,
	};
	const key = (hash: Uint8Array) => Buffer.from(hash).toString('hex');
	const cache = new ResponseCache({
		find: (_project, hash) => Promise.resolve(kept.get(key(hash))),
		keep: (_project, hash, events) => Promise.resolve(void kept.set(key(hash), events)),
	});
	async function* ask(signal: AbortSignal): AsyncGenerator<ChainEvent> {
		asked.count += 1;
		asked.signal = signal;
		await Promise.resolve();
		yield* asked.events;
		if (asked.error) throw asked.error;
	}
	return { cache, asked, ask };
}

async function read(cache: ResponseCache, ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>) {
	const events: ChainEvent[] = [];
	let shared = 0;
	for await (const event of cache.answer(question, ask, { signal: never, onShared: () => shared++ }))
		events.push(event);
	return { events, shared };
}
