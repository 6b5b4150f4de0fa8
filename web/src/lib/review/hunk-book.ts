import type { FileId } from '@covibe/shared';
import { findHunk, type Hunk, hunksOf, readHunks } from '@covibe/shared/hunks';
import * as Y from 'yjs';
import { isUnderReview } from './turns.ts';

/** The records of hunks in a document, read along with it: only what changed is read again, at most once a frame. */
export class HunkBook {
	readonly #doc: Y.Doc;
	readonly #known = new Map<string, Hunk>();
	readonly #changed = new Set<string>();
	#frame: number | undefined;
	#published: (hunks: readonly Hunk[]) => void = () => undefined;
	/** Told when two people put the same text back, once for each time that it is seen. */
	ondoubled: () => void = () => undefined;

	constructor(doc: Y.Doc) {
		this.#doc = doc;
	}

	/** Gives all hunks, oldest first, now and whenever they change; the returned function ends it. */
	watch(published: (hunks: readonly Hunk[]) => void): () => void {
		const root = hunksOf(this.#doc);
		this.#published = published;
		root.observeDeep(this.#observed);
		for (const hunk of readHunks(this.#doc)) this.#known.set(hunk.id, hunk);
		this.#publish();
		return () => {
			root.unobserveDeep(this.#observed);
			if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
			this.#frame = undefined;
		};
	}

	readonly #observed = (events: readonly Y.YEvent<Y.AbstractType<unknown>>[]) => {
		for (const event of events) {
			const [id] = event.path;
			if (typeof id === 'string') this.#changed.add(id);
			else for (const key of event.keys.keys()) this.#changed.add(key);
		}
		// An agent that types writes 25 times a second.
		this.#frame ??= requestAnimationFrame(() => this.#refresh());
	};

	#refresh(): void {
		this.#frame = undefined;
		let isDoubled = false;
		for (const id of this.#changed) {
			const hunk = findHunk(this.#doc, id);
			if (hunk) this.#known.set(id, hunk);
			else this.#known.delete(id);
			isDoubled ||= (hunk?.restored.size ?? 0) > 1;
		}
		this.#changed.clear();
		this.#publish();
		if (isDoubled) this.ondoubled();
	}

	#publish(): void {
		const hunks = [...this.#known.values()];
		this.#published(
			hunks.sort((one, other) => one.at - other.at || one.from - other.from || (one.id < other.id ? -1 : 1)),
		);
	}
}

/** What waits for a review, or is written right now, by file. */
export function underReview(hunks: readonly Hunk[]): ReadonlyMap<FileId, readonly Hunk[]> {
	const byFile = new Map<FileId, Hunk[]>();
	for (const hunk of hunks) {
		if (!isUnderReview(hunk)) continue;
		const known = byFile.get(hunk.file);
		if (known) known.push(hunk);
		else byFile.set(hunk.file, [hunk]);
	}
	return byFile;
}
