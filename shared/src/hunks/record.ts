import * as v from 'valibot';
import * as Y from 'yjs';
import { type FileId, parseFileId } from '../names.ts';
import type { IdRun } from './item-ids.ts';

/**
 * `streaming`: being written. `done`, `contested` (a person had changed a line of it, which was left to them), `cut`
 * (the answer ended in the middle): waiting for a review. `kept` and `rejected`: reviewed.
 */
export const HUNK_STATES = ['streaming', 'done', 'contested', 'cut', 'kept', 'rejected'] as const;
export type HunkState = (typeof HUNK_STATES)[number];

const clock = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const run = v.tuple([clock, clock, v.pipe(clock, v.minValue(1))]);
const text = (units: number) => v.pipe(v.string(), v.maxLength(units));

const aboutSchema = v.object({
	kind: v.picklist(['edit', 'create', 'delete', 'rename']),
	turn: text(64),
	file: v.pipe(
		v.string(),
		v.check((id) => parseFileId(id) !== undefined),
	),
	/** Where the file was when the hunk was made. */
	path: text(1_024),
	/** For a rename: the path that it was given. */
	newPath: v.optional(text(1_024)),
	/** The agent's Yjs client id. */
	client: clock,
	/** The user who asked. */
	asker: text(64),
	model: text(128),
	/** Epoch ms. */
	at: clock,
});

/** Who did what, for whom, with which model: blame down to the prompt. */
export type HunkAbout = Omit<v.InferOutput<typeof aboutSchema>, 'file'> & { readonly file: FileId };

/** A deleted run and its text, since Yjs forgets the text of what is deleted. */
export type DeletedRun = { readonly run: IdRun; readonly text: string };

/** One range that the agent replaced, or one thing that it did to a file. */
export type Hunk = HunkAbout & {
	readonly id: string;
	readonly state: HunkState;
	/** The agent's clocks from its first unit up to, not including, the last: what of them is in the file's text is the hunk's. */
	readonly from: number;
	readonly to: number;
	readonly deleted: readonly DeletedRun[];
	/** Lines that the agent would have replaced and that were left to people. */
	readonly contested: readonly IdRun[];
	/** What rejecting put back, by the client that rejected: a run for each of `deleted`, null where it put none back. */
	readonly restored: ReadonlyMap<number, readonly (IdRun | null)[]>;
};

type HunkMap = Y.Map<unknown>;
/** What goes into a list of a record. */
type PlainValue = (string | number)[];

const RESTORED = 'restored:';

export function hunksOf(doc: Y.Doc): Y.Map<HunkMap> {
	return doc.getMap<HunkMap>('hunks');
}

/** All hunks that make sense, oldest turn first; any client may have written anything into them. */
export function readHunks(doc: Y.Doc): readonly Hunk[] {
	const hunks: Hunk[] = [];
	for (const [id, map] of hunksOf(doc) as Iterable<[string, unknown]>) {
		const hunk = readHunk(id, map);
		if (hunk) hunks.push(hunk);
	}
	return hunks.sort((one, other) => one.at - other.at || one.from - other.from || (one.id < other.id ? -1 : 1));
}

export function findHunk(doc: Y.Doc, id: string): Hunk | undefined {
	return readHunk(id, hunksOf(doc).get(id));
}

const deletedSchema = v.array(v.tuple([clock, clock, v.pipe(v.string(), v.minLength(1))]));

function readHunk(id: string, map: unknown): Hunk | undefined {
	if (!(map instanceof Y.Map)) return undefined;
	const about = v.safeParse(aboutSchema, map.get('about'));
	const state = HUNK_STATES.find((each) => each === map.get('state'));
	const bounds = v.safeParse(v.tuple([clock, clock]), [map.get('from'), map.get('to')]);
	const deleted = v.safeParse(deletedSchema, listOf(map.get('deleted')));
	const contested = v.safeParse(v.array(run), listOf(map.get('contested')));
	if (!about.success || !state || !bounds.success || !deleted.success || !contested.success) return undefined;
	return {
		...about.output,
		file: about.output.file as FileId,
		id,
		state,
		from: bounds.output[0],
		to: bounds.output[1],
		deleted: deleted.output.map(([client, start, content]) => ({
			run: [client, start, content.length],
			text: content,
		})),
		contested: contested.output,
		restored: readRestored(map),
	};
}

function readRestored(map: Y.Map<unknown>): ReadonlyMap<number, readonly (IdRun | null)[]> {
	const restored = new Map<number, readonly (IdRun | null)[]>();
	for (const [key, value] of map) {
		const client = key.startsWith(RESTORED) ? Number(key.slice(RESTORED.length)) : NaN;
		const runs = v.safeParse(v.array(v.nullable(run)), value);
		if (Number.isSafeInteger(client) && runs.success) restored.set(client, runs.output);
	}
	return restored;
}

const listOf = (value: unknown): unknown =>
	value instanceof Y.Array ? value.toArray() : value === undefined ? [] : null;

/** What one step of writing adds to a hunk. */
export type HunkProgress = {
	readonly to: number;
	readonly deleted?: readonly DeletedRun[];
	readonly contested?: readonly IdRun[];
};

/** Begins a record; call it in the transaction of its first edit. */
export function openHunk(doc: Y.Doc, id: string, { about, from }: { about: HunkAbout; from: number }): void {
	hunksOf(doc).set(id, new Y.Map<unknown>(Object.entries({ about, from, to: from, state: 'streaming' })));
}

/** Adds to a record; call it in the transaction of the edit. Keys are written when they change alone. */
export function growHunk(doc: Y.Doc, id: string, progress: HunkProgress): void {
	const map = hunksOf(doc).get(id);
	if (!map) return;
	if (map.get('to') !== progress.to) map.set('to', progress.to);
	append(
		map,
		'deleted',
		mergeDeleted(progress.deleted ?? []).map(({ run: [client, start], text: content }) => [client, start, content]),
	);
	append(
		map,
		'contested',
		(progress.contested ?? []).map((each) => [...each]),
	);
}

function append(map: HunkMap, key: string, values: readonly PlainValue[]): void {
	if (values.length === 0) return;
	const list = map.get(key);
	if (list instanceof Y.Array) list.push([...values]);
	else map.set(key, Y.Array.from([...values]));
}

/** Neighbours become one entry: a deleted file is one value then, not one a line. */
function mergeDeleted(runs: readonly DeletedRun[]): readonly DeletedRun[] {
	const merged: DeletedRun[] = [];
	for (const each of runs) {
		const before = merged.at(-1);
		const [client, start, length] = each.run;
		if (before?.run[0] === client && before.run[1] + before.run[2] === start)
			merged[merged.length - 1] = {
				run: [client, before.run[1], before.run[2] + length],
				text: before.text + each.text,
			};
		else merged.push(each);
	}
	return merged;
}

export function setHunkState(doc: Y.Doc, id: string, state: HunkState): void {
	const map = hunksOf(doc).get(id);
	if (map && map.get('state') !== state) map.set('state', state);
}

/** Notes what this replica put back, so that two who reject at once do not put it back twice for good. */
export function noteRestored(doc: Y.Doc, id: string, runs: readonly (IdRun | null)[]): void {
	hunksOf(doc).get(id)?.set(`${RESTORED}${doc.clientID}`, runs);
}

/** Takes a record away: nothing of it can be reviewed or undone any more. */
export function forgetHunk(doc: Y.Doc, id: string): void {
	hunksOf(doc).delete(id);
}
