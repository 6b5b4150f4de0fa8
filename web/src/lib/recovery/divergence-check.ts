import { digestOf, type DocumentDigest } from '@covibe/shared';
import type * as Y from 'yjs';

export type CheckHost = {
	/** Tells the server, which counts it. */
	readonly report: (what: keyof DocumentDigest) => void;
	/** Syncs from the start: what was missed comes then. */
	readonly resync: () => void;
	/** Nothing but the server's document helps. */
	readonly heal: () => void;
};

/** How long reading the document may keep the page from a keystroke. */
const SLICE_MS = 4;

/** Compares this page's document with what the server says that it holds. [PR20] */
export class DivergenceCheck {
	readonly #doc: Y.Doc;
	readonly #host: CheckHost;
	/** Structs were missing at the last check already. */
	#hasResynced = false;
	#runs = 0;

	constructor(doc: Y.Doc, host: CheckHost) {
		this.#doc = doc;
		this.#host = host;
	}

	/** Gives up when the document changes meanwhile; the next check comes. */
	async check(theirs: DocumentDigest): Promise<void> {
		const ours = await this.#read();
		if (!ours) return;
		if (ours.structs === theirs.structs && ours.text === theirs.text) {
			this.#hasResynced = false;
			return;
		}
		const what = ours.structs === theirs.structs ? 'text' : 'structs';
		this.#host.report(what);
		if (what === 'structs' && !this.#hasResynced) {
			this.#hasResynced = true;
			this.#host.resync();
		} else this.#host.heal();
	}

	async #read(): Promise<DocumentDigest | undefined> {
		const run = ++this.#runs;
		const changed = () => {
			this.#runs++;
		};
		this.#doc.on('update', changed);
		try {
			const steps = digestOf(this.#doc);
			for (let sliceEndsAtMs = performance.now() + SLICE_MS; ;) {
				const step = steps.next();
				if (step.done) return step.value;
				if (performance.now() < sliceEndsAtMs) continue;
				await new Promise((resolve) => setTimeout(resolve));
				// A newer check, or an edit, makes this one pointless.
				if (run !== this.#runs) return undefined;
				sliceEndsAtMs = performance.now() + SLICE_MS;
			}
		} finally {
			this.#doc.off('update', changed);
		}
	}
}
