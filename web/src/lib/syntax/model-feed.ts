import type { editor } from 'monaco-editor/editor/editor.api.js';
import { changesOf, lookAfter } from './changes.ts';
import type { Look, Point, TextChange } from './messages.ts';

/** One frame: what changes within it makes one parse. */
const FRAME_MS = 16;

/** What was typed since the last batch; without changes the text has to be sent whole. */
export type Batch = {
	readonly from: number;
	readonly to: number;
	readonly changes: readonly TextChange[] | undefined;
	readonly look: Look | undefined;
	/** When the first of them was made. */
	readonly changedAt: number;
};

export type FedModel = {
	readonly model: editor.ITextModel;
	/** What is looked at; undefined while another file is shown. */
	readonly look: () => Look | undefined;
	/** The caret, which follows a change only after everybody was told of it; undefined while another file is shown. */
	readonly caret: () => Point | undefined;
};

type Hands = {
	readonly send: (batch: Batch) => void;
	/** What was said of the caret and the view with the last batch is not how it turned out. */
	readonly looked: (look: Look) => void;
};

/**
 * Collects the changes of a model, whoever made them. The first change after a pause is sent at once, before the
 * editor draws it, so that the answer may be there for the same frame; what follows within the frame is one batch.
 */
export class ModelFeed {
	readonly fed: FedModel;
	readonly #hands: Hands;
	readonly #subscription: { dispose(): void };
	#from: number;
	#to: number;
	#changes: TextChange[] | undefined = [];
	#changedAt: number | undefined;
	#look: Look | undefined;
	#sentAt = -Infinity;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#isQueued = false;

	constructor(fed: FedModel, hands: Hands) {
		this.fed = fed;
		this.#hands = hands;
		this.#from = this.#to = this.version;
		this.#subscription = fed.model.onDidChangeContent((event) => this.#changed(event));
	}

	get version(): number {
		return this.fed.model.getVersionId();
	}

	/** What is looked at now. */
	look(): Look | undefined {
		return (this.#look = this.fed.look());
	}

	/** Sends what there is, now. */
	flush(): void {
		if (this.#changedAt !== undefined && !this.fed.model.isDisposed()) this.#flush(this.look());
	}

	/** Forgets what was not sent: the text is sent whole. */
	restart(): void {
		this.#from = this.#to = this.version;
		this.#changes = [];
		this.#changedAt = undefined;
	}

	dispose(): void {
		clearTimeout(this.#timer);
		this.#subscription.dispose();
	}

	#flush(look: Look | undefined): void {
		const batch = { from: this.#from, to: this.#to, changes: this.#changes, changedAt: this.#changedAt ?? 0, look };
		this.#from = batch.to;
		this.#changes = [];
		this.#changedAt = undefined;
		this.#sentAt = performance.now();
		this.#hands.send(batch);
	}

	#changed({ changes, isFlush, versionId }: editor.IModelContentChangedEvent): void {
		// An event that waited for others to be told may be older than the model, and than the text that was sent.
		if (versionId <= this.#from) return;
		this.#changedAt ??= performance.now();
		this.#to = versionId;
		if (isFlush) this.#changes = undefined;
		else this.#changes?.push(...changesOf(changes));
		if (this.#isQueued) return;
		const waitMs = this.#sentAt + FRAME_MS - performance.now();
		const look = waitMs <= 0 ? this.#foreseen() : undefined;
		if (look) this.#sendAhead(look);
		else this.#queue(waitMs);
	}

	#queue(waitMs: number): void {
		this.#isQueued = true;
		const flush = () => {
			this.#isQueued = false;
			this.flush();
		};
		if (waitMs <= 0) queueMicrotask(flush);
		else this.#timer = setTimeout(flush, waitMs);
	}

	#foreseen(): Look | undefined {
		const caret = this.fed.caret();
		const visible = this.#look?.visible;
		if (!caret || !visible || !this.#changes) return undefined;
		const { model } = this.fed;
		return lookAfter({ visible, caret }, this.#changes, ({ row, column }) =>
			model.getOffsetAt({ lineNumber: row + 1, column: column + 1 }),
		);
	}

	#sendAhead(foreseen: Look): void {
		this.#flush(foreseen);
		queueMicrotask(() => {
			// With what came since goes a look of its own.
			if (this.#changedAt !== undefined || this.fed.model.isDisposed()) return;
			const look = this.look();
			if (look && !isSame(look, foreseen)) this.#hands.looked(look);
		});
	}
}

const isSame = (one: Look, other: Look) =>
	one.caret === other.caret && one.visible.start === other.visible.start && one.visible.end === other.visible.end;
