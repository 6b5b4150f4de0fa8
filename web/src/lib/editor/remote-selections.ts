import type { FileId } from '@covibe/shared';
import type * as Y from 'yjs';
import type { Person } from '$lib/room/people.ts';
import { moveSelection, type TextOperation, type TrackedSelection } from './offsets.ts';
import { resolveSelection } from './positions.ts';

/** Somebody else's selection in the file on the screen. */
export type RemoteSelection = {
	readonly person: Person;
	readonly place: TrackedSelection;
	/** True when it came since the last look because that person moved or typed. */
	readonly hasMoved: boolean;
};

type Entry = {
	person: Person;
	/** The selection as it was sent, to see whether it is a new one. */
	sent: string;
	place: TrackedSelection | undefined;
	/** A caret travels faster than the text that it stands behind, which waits to be saved first. */
	isPending: boolean;
	hasMoved: boolean;
};

/**
 * Where the others are in one text. Resolved once for each message of theirs, and moved along with the text between
 * messages, so that thirty carets cost no thirty walks through the text at every keystroke.
 */
export class RemoteSelections {
	readonly #file: FileId;
	readonly #text: Y.Text;
	readonly #entries = new Map<number, Entry>();

	constructor(file: FileId, text: Y.Text) {
		this.#file = file;
		this.#text = text;
	}

	setPeople(people: readonly Person[]): void {
		const present = people.filter((person) => !person.isSelf && person.file === this.#file && person.selection);
		const ids = new Set(present.map((person) => person.clientId));
		for (const id of this.#entries.keys()) if (!ids.has(id)) this.#entries.delete(id);
		for (const person of present) this.#setPerson(person);
	}

	textChanged(operations: readonly TextOperation[]): void {
		for (const entry of this.#entries.values()) {
			if (entry.place) entry.place = moveSelection(entry.place, operations);
			if (entry.isPending) this.#resolve(entry);
		}
	}

	/** Everybody whose place is known, in the order of their places. Clears `hasMoved`. */
	take(): RemoteSelection[] {
		const selections: RemoteSelection[] = [];
		for (const entry of this.#entries.values()) {
			if (!entry.place) continue;
			selections.push({ person: entry.person, place: entry.place, hasMoved: entry.hasMoved });
			entry.hasMoved = false;
		}
		return selections.sort((a, b) => headOf(a.place) - headOf(b.place) || a.person.clientId - b.person.clientId);
	}

	#setPerson(person: Person): void {
		const sent = JSON.stringify(person.selection);
		const entry = this.#entries.get(person.clientId);
		if (entry?.sent === sent) {
			entry.person = person;
			return;
		}
		const fresh: Entry = { person, sent, place: entry?.place, isPending: true, hasMoved: entry?.hasMoved ?? false };
		this.#entries.set(person.clientId, fresh);
		this.#resolve(fresh);
	}

	#resolve(entry: Entry): void {
		const { selection } = entry.person;
		const place = selection && resolveSelection(this.#text, selection);
		if (!place) return;
		Object.assign(entry, { place, isPending: false, hasMoved: true });
	}
}

/** The end of a selection where the caret stands. */
export function headOf(place: TrackedSelection): number {
	return place.isBackward ? place.start : place.end;
}
