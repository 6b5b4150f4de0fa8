import { encodeAwareness, encodeClientEvent, encodeSync, FRAME, SYNC, type ThreadId } from '@covibe/shared';
import type { Random } from '@covibe/shared/testing';
import * as Y from 'yjs';
import { bytesOf, type Part } from '../long-chain.ts';

/** What an attacker has seen of somebody in the room. */
export type Victim = { readonly client: number; readonly doc: Y.Doc };

/** What nobody may ever hear: text under the id of somebody else, and answers of an agent that is none. */
export const FORGED = 'forged by mallory';

type Make = (random: Random, victim: Victim) => Uint8Array;

const TEXT: Part[] = [1, 'text'];
const update = (bytes: Uint8Array) => encodeSync(SYNC.update, bytes);
const times = (count: number, part: (index: number) => Part[]): Part[] =>
	Array.from({ length: count }, (_, index) => part(index)).flat();
const presence = (client: number, clock: number, json: string) => encodeAwareness(bytesOf([1, client, clock, json]));
const freshId = (random: Random) => 1 + random.integer(2 ** 31);

/** A character that everybody has. */
function someCharacter(random: Random, { doc }: Victim): [client: number, clock: number] {
	const [client, end] = random.pick([...Y.decodeStateVector(Y.encodeStateVector(doc))]);
	return [client, random.integer(end)];
}

/** A well-formed text between any two characters of the room, or in front of or behind one. */
function madeUpPlace(random: Random, victim: Victim): Part[] {
	const [hasLeft, hasRight] = random.pick([
		[true, true],
		[true, false],
		[false, true],
	]);
	const neighbours = [hasLeft, hasRight].flatMap((has): Part[] => (has ? someCharacter(random, victim) : []));
	return [[0x04 | (hasLeft ? 0x80 : 0) | (hasRight ? 0x40 : 0)], ...neighbours, random.pick(['x', 'yz', '\n'])];
}

/** Attacks of the table (design: security.md 2c, 2d), each with figures of its own at every turn. */
const ATTACKS: readonly Make[] = [
	// Y1: many structs announced, none there.
	(random) => update(bytesOf([1, 2 ** random.integer(40), freshId(random), 0])),
	// Y3, Y4: the next clocks of somebody else.
	(random, { client }) => update(bytesOf([1, 1, client, random.integer(50), [0x00], 1 + random.integer(2 ** 40), 0])),
	(random, { client }) => update(bytesOf([1, 1, client, random.integer(50), [0x04], ...TEXT, FORGED, 0])),
	// Y5, Y6: no length; neighbours in the future.
	(random) => update(bytesOf([1, 1, freshId(random), 0, [0x00], 0, 0])),
	(random) => {
		const id = freshId(random);
		return update(bytesOf([1, 1, id, 0, [0x84], id, 5, 'x', 0]));
	},
	// Y7: values in a chain.
	(random) => {
		const [id, count] = [freshId(random), 100 + random.integer(3_000)];
		const chain = times(count, (i) => (i === 0 ? [[0x08], ...TEXT, 1, [126]] : [[0x88], id, i - 1, 1, [126]]));
		return update(bytesOf([1, count, id, 0, ...chain, 0]));
	},
	// Y8, Y9: deletions that repeat, or run backwards.
	(random, { client }) => update(bytesOf([0, 1, client, 2_000, ...times(2_000, () => [0, 1 + random.integer(100)])])),
	(_, { client }) => update(bytesOf([0, 1, client, 2_000, ...times(2_000, (i) => [4_000 - 2 * i, 1])])),
	// Y10, Y11: many ids, at one place and under one key.
	(random) => update(bytesOf([1, 1, freshId(random), 0, [0x04], ...TEXT, 'x', 0])),
	(random) => {
		const ids = Array.from({ length: 40 }, () => freshId(random)).sort((a, b) => b - a);
		return update(
			bytesOf([ids.length, ...ids.flatMap((id): Part[] => [1, id, 0, [0x28], 1, 'files', 'key', 1, [126]]), 0]),
		);
	},
	// Y12, Y13: what builds on nothing.
	(random) => update(bytesOf([1, 1, freshId(random), 0, [0x84], freshId(random), random.integer(1e6), 'x', 0])),
	(random) => update(bytesOf([0, 1, freshId(random), 1, random.integer(1e6), 5])),
	// Y16, Y17: deep values, deep types.
	(random) =>
		update(
			bytesOf([
				1,
				1,
				freshId(random),
				0,
				[0x08],
				...TEXT,
				1,
				times(5_000, () => [[117, 1]]).flat() as number[],
				[126],
				0,
			]),
		),
	(random) => {
		const [id, count] = [freshId(random), 500];
		return update(bytesOf([1, count, id, 0, [0x07], ...TEXT, 0, ...times(count - 1, (i) => [[0x07], 0, id, i, 0]), 0]));
	},
	// Y18, Y19, Y24: other kinds, other roots, other numbers.
	(random) => update(bytesOf([1, 1, freshId(random), 0, [0x09], ...TEXT, 'guid', [118, 0], 0])),
	(random) => update(bytesOf([1, 1, freshId(random), 0, [0x04], 1, `root ${random.integer(1e9)}`, 'x', 0])),
	(random) => update(bytesOf([1, 1, 2 ** 32 + random.integer(1e6), 2 ** 52, [0x00], 2 ** 52, 0])),
	// Structs without neighbours: the square.
	(random) => {
		const count = 200 + random.integer(3_000);
		return update(bytesOf([1, count, freshId(random), 0, ...times(count, () => [[0x04], ...TEXT, 'x']), 0]));
	},
	// Neighbours that never were, of one struct and of a few.
	(random, victim) => update(bytesOf([1, 1, freshId(random), 0, ...madeUpPlace(random, victim), 0])),
	(random, victim) => {
		const [id, count] = [freshId(random), 2 + random.integer(8)];
		return update(bytesOf([1, count, id, 0, ...times(count, () => madeUpPlace(random, victim)), 0]));
	},
	// Y22, Y23: state vectors.
	(random) => encodeSync(SYNC.step1, bytesOf([20_000, ...times(20_000, () => [freshId(random), 1])])),
	() => encodeSync(SYNC.step1, bytesOf([0])),
	// A1 to A7: presence.
	(random, { client }) => presence(client, random.integer(2 ** 31), '{"user":{"name":"mallory"}}'),
	(_, { client }) => presence(client, 2 ** 52, '{}'),
	(random, { client }) => presence(client, random.integer(1e6), 'null'),
	(random) => presence(freshId(random), 1, '{"a":'.repeat(6_000)),
	(random) => presence(freshId(random), 1, random.pick(['5', '[]', '"x"', '{', `"${'x'.repeat(5_000)}"`])),
	(random) =>
		presence(freshId(random), 1, '{"selection":{"anchor":5,"head":{"tname":"x"}},"user":{"name":"admin\u202e"}}'),
	(random) => encodeAwareness(bytesOf([5_000, ...times(5_000, () => [freshId(random), 1, '{}'])])),
	// T15 and events.
	(random) => Uint8Array.of(random.integer(256)),
	() => new Uint8Array(0),
	(random) => encodeClientEvent({ type: 'typing', thread: String(random.integer(9)).repeat(22) as ThreadId }),
	(random) => encodeClientEvent({ type: 'turn-delta', index: random.integer(1e6), text: FORGED }),
];

/** Frames of an honest client, to be damaged. */
function honestFrames(random: Random): Uint8Array[] {
	const doc = new Y.Doc();
	doc.clientID = freshId(random);
	const frames: Uint8Array[] = [];
	doc.on('update', (bytes: Uint8Array) => frames.push(update(bytes)));
	const text = doc.getText('text');
	for (let edit = 0; edit < 12; edit++) {
		if (random.integer(4) === 0 && text.length > 0) text.delete(random.integer(text.length), 1);
		else text.insert(random.integer(text.length + 1), random.pick(['x', 'línea\n', '𝒳', 'const value = 1;']));
	}
	doc.getMap('files').set('id', new Y.Map([['path', 'a.ts']]));
	frames.push(encodeSync(SYNC.step2, Y.encodeStateAsUpdate(doc)));
	frames.push(encodeSync(SYNC.step1, Y.encodeStateVector(doc)));
	frames.push(presence(doc.clientID, 1, '{"file":"00000000000000001"}'), Uint8Array.of(FRAME.queryAwareness));
	return frames;
}

function damage(random: Random, frame: Uint8Array): Uint8Array {
	const at = random.integer(frame.length + 1);
	const copy = frame.slice();
	switch (random.integer(6)) {
		case 0:
			return copy;
		case 1:
			return copy.subarray(0, at);
		case 2:
			return Uint8Array.from([...copy.subarray(0, at), ...copy.subarray(Math.max(0, at - 8)), random.integer(256)]);
		case 3:
			return Uint8Array.from([...copy.subarray(0, at), 0xff, 0xff, 0xff, 0x7f, ...copy.subarray(at)]);
		default:
			if (at < copy.length) copy[at] = (copy[at] ?? 0) ^ (1 << random.integer(8));
			return copy;
	}
}

/** The next frame of an attacker: an attack of the table, or honest frames that were damaged. */
export function createHostileFrames(random: Random): (victim: Victim) => Uint8Array {
	let pool = honestFrames(random);
	let made = 0;
	return (victim) => {
		if (++made % 200 === 0) pool = honestFrames(random);
		if (random.integer(3) > 0) return damage(random, random.pick(pool));
		const frame = random.pick(ATTACKS)(random, victim);
		return random.integer(4) === 0 ? damage(random, frame) : frame;
	};
}
