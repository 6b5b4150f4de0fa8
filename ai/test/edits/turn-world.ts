import { createFile, createProjectDocument, type FileId, textOf } from '@covibe/shared';
import { createRandom, type Random } from '@covibe/shared/testing';
import * as Y from 'yjs';
import { takeSnapshot } from '../../src/edits/snapshot.ts';
import { EditTurn, type TurnOptions } from '../../src/edits/turn.ts';

export const AGENT_ORIGIN = 'agent';

/** A clock that stands still until a test moves it. */
export class TestClock {
	#nowMs = 0;
	#due: { readonly atMs: number; readonly callback: () => void }[] = [];

	nowMs(): number {
		return this.#nowMs;
	}

	schedule(callback: () => void, ms: number): () => void {
		const entry = { atMs: this.#nowMs + ms, callback };
		this.#due.push(entry);
		return () => (this.#due = this.#due.filter((each) => each !== entry));
	}

	advance(ms: number): void {
		this.#nowMs += ms;
		const due = this.#due.filter(({ atMs }) => atMs <= this.#nowMs);
		this.#due = this.#due.filter(({ atMs }) => atMs > this.#nowMs);
		for (const { callback } of due) callback();
	}
}

/** A document with files in it, as an agent's replica. */
export function agentDocument(files: Readonly<Record<string, string>>, clientId = 7): { doc: Y.Doc; ids: FileId[] } {
	const seed = createProjectDocument();
	seed.clientID = 1;
	const random = createRandom(1);
	const ids = Object.entries(files).map(([path, text]) =>
		createFile(seed, { path, text }, { origin: 'seed', nowMs: 1, random: () => random.next() }),
	);
	const doc = createProjectDocument();
	doc.clientID = clientId;
	Y.applyUpdate(doc, Y.encodeStateAsUpdate(seed));
	return { doc, ids };
}

export function openTurn(
	doc: Y.Doc,
	options: Partial<TurnOptions> & { clock?: TestClock; shownIds?: readonly FileId[] } = {},
): EditTurn {
	const random = createRandom(2);
	const shown = new Map((options.shownIds ?? []).map((id) => [id, takeSnapshot(textAt(doc, id))]));
	return new EditTurn({
		doc,
		origin: AGENT_ORIGIN,
		turn: { id: 't1', asker: 'asker', model: 'model' },
		shown,
		clock: new TestClock(),
		random: () => random.next(),
		canEdit: () => true,
		...options,
	});
}

export function textAt(doc: Y.Doc, id: FileId): Y.Text {
	const text = textOf(doc, id);
	if (!text) throw new Error('no such file');
	return text;
}

/** An answer in pieces of 1 to 12 units. */
export function cutRandomly(answer: string, random: Random): string[] {
	const pieces: string[] = [];
	for (let at = 0; at < answer.length;) {
		const length = 1 + random.integer(12);
		pieces.push(answer.slice(at, at + length));
		at += length;
	}
	return pieces;
}

export const block = (path: string, search: string, replace: string) =>
	`${path}\n<<<<<<< SEARCH\n${search}${search === '' ? '' : '\n'}=======\n${replace}${replace === '' ? '' : '\n'}>>>>>>> REPLACE\n`;
