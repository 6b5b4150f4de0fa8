import { expect, test } from 'vitest';
import type { ChainEvent } from '../models/chain.ts';
import { type CachedAnswer, cacheKeyOf, type Question, ResponseCache } from './cache.ts';

const question: Question = {
	projectId: 'p',
	provider: 'openai',
	model: 'm',
	prompt: { system: [], messages: [], tools: [], maxOutputTokens: 1, cacheKey: 'p' },
	fileHashes: { 'a.ts': '1', 'b.ts': '2' },
};
const answer: ChainEvent[] = [
	{ type: 'text-delta', text: 'Hi' },
	{ type: 'end', reason: 'stop', usage: undefined },
];
const never = new AbortController().signal;

test('the same question has one key, whatever the order of its parts; any change has another', () => {
	const key = cacheKeyOf(question);
	expect(cacheKeyOf({ ...question, fileHashes: { 'b.ts': '2', 'a.ts': '1' } })).toBe(key);
	for (const change of [{ projectId: 'q' }, { model: 'n' }, { fileHashes: { 'a.ts': '1', 'b.ts': '3' } }])
		expect(cacheKeyOf({ ...question, ...change })).not.toBe(key);
});

test('a whole answer is asked for once a day', async () => {
	const { cache, clock, asked, ask } = open();
	expect(await read(cache, ask)).toEqual(answer);
	expect(await read(cache, ask)).toEqual(answer);
	expect(asked.count).toBe(1);
	clock.now += 86_400_000;
	await read(cache, ask);
	expect(asked.count).toBe(2);
});

test('an answer that was cut short, switched or failed is not kept', async () => {
	const { cache, asked, ask } = open();
	asked.events = [{ type: 'end', reason: 'length', usage: undefined }];
	await read(cache, ask);
	asked.events = [{ type: 'switched', from: 'a', to: 'b', because: 'truncated' }, ...answer];
	await read(cache, ask);
	asked.error = new Error('away');
	await expect(read(cache, ask)).rejects.toThrow('away');
	expect(asked.count).toBe(3);
});

test('who asks the same at the same time reads the same answer', async () => {
	const { cache, asked, ask } = open();
	expect(await Promise.all([read(cache, ask), read(cache, ask)])).toEqual([answer, answer]);
	expect(asked.count).toBe(1);
});

test('the request is stopped when its last reader leaves, not before', async () => {
	const { cache, asked, ask } = open();
	const [first, second] = [cache.answer(question, ask, never), cache.answer(question, ask, never)];
	await Promise.all([first.next(), second.next()]);
	await first.return(undefined);
	expect(asked.signal?.aborted).toBe(false);
	await second.return(undefined);
	expect(asked.signal?.aborted).toBe(true);
});

test('questions with tools are asked each time', async () => {
	const { cache, asked, ask } = open();
	const tools = [{ name: 't', description: '', inputSchema: {} }];
	const withTools = { ...question, prompt: { ...question.prompt, tools } };
	await read(cache, ask, withTools);
	await read(cache, ask, withTools);
	expect(asked.count).toBe(2);
});

function open() {
	const kept = new Map<string, CachedAnswer>();
	const clock = { now: 0 };
	const asked: { count: number; events: ChainEvent[]; error?: Error; signal?: AbortSignal } = {
		count: 0,
		events: answer,
	};
	const store = {
		get: (key: string) => Promise.resolve(kept.get(key)),
		set: (key: string, value: CachedAnswer) => Promise.resolve(void kept.set(key, value)),
	};
	async function* ask(signal: AbortSignal): AsyncGenerator<ChainEvent> {
		asked.count += 1;
		asked.signal = signal;
		await Promise.resolve();
		yield* asked.events;
		if (asked.error) throw asked.error;
	}
	return { cache: new ResponseCache(store, () => clock.now), clock, asked, ask };
}

async function read(cache: ResponseCache, ask: (signal: AbortSignal) => AsyncIterable<ChainEvent>, about = question) {
	const events: ChainEvent[] = [];
	for await (const event of cache.answer(about, ask, never)) events.push(event);
	return events;
}
