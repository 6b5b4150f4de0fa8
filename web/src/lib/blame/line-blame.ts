import type { FileId } from '@covibe/shared';
import { type IdRun, runsOf, sliceRuns } from '@covibe/shared/hunks';
import type * as Y from 'yjs';
import type { EditorSession } from '../editor/session.svelte.ts';
import type { RoomReview } from '../review/room-review.svelte.ts';
import { blameWords, fetchWriters, type Writer } from './writers.ts';

type Parts = {
	readonly session: EditorSession;
	readonly review: RoomReview;
	readonly active: () => FileId | undefined;
	readonly announce: (text: string) => void;
};

/** Answers who wrote the line of the caret: after the line, and to who listens. */
export class LineBlame {
	readonly #parts: Parts;

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	async say(): Promise<void> {
		const { session, review, active, announce } = this.#parts;
		const { room } = session;
		const file = active();
		const text = file === undefined ? undefined : room.text(file);
		if (!text) return;
		const { line } = session.cursor;
		const runs = runsOfLine(text, line);
		const clients = [...new Set(runs.map(([client]) => client))].filter((client) => client !== room.doc.clientID);
		const known = {
			writers: await writersOf(() => fetchWriters(room.projectId, clients)),
			hunks: review.recorded,
			names: review,
			own: { client: room.doc.clientID, name: room.self.name },
		};
		const words = blameWords(runs, known);
		announce(`Line ${line}: ${words}`);
		// The answer took a moment, in which the person may have gone elsewhere.
		if (active() === file && session.cursor.line === line) session.note(line, words);
	}
}

/** Without the server there still are the names of this page and of the hunks. */
async function writersOf(ask: () => Promise<readonly Writer[]>): Promise<readonly Writer[]> {
	try {
		return await ask();
	} catch {
		// Safe: an unknown writer is said to be unknown.
		return [];
	}
}

/** Who wrote the units of a line, counted from 1, without its line end. */
function runsOfLine(text: Y.Text, line: number): readonly IdRun[] {
	const content = text.toString();
	let start = 0;
	for (let at = 1; at < line; at++) start = content.indexOf('\n', start) + 1;
	const end = content.indexOf('\n', start);
	return sliceRuns(runsOf(text), start, end === -1 ? content.length : end);
}
