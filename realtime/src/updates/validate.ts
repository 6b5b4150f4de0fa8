import { CovibeError } from '@covibe/shared';
import { isKnownKind, KIND, readContent } from './content.ts';
import { Cursor, refuse } from './cursor.ts';
import { type Hanging, Nesting, type Place } from './nesting.ts';
import { CLIENT_LIMIT, CLOCK_LIMIT, type UpdateRules } from './rules.ts';

/** Clocks of one client, `end` not included. */
export type ClockRange = { readonly client: number; readonly start: number; readonly end: number };

/** A struct that names one of another client: it cannot be applied before `to` is known. */
export type Reference = { readonly from: Id; readonly to: Id };
export type Id = { readonly client: number; readonly clock: number };

/** Also when both are absent. */
export function isSameId(one: Id | null | undefined, other: Id | null | undefined): boolean {
	return one?.client === other?.client && one?.clock === other?.clock;
}

/** Where the list begins that a struct without neighbours goes into. */
export type ListStart = { readonly parent: Id | string; readonly key: string | undefined };

/** A struct that goes into a list of its document: between these neighbours, as its author saw them. */
export type Insertion = Id & {
	readonly length: number;
	readonly left: Id | undefined;
	readonly right: Id | undefined;
	/** Only where there is no neighbour. */
	readonly start: ListStart | undefined;
};

/** What an update brings and what it builds upon. */
export type UpdateOutline = {
	/** One range for each client, highest client first. */
	readonly structs: readonly ClockRange[];
	/** Sorted and disjoint within a client. */
	readonly deletes: readonly ClockRange[];
	/** Only those to other clients, in the order of `structs`: those to the own client always point back. */
	readonly references: readonly Reference[];
	/** All structs but garbage, in the order of `structs`. */
	readonly insertions: readonly Insertion[];
	/** New types that stand on structs which this update does not bring. */
	readonly hanging: readonly Hanging[];
	/** Plain values that each follow the one before. */
	readonly chainedValues: number;
};

type Walk = {
	readonly cursor: Cursor;
	readonly rules: UpdateRules;
	readonly references: Reference[];
	readonly insertions: Insertion[];
	readonly nesting: Nesting;
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
		insertions: [],
		nesting: new Nesting(),
		structCount: 0,
		chainedValues: 0,
		deleteCount: 0,
	};
	const structs = readStructs(walk);
	const deletes = readDeletes(walk);
	if (walk.cursor.left > 0) refuse('trailing bytes');
	const { references, insertions, nesting, chainedValues } = walk;
	return { structs, deletes, references, insertions, hanging: nesting.hanging(), chainedValues };
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
		return noteLength(walk, id, { place: undefined, kind, length: cursor.uint() });
	}
	const left = info & HAS_ORIGIN ? readReference(walk, id) : undefined;
	const right = info & HAS_RIGHT_ORIGIN ? readReference(walk, id) : undefined;
	const neighbour = left ?? right;
	const start = neighbour ? undefined : readStart(walk, id, (info & HAS_KEY) !== 0);
	const length = readContent(cursor, kind);
	if (kind === KIND.values && left?.client === id.client && left.clock === id.clock - 1) countChain(walk, length);
	walk.insertions.push({ client: id.client, clock: id.clock, length, left, right, start });
	return noteLength(walk, id, { place: neighbour ? { of: neighbour, isInside: false } : placeIn(start), kind, length });
}

function placeIn(start: ListStart | undefined): Place {
	return start && typeof start.parent !== 'string' ? { of: start.parent, isInside: true } : undefined;
}

function noteLength(walk: Walk, id: Id, struct: { place: Place; kind: number; length: number }): number {
	const { place, kind, length } = struct;
	walk.nesting.note(id, { place, isType: kind === KIND.type, length });
	return length;
}

function readReference(walk: Walk, from: Id): Id {
	const to = { client: walk.cursor.uint(), clock: walk.cursor.uint() };
	if (to.client >= CLIENT_LIMIT || to.clock >= CLOCK_LIMIT) refuse('reference');
	if (to.client !== from.client) walk.references.push({ from, to });
	else if (to.clock >= from.clock) refuse('reference to the own future');
	return to;
}

function readStart(walk: Walk, id: Id, hasKey: boolean): ListStart {
	const { cursor } = walk;
	const isRoot = cursor.uint();
	if (isRoot > 1) refuse('parent');
	const parent = isRoot === 1 ? cursor.text() : readReference(walk, id);
	if (typeof parent === 'string' && !walk.rules.rootNames.has(parent)) refuse('root name');
	const key = hasKey ? cursor.text() : undefined;
	if (key === '__proto__') refuse('key');
	return { parent, key };
}

function countChain(walk: Walk, values: number): void {
	walk.chainedValues += values;
	if (walk.chainedValues > walk.rules.chainedValues) refuse('too many chained values');
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
