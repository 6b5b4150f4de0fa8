import * as Y from 'yjs';
import { filesOf, readTree, textOf } from '../document.ts';
import type { FileId } from '../names.ts';
import {
	deleteUnits,
	type IdRun,
	insertBehind,
	isVisibleIn,
	itemAt,
	lastOf,
	sliceRuns,
	visibleBetween,
} from './item-ids.ts';
import { findHunk, forgetHunk, type Hunk, type HunkState, noteRestored, readHunks, setHunkState } from './record.ts';

/** Which hunks a review is about; what is left out does not matter. */
export type HunkChoice = {
	readonly ids?: readonly string[];
	readonly turn?: string;
	readonly file?: FileId;
	/** The agent's client id. */
	readonly client?: number;
};

/** Hunks that wait for a review. */
export const isOpen = ({ state }: { state: HunkState }): boolean =>
	state === 'done' || state === 'contested' || state === 'cut';

export function chooseHunks(doc: Y.Doc, choice: HunkChoice): readonly Hunk[] {
	return readHunks(doc).filter(
		(hunk) =>
			(choice.ids?.includes(hunk.id) ?? true) &&
			(choice.turn === undefined || choice.turn === hunk.turn) &&
			(choice.file === undefined || choice.file === hunk.file) &&
			(choice.client === undefined || choice.client === hunk.client),
	);
}

/** Accepts hunks. They can still be undone until their records are dropped. */
export function keepHunks(doc: Y.Doc, choice: HunkChoice, origin: unknown): void {
	doc.transact(() => {
		for (const hunk of chooseHunks(doc, choice)) if (isOpen(hunk)) setHunkState(doc, hunk.id, 'kept');
	}, origin);
}

/**
 * Takes back what the hunks did, and nothing else: the agent's characters that are still there go, what it deleted
 * comes back to its place, and whatever people typed stays. In any order, by any replica that may edit; twice is once.
 * @returns the ids of the hunks that were rejected.
 */
export function rejectHunks(doc: Y.Doc, choice: HunkChoice, origin: unknown): readonly string[] {
	const rejected = chooseHunks(doc, choice).filter(({ state }) => state !== 'rejected');
	// Read once and kept up to date: reading 200 records for each of 200 hunks would stop a page for a second.
	const known: Known = new Map(readHunks(doc).map((hunk) => [hunk.id, hunk]));
	doc.transact((transaction) => {
		// Last first: a file that the turn made, then renamed, gets its old name back before it goes.
		for (const hunk of rejected.toReversed()) {
			takeBack(transaction, hunk, known);
			setHunkState(doc, hunk.id, 'rejected');
			known.set(hunk.id, findHunk(doc, hunk.id) ?? hunk);
		}
	}, origin);
	return rejected.map(({ id }) => id);
}

/** All hunks of a document as they are now. */
type Known = Map<string, Hunk>;

function takeBack(transaction: Y.Transaction, hunk: Hunk, known: Known): void {
	const { doc } = transaction;
	const entry = filesOf(doc).get(hunk.file);
	if (!(entry instanceof Y.Map)) return;
	switch (hunk.kind) {
		case 'edit':
			takeBackEdit(transaction, hunk, known);
			break;
		case 'create':
			takeBackEdit(transaction, hunk, known);
			// Somebody's letters in it are a reason to keep the file.
			if (textOf(doc, hunk.file)?.length === 0) entry.set('deleted', hunk.at);
			break;
		case 'delete':
			entry.delete('deleted');
			break;
		case 'rename':
			if (entry.get('path') === hunk.newPath) entry.set('path', hunk.path);
			break;
	}
}

function takeBackEdit(transaction: Y.Transaction, hunk: Hunk, all: Known): void {
	const { doc } = transaction;
	const text = textOf(doc, hunk.file);
	if (!text) return;
	const others = [...all.values()].filter(({ id, file }) => id !== hunk.id && file === hunk.file);
	const before = [...hunk.restored.entries()];
	const restored = hunk.deleted.map(({ run, text: content }, index): IdRun | null => {
		const known = before.find(([, runs]) => runs[index]);
		if (known) return known[0] === doc.clientID ? (known[1][index] ?? null) : null;
		const after = lastOf([run]);
		if (!after || !isTombstone(text, run) || isOfRejected(run, others)) return null;
		const [client, last] = insertBehind(transaction, { text, after }, content);
		return [client, last - content.length + 1, content.length];
	});
	if (hunk.to > hunk.from) {
		const own: IdRun = [hunk.client, hunk.from, hunk.to - hunk.from];
		deleteUnits(transaction, text, [own]);
		deleteUnits(transaction, text, copiesOf(own, others));
	}
	if (restored.some((run) => run !== null)) noteRestored(doc, hunk.id, restored);
}

/** For the agent that hears late of the rejecting of what it still writes: takes back what came after it. */
export function completeRejected(doc: Y.Doc, id: string, origin: unknown): void {
	const hunk = findHunk(doc, id);
	if (hunk?.state !== 'rejected') return;
	const known: Known = new Map(readHunks(doc).map((each) => [each.id, each]));
	doc.transact((transaction) => takeBack(transaction, hunk, known), origin);
}

/** A hunk may have deleted what an earlier one of the agent's wrote: when that one was rejected, nobody wants it back. */
function isOfRejected([client, clock]: IdRun, others: readonly Hunk[]): boolean {
	return others.some(
		(other) => other.state === 'rejected' && other.client === client && other.from <= clock && clock < other.to,
	);
}

/** What the rejecting of later hunks put back of this run. */
function copiesOf([client, from, length]: IdRun, others: readonly Hunk[]): readonly IdRun[] {
	return others.flatMap(({ deleted, restored }) =>
		[...restored.values()].flatMap((runs) =>
			runs.flatMap((copy, index) => {
				const original = deleted[index]?.run;
				if (!copy || original?.[0] !== client) return [];
				return sliceRuns([copy], Math.max(0, from - original[1]), Math.max(0, from + length - original[1]));
			}),
		),
	);
}

/** False when the run is in another text, or is not deleted at all, whoever claims that it is. */
function isTombstone(text: Y.Text, [client, clock, length]: IdRun): boolean {
	const end = clock + length;
	for (let at = clock; at < end;) {
		const item = itemAt(text, [client, at]);
		if (!item?.deleted) return false;
		at = item.id.clock + item.length;
	}
	return true;
}

/**
 * Two people who reject one hunk at the same moment both put its text back. Whoever sees both takes the later one
 * away; all who do take the same one. Call it when hunks change, on a replica that may edit.
 */
export function settleRejected(doc: Y.Doc, origin: unknown): void {
	const doubled = readHunks(doc).filter(({ restored }) => restored.size > 1);
	if (doubled.length === 0) return;
	doc.transact((transaction) => {
		for (const { file, restored } of doubled) {
			const text = textOf(doc, file);
			const [, ...later] = [...restored.keys()].sort((one, other) => one - other);
			for (const client of later)
				if (text)
					deleteUnits(
						transaction,
						text,
						(restored.get(client) ?? []).filter((run) => run !== null),
					);
		}
	}, origin);
}

/**
 * Decides a contested hunk: `mine` leaves the lines to the people and takes the agent's away, `theirs` takes the
 * contested lines away with what people typed in them, `both` leaves both.
 */
export function resolveHunk(
	doc: Y.Doc,
	id: string,
	{ choice, origin }: { choice: 'mine' | 'theirs' | 'both'; origin: unknown },
): void {
	const hunk = findHunk(doc, id);
	if (!hunk || !isOpen(hunk)) return;
	if (choice === 'mine') {
		rejectHunks(doc, { ids: [id] }, origin);
		return;
	}
	doc.transact((transaction) => {
		const text = textOf(doc, hunk.file);
		if (choice === 'theirs' && text)
			for (const run of hunk.contested) deleteUnits(transaction, text, visibleBetween(text, [run]));
		setHunkState(doc, id, 'kept');
	}, origin);
}

/** Where a hunk's own characters are now: UTF-16 ranges [start, end) of its file's text, in order. */
export function placesOf(doc: Y.Doc, hunk: Hunk): readonly { readonly start: number; readonly end: number }[] {
	const text = textOf(doc, hunk.file);
	const places: { start: number; end: number }[] = [];
	let index = 0;
	for (let item = text?._start ?? null; item && text; item = item.right) {
		if (!isVisibleIn(item, text)) continue;
		const from = Math.max(hunk.from, item.id.clock);
		const to = Math.min(hunk.to, item.id.clock + item.length);
		if (item.id.client === hunk.client && from < to) {
			const start = index + from - item.id.clock;
			const before = places.at(-1);
			if (before?.end === start) before.end = start + to - from;
			else places.push({ start, end: start + to - from });
		}
		index += item.length;
	}
	return places;
}

/** The index in its text where a hunk's first deleted run stood; undefined when it deleted nothing. */
export function placeOfDeleted(doc: Y.Doc, hunk: Hunk): number | undefined {
	const text = textOf(doc, hunk.file);
	const run = hunk.deleted[0]?.run;
	const target = text && run && itemAt(text, [run[0], run[1]]);
	if (!text || !target) return undefined;
	let index = 0;
	for (let item = text._start; item && item !== target; item = item.right)
		if (isVisibleIn(item, text)) index += item.length;
	return index;
}

/** Beyond so many reviewed hunks the oldest records go, so that the document does not grow for ever. */
const REVIEWED_KEPT = 500;

/** Drops the oldest records of reviewed hunks; living files only are of use to anyone. */
export function dropOldHunks(doc: Y.Doc, origin: unknown): void {
	const living = new Set(readTree(doc).entries.map(({ id }) => id));
	const reviewed = readHunks(doc).filter((hunk) => !isOpen(hunk) && hunk.state !== 'streaming');
	const dropped = reviewed.filter(({ file }, index) => index < reviewed.length - REVIEWED_KEPT || !living.has(file));
	if (dropped.length === 0) return;
	doc.transact(() => {
		for (const { id } of dropped) forgetHunk(doc, id);
	}, origin);
}
