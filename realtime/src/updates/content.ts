import { type Cursor, refuse } from './cursor.ts';
import { NESTING_LIMIT } from './rules.ts';

/** Kinds of struct, by the low five bits of their first byte (yjs, contentRefs). */
export const KIND = { gc: 0, deleted: 1, text: 4, type: 7, values: 8 } as const;

const KINDS: ReadonlySet<number> = new Set(Object.values(KIND));

/** True for the kinds that a code project has; the others are rich text, subdocuments, and gaps. */
export function isKnownKind(kind: number): boolean {
	return KINDS.has(kind);
}

/** Array, map and text; elements, fragments and hooks of XML are not part of a code project. */
const HIGHEST_TYPE = 2;

/** Reads a struct's content and returns its length in clock units. */
export function readContent(cursor: Cursor, kind: number): number {
	switch (kind) {
		case KIND.deleted:
			return cursor.uint();
		case KIND.text:
			return cursor.textUnits();
		case KIND.type:
			if (cursor.uint() > HIGHEST_TYPE) refuse('type');
			return 1;
		case KIND.values:
			return readValues(cursor);
		default:
			return refuse('content kind');
	}
}

function readValues(cursor: Cursor): number {
	const count = cursor.uint();
	if (count > cursor.left) refuse('truncated');
	for (let index = 0; index < count; index++) readValue(cursor, 1);
	return count;
}

/** One plain value (lib0, readAny). Big integers are refused: JSON cannot hold them, so reading such a map would throw. */
function readValue(cursor: Cursor, depth: number): void {
	if (depth > NESTING_LIMIT) refuse('value depth');
	switch (cursor.byte()) {
		case 127: // undefined
		case 126: // null
		case 121: // false
		case 120: // true
			return;
		case 125: {
			cursor.skipInt();
			return;
		}
		case 124: {
			cursor.skip(4);
			return;
		}
		case 123: {
			cursor.skip(8);
			return;
		}
		case 119:
			cursor.textUnits();
			return;
		case 118: {
			readRecord(cursor, depth);
			return;
		}
		case 117: {
			readList(cursor, depth);
			return;
		}
		case 116: {
			cursor.skip(cursor.uint());
			return;
		}
		default:
			refuse('value kind');
	}
}

function readRecord(cursor: Cursor, depth: number): void {
	const count = cursor.uint();
	if (count > cursor.left / 2) refuse('truncated');
	for (let index = 0; index < count; index++) {
		if (cursor.text() === '__proto__') refuse('key');
		readValue(cursor, depth + 1);
	}
}

function readList(cursor: Cursor, depth: number): void {
	const count = cursor.uint();
	if (count > cursor.left) refuse('truncated');
	for (let index = 0; index < count; index++) readValue(cursor, depth + 1);
}
