import { parseDisplayName, parseProjectName, parseTurnId, PERSON_COLOURS } from '@covibe/shared';
import * as v from 'valibot';

/**
 * A project on its way to another installation: lines of JSON, compressed. First the head, then people, then whose the
 * client ids are, then the rows of the log, then the end, without which the file was cut off.
 */
export type Line =
	| { readonly kind: 'project'; readonly version: 1; readonly name: string }
	| { readonly kind: 'person'; readonly id: string; readonly name: string; readonly colour: number }
	| {
			readonly kind: 'client';
			readonly client: number;
			readonly person: string;
			readonly turn: string | null;
			readonly seq: number;
	  }
	/** `bytes` in base64, `at` in ISO 8601. */
	| { readonly kind: 'row'; readonly seq: number; readonly at: string; readonly bytes: string }
	| { readonly kind: 'end'; readonly rows: number };

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const projectName = v.custom<string>((value) => isKept(value, parseProjectName));
const personName = v.custom<string>((value) => isKept(value, parseDisplayName));
const turn = v.custom<string | null>((value) => value === null || parseTurnId(value) !== undefined);

const line = v.variant('kind', [
	v.object({ kind: v.literal('project'), version: v.literal(1), name: projectName }),
	v.object({
		kind: v.literal('person'),
		id: v.pipe(v.string(), v.maxLength(64)),
		name: personName,
		colour: v.pipe(count, v.maxValue(PERSON_COLOURS - 1)),
	}),
	v.object({
		kind: v.literal('client'),
		client: v.pipe(count, v.maxValue(0xffff_ffff)),
		person: v.pipe(v.string(), v.maxLength(64)),
		turn,
		seq: count,
	}),
	v.object({
		kind: v.literal('row'),
		seq: count,
		at: v.pipe(v.string(), v.isoTimestamp()),
		bytes: v.pipe(v.string(), v.base64()),
	}),
	v.object({ kind: v.literal('end'), rows: count }),
]);

function isKept(value: unknown, parse: (value: unknown) => string): boolean {
	try {
		return parse(value) === value;
	} catch {
		// Safe: the parser throws for what is no name.
		return false;
	}
}

export function writeLine(written: Line): string {
	return `${JSON.stringify(written)}\n`;
}

/** Undefined for what is no line of such a file. */
export function readLine(text: string): Line | undefined {
	let json: unknown;
	try {
		json = JSON.parse(text);
	} catch {
		// Safe: its reader says which line it was.
		return undefined;
	}
	const parsed = v.safeParse(line, json);
	return parsed.success ? parsed.output : undefined;
}
