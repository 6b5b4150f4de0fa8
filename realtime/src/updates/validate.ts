import { CovibeError } from '@covibe/shared';
import { isKnownKind, KIND, readContent } from './content.ts';
import { Cursor, refuse } from './cursor.ts';
import { CLIENT_LIMIT, CLOCK_LIMIT, NESTING_LIMIT, type UpdateRules } from './rules.ts';

/** Clocks of one client, `end` not included. */
export type ClockRange = { readonly client: number; readonly start: number; readonly end: number };

/** A struct that names one of another client: it cannot be applied before `to` is known. */
export type Reference = { readonly from: Id; readonly to: Id };
export type Id = { readonly client: number; readonly clock: number };

/** What an update brings and what it builds upon. */
export type UpdateOutline = {
	/** One range for each client, highest client first. */
	readonly structs: readonly ClockRange[];
	/** Sorted and disjoint within a client. */
	readonly deletes: readonly ClockRange[];
	/** Only those to other clients, in the order of `structs`: those to the own client always point back. */
	readonly references: readonly Reference[];
};

type Walk = {
	readonly cursor: Cursor;
	readonly rules: UpdateRules;
	readonly references: Reference[];
	/** Nesting of the types that this update creates, by `client:clock`. */
	readonly depths: Map<string, number>;
	structCount: number;
	chainedValues: number;
	deleteCount: number;
};

/**
 * Checks the structure of a V1 update in one pass, without building a struct: every byte is accounted for, and nothing
 * is left that makes Yjs throw, allocate beyond the bytes, or work more than in proportion to them. [RT5]
 * Whether it can be applied to a room now is another question (readiness.ts).
 * @throws CovibeError 'update-invalid' with the reason as cause | 'update-too-large'
 */
export function validateUpdate(bytes: Uint8Array, rules: UpdateRules): UpdateOutline {
	if (bytes.length > rules.bytes) throw new CovibeError('update-too-large');
	const walk: Walk = {
		cursor: new Cursor(bytes),
		rules,
		references: [],
		depths: new Map(),
		structCount: 0,
		chainedValues: 0,
		deleteCount: 0,
	};
	const structs = readStructs(walk);
	const deletes = readDeletes(walk);
	if (walk.cursor.left > 0) refuse('trailing bytes');
	return { structs, deletes, references: walk.references };
}

function readStructs(walk: Walk): ClockRange[] {
	const { cursor, rules } = walk;
	const clientCount = cursor.uint();
	if (clientCount > rules.clients) refuse('too many clients');
	const ranges: ClockRange[] = [];
	let previous: number = CLIENT_LIMIT;
	for (let index = 0; index < clientCount; index++) {
		const range = readClient(walk);
		if (range.client >= previous) refuse('order of clients');
		previous = range.client;
		ranges.push(range);
	}
	return ranges;
}

function readClient(walk: Walk): ClockRange {
	const { cursor } = walk;
	const count = readCount(cursor);
	walk.structCount += count;
	if (walk.structCount > walk.rules.structs) refuse('too many structs');
	const client = cursor.uint();
	if (client >= CLIENT_LIMIT) refuse('client id');
	const start = cursor.uint();
	let clock = start;
	for (let index = 0; index < count; index++) {
		const length = readStruct(walk, { client, clock });
		if (length === 0) refuse('struct without length');
		clock += length;
		if (clock > CLOCK_LIMIT) refuse('clock');
	}
	return { client, start, end: clock };
}

/** A count of things that take at least two bytes each, and of which there is at least one. */
function readCount(cursor: Cursor): number {
	const count = cursor.uint();
	if (count === 0) refuse('empty list');
	if (count > cursor.left / 2) refuse('truncated');
	return count;
}

const HAS_ORIGIN = 0x80;
const HAS_RIGHT_ORIGIN = 0x40;
const HAS_KEY = 0x20;

/** Reads one struct and returns its length in clock units. */
function readStruct(walk: Walk, id: Id): number {
	const { cursor } = walk;
	const info = cursor.byte();
	const kind = info & 0x1f;
	if (!isKnownKind(kind)) refuse('content kind');
	if (kind === KIND.gc) {
		if (info !== KIND.gc) refuse('flags');
		return cursor.uint();
	}
	const origin = info & HAS_ORIGIN ? readReference(walk, id) : undefined;
	if (info & HAS_RIGHT_ORIGIN) readReference(walk, id);
	if ((info & (HAS_ORIGIN | HAS_RIGHT_ORIGIN)) === 0) readParent(walk, { id, kind, hasKey: (info & HAS_KEY) !== 0 });
	else if (kind === KIND.type) noteDepth(walk, id, origin ? depthOf(walk, origin) : 0);
	if (kind === KIND.values && origin?.client === id.client && origin.clock === id.clock - 1) countChain(walk);
	return readContent(cursor, kind);
}

function readReference(walk: Walk, from: Id): Id {
	const to = { client: walk.cursor.uint(), clock: walk.cursor.uint() };
	if (to.client >= CLIENT_LIMIT || to.clock >= CLOCK_LIMIT) refuse('reference');
	if (to.client !== from.client) walk.references.push({ from, to });
	else if (to.clock >= from.clock) refuse('reference to the own future');
	return to;
}

function readParent(walk: Walk, struct: { id: Id; kind: number; hasKey: boolean }): void {
	const { cursor } = walk;
	const isRoot = cursor.uint();
	let depth = 0;
	if (isRoot === 1) {
		if (!walk.rules.rootNames.has(cursor.text())) refuse('root name');
	} else if (isRoot === 0) {
		depth = depthOf(walk, readReference(walk, struct.id)) + 1;
	} else {
		refuse('parent');
	}
	if (struct.hasKey && cursor.text() === '__proto__') refuse('key');
	if (struct.kind === KIND.type) noteDepth(walk, struct.id, depth);
}

function depthOf(walk: Walk, id: Id): number {
	return walk.depths.get(`${id.client}:${id.clock}`) ?? 0;
}

function noteDepth(walk: Walk, id: Id, depth: number): void {
	if (depth > NESTING_LIMIT) refuse('type depth');
	walk.depths.set(`${id.client}:${id.clock}`, depth);
}

function countChain(walk: Walk): void {
	if (++walk.chainedValues > walk.rules.chainedValues) refuse('too many chained values');
}

function readDeletes(walk: Walk): ClockRange[] {
	const { cursor, rules } = walk;
	const clientCount = cursor.uint();
	if (clientCount > rules.deleteClients) refuse('too many clients in the delete set');
	const ranges: ClockRange[] = [];
	let previous: number = CLIENT_LIMIT;
	for (let index = 0; index < clientCount; index++) {
		const client = cursor.uint();
		if (client >= previous) refuse('order of clients in the delete set');
		previous = client;
		readDeletesOf(walk, client, ranges);
	}
	return ranges;
}

function readDeletesOf(walk: Walk, client: number, ranges: ClockRange[]): void {
	const { cursor, rules } = walk;
	const count = readCount(cursor);
	walk.deleteCount += count;
	if (walk.deleteCount > rules.deleteRanges) refuse('too many delete ranges');
	let previousEnd = 0;
	for (let index = 0; index < count; index++) {
		const start = cursor.uint();
		const length = cursor.uint();
		if (length === 0) refuse('empty delete range');
		if (start < previousEnd) refuse('order of delete ranges');
		previousEnd = start + length;
		if (previousEnd > CLOCK_LIMIT) refuse('clock');
		ranges.push({ client, start, end: previousEnd });
	}
}
