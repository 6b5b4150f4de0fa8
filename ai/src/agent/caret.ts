import { type AgentStatus, type FileId, type Presence, textOf } from '@covibe/shared';
import type { ItemId } from '@covibe/shared/hunks';
import type { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';

/** Ten times a second: a label that jumps more often cannot be read. */
const PACE_MS = 100;
/** So much longer the last place waits: while text is written, the next piece of it takes the caret along. */
const LATE_MS = 60;

/** What the room sees of an agent besides its text: where it is, and what it does. */
export class Caret {
	readonly #awareness: Awareness;
	readonly #doc: Y.Doc;
	#state: Presence = { status: 'reading' };
	#shownAtMs = -Infinity;
	#timer: NodeJS.Timeout | undefined;

	constructor(awareness: Awareness, doc: Y.Doc) {
		this.#awareness = awareness;
		this.#doc = doc;
	}

	status(status: AgentStatus): void {
		if (this.#state.status === status) return;
		this.#state = { ...this.#state, status };
		this.#show();
	}

	/** Behind a unit, or at the start of the file. */
	moveTo(file: FileId, after: ItemId | undefined): void {
		const text = textOf(this.#doc, file);
		if (!text) return;
		const place = after
			? new Y.RelativePosition(null, null, Y.createID(...after), -1)
			: Y.createRelativePositionFromTypeIndex(text, 0);
		const anchor = Y.relativePositionToJSON(place) as NonNullable<Presence['selection']>['anchor'];
		this.#state = { ...this.#state, file, selection: { anchor, head: anchor } };
		this.#show();
	}

	close(): void {
		clearTimeout(this.#timer);
	}

	#show(): void {
		const dueInMs = this.#shownAtMs + PACE_MS - performance.now();
		if (dueInMs > 0) {
			this.#timer ??= setTimeout(() => this.#showNow(), dueInMs + LATE_MS);
			return;
		}
		this.#showNow();
	}

	#showNow(): void {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#shownAtMs = performance.now();
		this.#awareness.setLocalState(this.#state);
	}
}
