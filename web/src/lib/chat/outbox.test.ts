import { CovibeError, type ChatMessage } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { type Draft, Unreachable } from './chat-api.ts';
import { Outbox, type Outgoing } from './outbox.svelte.ts';
import { ANA, message, THREAD } from './testing/messages.ts';

const draft = (key: string, text = key): Draft => ({ key, thread: THREAD, text, mentions: [] });
const mine = (position: number, text: string) => message({ position, text, author: { kind: 'person', ...ANA } });

/** A server that answers when the test says so. */
function createServer(kept: readonly Outgoing[] = []) {
	const asked: { draft: Draft; answer: (message: ChatMessage) => void; fail: (error: Error) => void }[] = [];
	const posted: ChatMessage[] = [];
	const outbox = new Outbox(
		{
			api: {
				post: (each) =>
					new Promise((resolve, reject) =>
						asked.push({ draft: each, answer: (said) => resolve({ message: said, turn: undefined }), fail: reject }),
					),
			},
			self: () => ANA.id,
			changed: () => undefined,
			posted: ({ message: said }) => posted.push(said),
			now: () => 0,
		},
		kept,
	);
	return { asked, posted, outbox };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what was said and is not confirmed', () => {
	test('messages are sent one after the other, in the order in which they were said', async () => {
		const { asked, posted, outbox } = createServer();
		void outbox.send(draft('one'));
		void outbox.send(draft('two'));
		await settled();
		expect(asked.map(({ draft: { key } }) => key)).toEqual(['one']);
		asked[0]!.answer(mine(1, 'one'));
		await settled();
		expect(asked.map(({ draft: { key } }) => key)).toEqual(['one', 'two']);
		asked[1]!.answer(mine(2, 'two'));
		await settled();
		expect(posted.map(({ text }) => text)).toEqual(['one', 'two']);
		expect(outbox.items).toEqual([]);
	});

	test('without a server a message stays, and is sent again with the same key', async () => {
		const { asked, outbox } = createServer();
		void outbox.send(draft('one'));
		await settled();
		asked[0]!.fail(new Unreachable());
		await settled();
		expect(outbox.items).toMatchObject([{ key: 'one', state: 'away' }]);
		void outbox.retry();
		await settled();
		expect(asked[1]!.draft.key).toBe('one');
		asked[1]!.answer(mine(1, 'one'));
		await settled();
		expect(outbox.items).toEqual([]);
	});

	test('a refusal is said, and is not tried again by itself', async () => {
		const { asked, outbox } = createServer();
		void outbox.send(draft('one'));
		await settled();
		asked[0]!.fail(new CovibeError('queue-full'));
		await settled();
		expect(outbox.items).toMatchObject([
			{ state: 'refused', problem: expect.stringContaining('enough to do') as string },
		]);
		await outbox.retry();
		expect(asked).toHaveLength(1);
	});

	test('a message that the room brings before the answer does is not seen twice, and the same words again are sent', async () => {
		const { asked, outbox } = createServer();
		void outbox.send(draft('first', 'ok'));
		void outbox.send(draft('second', 'ok'));
		await settled();
		outbox.arrived(mine(1, 'ok'));
		expect(outbox.items.map(({ key, state }) => [key, state])).toEqual([
			['first', 'arrived'],
			['second', 'sending'],
		]);
		asked[0]!.answer(mine(1, 'ok'));
		await settled();
		expect(asked.map(({ draft: { key } }) => key)).toEqual(['first', 'second']);
	});

	test('what a closed page left behind is sent when the room is entered', async () => {
		const { outbox: before, asked: lost } = createServer();
		void before.send(draft('one'));
		await settled();
		expect(lost).toHaveLength(1);
		const { asked, outbox } = createServer(before.items);
		void outbox.retry();
		await settled();
		expect(asked.map(({ draft: { key } }) => key)).toEqual(['one']);
	});
});
