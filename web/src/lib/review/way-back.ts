import { filesOf } from '@covibe/shared';
import * as Y from 'yjs';

/** So long something that was taken away can be brought back by one click; until then its text is kept in memory. */
export const WAY_BACK_MS = 20_000;

/** Brings back what the latest act of a kind did to the texts of a project: what it took away, and nothing of others. */
export class WayBack {
	readonly #manager: Y.UndoManager;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** `origin`: of the transactions that can be taken back. */
	constructor(doc: Y.Doc, origin: object) {
		this.#manager = new Y.UndoManager(filesOf(doc), { trackedOrigins: new Set([origin]), captureTimeout: 0 });
	}

	/** Does it; true when there is something to bring back. */
	record(act: () => void): boolean {
		this.#manager.stopCapturing();
		const before = this.#manager.undoStack.length;
		act();
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#manager.clear(), WAY_BACK_MS);
		return this.#manager.undoStack.length > before;
	}

	take(): void {
		this.#manager.undo();
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#manager.destroy();
	}
}
