import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { Look, TextChange } from './messages.ts';

/** One frame: what changes within it makes one parse. */
const FRAME_MS = 16;

/** What was typed since the last batch; without changes the text has to be sent whole. */
export type Batch = {
	readonly from: number;
	readonly to: number;
	readonly changes: readonly TextChange[] | undefined;
	/** When the first of them was made. */
	readonly changedAt: number;
};

export type FedModel = {
	readonly model: editor.ITextModel;
	/** What is looked at; undefined while another file is shown. */
	readonly look: () => Look | undefined;
};

/**
 * Collects the changes of a model, whoever made them. The first change after a pause is sent at the end of its task,
 * so that a single key is judged at once; what follows within the frame is sent as one batch.
 */
export class ModelFeed {
	readonly fed: FedModel;
	readonly #send: (batch: Batch) => void;
	readonly #subscription: { dispose(): void };
	#from: number;
	#changes: TextChange[] | undefined = [];
	#changedAt: number | undefined;
	#sentAt = -Infinity;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isQueued = false;

	constructor(fed: FedModel, send: (batch: Batch) => void) {
		this.fed = fed;
		this.#send = send;
		this.#from = fed.model.getVersionId();
		this.#subscription = fed.model.onDidChangeContent((event) => this.#changed(event));
	}

	get version(): number {
		return this.fed.model.getVersionId();
	}

	/** Sends what there is, now. */
	flush(): void {
		if (this.#changedAt === undefined || this.fed.model.isDisposed()) return;
		const batch = { from: this.#from, to: this.version, changes: this.#changes, changedAt: this.#changedAt };
		this.#from = batch.to;
		this.#changes = [];
		this.#changedAt = undefined;
		this.#sentAt = performance.now();
		this.#send(batch);
	}

	/** Forgets what was not sent: the text is sent whole. */
	restart(): void {
		this.#from = this.version;
		this.#changes = [];
		this.#changedAt = undefined;
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#subscription.dispose();
	}

	#changed({ changes, isFlush }: editor.IModelContentChangedEvent): void {
		this.#changedAt ??= performance.now();
		if (isFlush) this.#changes = undefined;
		// All places are those before the event, so the last goes first.
		else this.#changes?.push(...changes.toSorted((one, other) => other.rangeOffset - one.rangeOffset).map(toChange));
		this.#schedule();
	}

	#schedule(): void {
		if (this.#isQueued) return;
		this.#isQueued = true;
		const flush = () => {
			this.#isQueued = false;
			this.flush();
		};
		const waitMs = this.#sentAt + FRAME_MS - performance.now();
		if (waitMs <= 0) queueMicrotask(flush);
		else this.#timer = setTimeout(flush, waitMs);
	}
}

function toChange({ range, rangeOffset, rangeLength, text }: editor.IModelContentChange): TextChange {
	return {
		start: rangeOffset,
		end: rangeOffset + rangeLength,
		startPosition: { row: range.startLineNumber - 1, column: range.startColumn - 1 },
		endPosition: { row: range.endLineNumber - 1, column: range.endColumn - 1 },
		text,
	};
}
