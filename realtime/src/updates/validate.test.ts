import { CovibeError, createFile, createProjectDocument, deleteEntry, moveEntry, textOf } from '@covibe/shared';
import { createRandom } from '@covibe/shared/testing';
import fc from 'fast-check';
import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { runSession } from '../../test/session.ts';
import { createRules } from './rules.ts';
import { validateUpdate } from './validate.ts';

const { edit, sync } = createRules(['text']);

/** Why an update is refused; undefined when it is not. */
function refusal(bytes: Uint8Array, rules = edit): unknown {
	try {
		validateUpdate(bytes, rules);
		return undefined;
	} catch (error) {
		if (error instanceof CovibeError) return error.code === 'update-invalid' ? error.cause : error.code;
		throw error;
	}
}

function hex(text: string): Uint8Array {
	return Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
}

/** Bytes from varints (numbers), raw bytes (arrays) and strings. */
function bytesOf(...parts: (number | readonly number[] | string)[]): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of parts) {
		if (typeof part === 'number') encoding.writeVarUint(encoder, part);
		else if (typeof part === 'string') encoding.writeVarString(encoder, part);
		else encoding.writeUint8Array(encoder, Uint8Array.from(part));
	}
	return encoding.toUint8Array(encoder);
}

function updateOf(change: (doc: Y.Doc) => void): Uint8Array {
	const doc = new Y.Doc();
	change(doc);
	return Y.encodeStateAsUpdate(doc);
}

const repeat = <T>(count: number, part: (index: number) => T[]) =>
	Array.from({ length: count }, (_, i) => part(i)).flat();

/** A text item at the start of the root type `text`. */
const item = (text: string) => [[0x04], 1, 'text', text] as const;

const bombs: Record<string, { bytes: () => Uint8Array; reason: string }> = {
	'Y1 a count of structs that the bytes cannot hold': { bytes: () => hex('01 80808010 05 00'), reason: 'truncated' },
	'Y3 a squat far ahead (the length alone)': { bytes: () => bytesOf(1, 1, 9, 0, 0, 2 ** 40 + 1, 0), reason: 'clock' },
	'Y5 a struct of length 0': { bytes: () => hex('01 01 09 00 00 00 00'), reason: 'struct without length' },
	'Y6 an origin in the own future': {
		bytes: () => hex('01 01 09 00 84 09 05 01 78 00'),
		reason: 'reference to the own future',
	},
	'Y7 a chain of values': {
		bytes: () =>
			bytesOf(1, 2_000, 9, 0, [8], 1, 'text', 1, [126], ...repeat(1_999, (i) => [[0x88], 9, i, 1, [126]]), 0),
		reason: 'too many chained values',
	},
	'Y8 a delete range that is repeated': {
		bytes: () => bytesOf(0, 1, 9, 5_000, ...repeat(5_000, () => [0, 1_000])),
		reason: 'order of delete ranges',
	},
	'Y9 delete ranges in reverse': {
		bytes: () => bytesOf(0, 1, 9, 5_000, ...repeat(5_000, (i) => [20_000 - 2 * i, 1])),
		reason: 'order of delete ranges',
	},
	'Y11 thousands of clients': {
		bytes: () => bytesOf(2_000, ...repeat(2_000, (i) => [1, 3_000 - i, 0, ...item('x')]), 0),
		reason: 'too many clients',
	},
	'Y16 a value of great depth': {
		bytes: () => bytesOf(1, 1, 9, 0, [8], 1, 'text', 1, ...repeat(100, () => [[117], 1]), [126], 0),
		reason: 'value depth',
	},
	'Y17 types of great depth': {
		bytes: () => bytesOf(1, 1_000, 9, 0, [7], 1, 'text', 0, ...repeat(999, (i) => [[7], 0, 9, i, 0]), 0),
		reason: 'type depth',
	},
	'Y18 a subdocument': {
		bytes: () => updateOf((doc) => doc.getMap('text').set('doc', new Y.Doc())),
		reason: 'content kind',
	},
	'Y19 a root type that nobody asked for': {
		bytes: () => updateOf((doc) => doc.getText('other').insert(0, 'x')),
		reason: 'root name',
	},
	'Y21 the key __proto__': {
		bytes: () => updateOf((doc) => doc.getMap('text').set('__proto__', 1)),
		reason: 'key',
	},
	'Y21 the key __proto__ inside a value': {
		bytes: () => bytesOf(1, 1, 9, 0, [8], 1, 'text', 1, [118], 1, '__proto__', [126], 0),
		reason: 'key',
	},
	'Y24 a client id beyond 32 bits': { bytes: () => bytesOf(1, 1, 2 ** 32, 0, ...item('x'), 0), reason: 'client id' },
	'Y24 a length of 2^53': { bytes: () => bytesOf(1, 1, 9, 0, 0, 2 ** 53 - 1, 0), reason: 'clock' },
	'an integer beyond 2^53': { bytes: () => hex('ffffffffffffffffff01'), reason: 'integer too long' },
	'formatted text': {
		bytes: () => updateOf((doc) => doc.getText('text').insert(0, 'x', { bold: true })),
		reason: 'content kind',
	},
	'an XML element': {
		bytes: () => updateOf((doc) => doc.getMap('text').set('xml', new Y.XmlElement('p'))),
		reason: 'type',
	},
	'text that is not UTF-8': {
		bytes: () => bytesOf(1, 1, 9, 0, [0x04], 1, 'text', [2, 0xc3, 0x28], 0),
		reason: 'text is not UTF-8',
	},
	'a skip': { bytes: () => bytesOf(1, 1, 9, 0, [10], 5, 0), reason: 'content kind' },
	'a client without structs': { bytes: () => bytesOf(1, 0, 9, 0, 0), reason: 'empty list' },
	'clients in the wrong order': {
		bytes: () => bytesOf(2, 1, 8, 0, ...item('x'), 1, 9, 0, ...item('x'), 0),
		reason: 'order of clients',
	},
	'an empty delete range': { bytes: () => bytesOf(0, 1, 9, 1, 3, 0), reason: 'empty delete range' },
	'bytes after the end': { bytes: () => hex('00 00 00'), reason: 'trailing bytes' },
	'nothing at all': { bytes: () => hex(''), reason: 'truncated' },
	'more bytes than an edit may have': { bytes: () => new Uint8Array(edit.bytes + 1), reason: 'update-too-large' },
	'an update in encoding V2': {
		bytes: () => {
			const doc = new Y.Doc();
			doc.getText('text').insert(0, 'hello');
			return Y.encodeStateAsUpdateV2(doc);
		},
		reason: 'trailing bytes',
	},
};

describe('[RT5] what would harm a room is refused', () => {
	test.each(Object.entries(bombs))('%s', (_, { bytes, reason }) => {
		expect(refusal(bytes())).toBe(reason);
	});

	test('Y2 every prefix of a real update', () => {
		const update = updateOf((doc) => {
			const text = doc.getText('text');
			text.insert(0, 'héllo wörld');
			text.delete(2, 3);
			doc.getMap('files').set('a', new Y.Map([['path', 'src/a.ts']]));
		});
		expect(refusal(update)).toBeUndefined();
		for (let length = 0; length < update.length; length++) expect(refusal(update.subarray(0, length))).toBeDefined();
	});
});

test('[RT5] everything that honest clients send is accepted', () => {
	let updates = 0;
	for (let seed = 1; seed <= 40; seed++) {
		const docs = runSession(createRandom(seed), (update, kind) => {
			updates++;
			expect(refusal(update, kind === 'edit' ? edit : sync), `SEED=${seed}`).toBeUndefined();
		});
		for (const doc of docs) expect(refusal(Y.encodeStateAsUpdate(doc), sync), `SEED=${seed}`).toBeUndefined();
	}
	expect(updates).toBeGreaterThan(2_000);
});

test('[RT5] tree edits and a replacement at every word of a large file are accepted', () => {
	const doc = createProjectDocument();
	const random = createRandom(7);
	const treeEdit = { origin: null, nowMs: 1, random: () => random.next() };
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const id = createFile(doc, { path: 'src/a.ts', text: 'word '.repeat(10_000) }, treeEdit);
	moveEntry(doc, { from: 'src', to: 'lib' }, treeEdit);
	deleteEntry(doc, 'lib', treeEdit);
	const text = textOf(doc, id)!;
	doc.transact(() => {
		for (let at = 0; at < 50_000; at += 5) {
			text.delete(at, 4);
			text.insert(at, 'term');
		}
	});
	for (const update of updates) expect(refusal(update)).toBeUndefined();
	expect(updates).toHaveLength(4);
});

test('[RT5] the outline names every struct, deletion and reference to others', () => {
	const [ada, ben] = [new Y.Doc(), new Y.Doc()];
	ada.clientID = 5;
	ben.clientID = 7;
	ada.getText('text').insert(0, 'hello');
	Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada));
	const before = Y.encodeStateVector(ben);
	ben.transact(() => {
		ben.getText('text').insert(2, 'XY');
		ben.getText('text').delete(0, 1);
	});
	expect(validateUpdate(Y.encodeStateAsUpdate(ben, before), edit)).toEqual({
		structs: [{ client: 7, start: 0, end: 2 }],
		deletes: [{ client: 5, start: 0, end: 1 }],
		references: [
			{ from: { client: 7, clock: 0 }, to: { client: 5, clock: 1 } },
			{ from: { client: 7, clock: 0 }, to: { client: 5, clock: 2 } },
		],
		insertions: [
			{
				client: 7,
				clock: 0,
				length: 2,
				left: { client: 5, clock: 1 },
				right: { client: 5, clock: 2 },
				start: undefined,
			},
		],
		hanging: [],
		chainedValues: 0,
	});
});

test('[RT5] what is accepted can be applied, and loaded again', () => {
	const random = createRandom(11);
	const pool: Uint8Array[] = [];
	const [base] = runSession(random, (update) => pool.push(update));
	const state = Y.encodeStateAsUpdate(base!);
	pool.push(state);
	let accepted = 0;
	fc.assert(
		fc.property(
			fc.integer({ min: 0, max: pool.length - 1 }),
			fc.array(mutation, { minLength: 1, maxLength: 2 }),
			(index, changes) => {
				const bytes = changes.reduce(mutate, pool[index]!);
				if (refusal(bytes) !== undefined) return;
				accepted++;
				for (const start of [undefined, state]) {
					const doc = new Y.Doc();
					if (start) Y.applyUpdate(doc, start);
					Y.applyUpdate(doc, bytes);
					Y.applyUpdate(new Y.Doc(), Y.encodeStateAsUpdate(doc));
				}
			},
		),
		{ numRuns: 5_000, seed: 5 },
	);
	expect(accepted).toBeGreaterThan(300);
});

type Mutation = { readonly kind: 'flip' | 'set' | 'cut' | 'double'; readonly at: number; readonly value: number };

const mutation: fc.Arbitrary<Mutation> = fc.record({
	kind: fc.constantFrom('flip', 'set', 'cut', 'double'),
	at: fc.nat(),
	value: fc.integer({ min: 0, max: 255 }),
});

function mutate(bytes: Uint8Array, { kind, at, value }: Mutation): Uint8Array {
	const position = at % (bytes.length + 1);
	const copy = bytes.slice();
	if (kind === 'cut') return copy.subarray(0, position);
	if (kind === 'double')
		return Uint8Array.from([...copy.subarray(0, position), ...copy.subarray(position - 8), ...copy.subarray(position)]);
	if (position < copy.length) copy[position] = kind === 'set' ? value : copy[position]! ^ (1 << (value % 8));
	return copy;
}
