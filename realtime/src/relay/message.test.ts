import { encodeAwareness, type ProjectId, type ThreadId, type TurnId, type UserId } from '@covibe/shared';
import { createRandom } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { decodeLetter, encodeLetter, type NodeId, type RoomMessage } from './message.ts';

const from = 'node' as NodeId;
const projectId = 'A'.repeat(22) as ProjectId;
const delta = { type: 'turn-delta', turn: 'T'.repeat(22) as TurnId, epoch: 1, index: 3, text: 'ö' } as const;
const person = { id: 'U'.repeat(22) as UserId, name: 'Ada', colour: 4 };
const bytes = encodeAwareness(Uint8Array.of(1, 2, 3));
const messages: RoomMessage[] = [
	{ kind: 'row', seq: 2 ** 40, bytes },
	{ kind: 'row', seq: 1, bytes: undefined },
	{ kind: 'presence', update: bytes },
	{ kind: 'event', event: delta },
	{ kind: 'event', event: { type: 'typing', thread: 'H'.repeat(22) as ThreadId, person } },
	{ kind: 'state', isQuestion: true, seq: 0, presence: undefined, answers: [] },
	{ kind: 'state', isQuestion: false, seq: 7, presence: bytes, answers: [delta] },
	{ kind: 'bye' },
];

test.each(messages)('[RT32] a letter about $kind arrives as it was sent', (message) => {
	const letter = { from, count: 9, about: { projectId, message } };
	expect(decodeLetter(encodeLetter(letter))).toEqual(letter);
});

test('[RT32] a letter that only says that its sender is there arrives too', () => {
	expect(decodeLetter(encodeLetter({ from, count: 1, about: undefined }))).toEqual({
		from,
		count: 1,
		about: undefined,
	});
});

test('[RT32] what is no letter of this version is none, and nothing throws', () => {
	const random = createRandom(7);
	for (const message of messages) {
		const letter = encodeLetter({ from, count: 1, about: { projectId, message } });
		expect(decodeLetter(Uint8Array.of(2, ...letter.subarray(1)))).toBeUndefined();
		for (let round = 0; round < 300; round++) {
			const damaged = Uint8Array.from(letter.subarray(0, 1 + random.integer(letter.length)));
			damaged[random.integer(damaged.length)] = random.integer(256);
			expect(() => decodeLetter(damaged)).not.toThrow();
		}
	}
	for (const event of ['{', '7', '{"type":"refresh"}', '{"type":"turn-delta"}']) {
		const letter = encodeLetter({ from, count: 1, about: { projectId, message: { kind: 'event', event: delta } } });
		const text = JSON.stringify(delta);
		const body = Buffer.concat([
			letter.subarray(0, letter.length - Buffer.byteLength(text) - 1),
			Uint8Array.of(event.length),
			Buffer.from(event),
		]);
		expect(decodeLetter(body)).toBeUndefined();
	}
});
