import { createProjectDocument } from '@covibe/shared';
import * as Y from 'yjs';

/** The document of a project, built anew from the rows of its log. */
export class Replay {
	readonly doc = createProjectDocument();
	#seq: number;
	#fault: string | undefined;

	/** `start`: what the rows build upon when the log does not begin with row 1. */
	constructor(start?: { readonly seq: number; readonly state: Uint8Array }) {
		this.#seq = start?.seq ?? 0;
		if (start) this.#apply('the snapshot', start.state);
	}

	/** The last row. */
	get seq(): number {
		return this.#seq;
	}

	/** What is wrong, in words; nothing is applied after the first fault. */
	get fault(): string | undefined {
		return this.#fault;
	}

	take({ seq, bytes }: { readonly seq: number; readonly bytes: Uint8Array }): void {
		if (this.#fault !== undefined) return;
		if (seq === this.#seq + 1) this.#apply(`row ${seq}`, bytes);
		else this.#fault = this.#seq === 0 ? `the log begins with row ${seq}` : `row ${seq} follows row ${this.#seq}`;
		this.#seq = seq;
	}

	#apply(what: string, bytes: Uint8Array): void {
		try {
			Y.applyUpdate(this.doc, bytes);
		} catch (error) {
			this.#fault = `${what} cannot be applied (${error instanceof Error ? error.message : String(error)})`;
			return;
		}
		const { pendingStructs, pendingDs } = this.doc.store;
		if (pendingStructs || pendingDs) this.#fault = `${what} builds upon something that the log does not have`;
	}

	/** True when a state, as one update, is this document: the same structs, the same deletions, the same content. */
	equals(state: Uint8Array): boolean {
		const other = createProjectDocument();
		try {
			Y.applyUpdate(other, state);
		} catch {
			// Safe: what cannot be applied is not the same.
			return false;
		}
		if (other.store.pendingStructs || other.store.pendingDs) return false;
		const isSame = Y.equalSnapshots(Y.snapshot(this.doc), Y.snapshot(other));
		return isSame && contentOf(this.doc) === contentOf(other);
	}
}

/** Root types in one order; those that nobody has read as a type yet are compared by their structs alone. */
function contentOf(doc: Y.Doc): string {
	const roots = [...doc.share].sort(([one], [other]) => (one < other ? -1 : 1));
	return JSON.stringify(roots.map(([name, type]) => [name, type.toJSON() as unknown]));
}
