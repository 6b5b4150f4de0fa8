import { CovibeError } from '@covibe/shared';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { CodeCompletion } from './code-completion.svelte.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

const REQUEST = { path: 'a.ts', before: 'let x = ', after: '\n' };
const never = () => new AbortController().signal;

function open(answer: () => Promise<{ text: string; why?: string }> = () => Promise.resolve({ text: 'a + b' })) {
	const kept = new Map<string, string>();
	const store = {
		getItem: (key: string) => kept.get(key) ?? null,
		setItem: (key: string, value: string) => void kept.set(key, value),
	};
	const ask = vi.fn(answer);
	const told: string[] = [];
	const completion = new CodeCompletion({ ask, tell: (why) => told.push(why), store });
	const at = async (request = REQUEST, signal = never()) => {
		const text = completion.at(request, signal);
		await vi.advanceTimersByTimeAsync(1_000);
		return text;
	};
	return { completion, ask, told, at, store };
}

test('it is off until the person turns it on, and stays on, on this device', () => {
	const { completion, ask, store } = open();
	expect(completion.isOn).toBe(false);
	completion.isOn = true;
	expect(new CodeCompletion({ ask, tell: () => undefined, store }).isOn).toBe(true);
});

test('who types on within the pause asks nothing', async () => {
	const { completion, ask } = open();
	const typing = new AbortController();
	const text = completion.at(REQUEST, typing.signal);
	await vi.advanceTimersByTimeAsync(200);
	typing.abort();
	expect(await text).toBe('');
	expect(ask).not.toHaveBeenCalled();
});

test('who types what was proposed, or comes back to the place, is asked for once', async () => {
	const { ask, at } = open();
	expect(await at()).toBe('a + b');
	expect(await at()).toBe('a + b');
	expect(await at({ ...REQUEST, before: 'let x = a +' })).toBe(' b');
	expect(ask).toHaveBeenCalledTimes(1);
	await at({ ...REQUEST, before: 'let x = c' });
	await at({ ...REQUEST, after: ';\n' });
	expect(ask).toHaveBeenCalledTimes(3);
});

test('a reason why nothing comes is said once, and nothing is asked for a while', async () => {
	for (const answer of [
		() => Promise.resolve({ text: '', why: 'No model.' }),
		() => Promise.reject(new CovibeError('ai-off', { detail: 'No model.' })),
	]) {
		const { ask, told, at } = open(answer);
		await at();
		await at({ ...REQUEST, before: 'y' });
		expect(told).toEqual(['No model.']);
		expect(ask).toHaveBeenCalledTimes(1);
		await vi.advanceTimersByTimeAsync(60_000);
		await at({ ...REQUEST, before: 'z' });
		expect(ask).toHaveBeenCalledTimes(2);
	}
});

test('a lost connection is no reason to say anything', async () => {
	const { told, at } = open(() => Promise.reject(new TypeError('away')));
	expect(await at()).toBe('');
	expect(told).toEqual([]);
});
