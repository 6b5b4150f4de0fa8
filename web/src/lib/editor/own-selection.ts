import type { Room } from '$lib/room/room.svelte.ts';
import type * as Y from 'yjs';
import type { TrackedSelection } from './offsets.ts';
import { positionsOf } from './positions.ts';

/** Twenty carets a second look fluent, and a held arrow key stays cheap for everybody else. */
const PUBLISH_EVERY_MS = 50;

/** Tells the others where this person's caret is: at once after a pause, then at most every 50 ms, and always the last. */
export class OwnSelection {
	readonly #room: Pick<Room, 'setSelection' | 'clearSelection'>;
	#place: { readonly text: Y.Text; readonly selection: TrackedSelection } | undefined;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sent = '';
	#isDue = false;

	constructor(room: Pick<Room, 'setSelection' | 'clearSelection'>) {
		this.#room = room;
	}

	/** `selection` holds offsets in `text` as it is now. */
	set(text: Y.Text, selection: TrackedSelection): void {
		this.#place = { text, selection };
		if (this.#timer !== undefined) {
			this.#isDue = true;
			return;
		}
		this.#publish();
	}

	clear(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#place = undefined;
		this.#isDue = false;
		this.#sent = '';
		this.#room.clearSelection();
	}

	#publish(): void {
		this.#isDue = false;
		if (!this.#place) return;
		const { anchor, head } = positionsOf(this.#place.text, this.#place.selection);
		const sent = JSON.stringify([anchor, head]);
		if (sent === this.#sent) return;
		this.#sent = sent;
		this.#room.setSelection(anchor, head);
		this.#timer = setTimeout(() => {
			this.#timer = undefined;
			if (this.#isDue) this.#publish();
		}, PUBLISH_EVERY_MS);
	}
}
