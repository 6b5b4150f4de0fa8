import { type ErrorCode, LIMITS, textUnits } from '@covibe/shared';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { MonacoBinding } from 'y-monaco';
import type * as Y from 'yjs';
import { Range } from './monaco.ts';
import type { TextOperation } from './offsets.ts';
import { plainOperations, readableText, removeCarriageReturns } from './text.ts';
import { captureView, moveView, restoreView } from './view-anchor.ts';

export type FileBindingOptions = {
	readonly text: Y.Text;
	/** Holds `readableText(text)`, with LF. */
	readonly model: editor.ITextModel;
	/** The editor, while it shows this model. */
	readonly widget: () => editor.ICodeEditor | undefined;
	readonly canEdit: () => boolean;
	/** Told of an edit that was not let into the text. */
	readonly refused: (code: ErrorCode) => void;
};

type Push = editor.ITextModel['pushEditOperations'];

/**
 * Keeps a model and a Y.Text the same, character by character. y-monaco carries what is typed; what comes in is
 * applied here, in one edit for any number of changes, and moves neither carets nor scroll.
 */
export class FileBinding {
	readonly #options: FileBindingOptions;
	readonly #monacoBinding: MonacoBinding;

	constructor(options: FileBindingOptions) {
		this.#options = options;
		const { text, model } = options;
		keepLineFeeds(model);
		this.#guardEdits();
		this.#monacoBinding = new MonacoBinding(text, model, new Set(), null);
		text.unobserve(this.#monacoBinding._ytextObserver);
		this.#monacoBinding._ytextObserver = this.#textChanged;
		text.observe(this.#textChanged);
		this.#monacoBinding.doc.on('afterAllTransactions', this.#healed);
		this.cleanLineEnds();
	}

	/** The origin of this person's typing in Yjs transactions. */
	get origin(): object {
		return this.#monacoBinding;
	}

	dispose(): void {
		this.#monacoBinding.doc.off('afterAllTransactions', this.#healed);
		this.#monacoBinding.destroy();
	}

	/** Takes the carriage returns out that another program wrote, if this person may edit. */
	cleanLineEnds(): void {
		if (this.#options.canEdit()) removeCarriageReturns(this.#options.text);
	}

	readonly #textChanged = (event: Y.YTextEvent) => {
		this.#monacoBinding.mux(() => {
			this.#apply(plainOperations(event.delta));
			if (event.delta.some(({ insert }) => typeof insert === 'string' && insert.includes('\r'))) {
				// After this transaction: the next one may not start inside an observer of the first.
				queueMicrotask(() => this.cleanLineEnds());
			}
		});
	};

	#apply(operations: readonly TextOperation[]): void {
		const { model } = this.#options;
		const widget = this.#options.widget();
		const anchor = widget && moveView(captureView(widget, model), operations);
		model.applyEdits(toEdits(model, operations));
		if (widget && anchor) restoreView(widget, model, anchor);
	}

	/** The shared text wins if model and text should ever differ: it is what everybody else sees, and what is saved. */
	readonly #healed = () => {
		const { text, model } = this.#options;
		if (model.isDisposed() || model.getValueLength() === text.length) return;
		const wanted = readableText(text);
		this.#monacoBinding.mux(() => this.#apply(difference(model.getValue(), wanted)));
	};

	/** Refuses what may not be, before it changes anything; Monaco then leaves text and carets as they were. */
	#guardEdits(): void {
		const { model, canEdit, refused } = this.#options;
		const push: Push = model.pushEditOperations.bind(model);
		model.pushEditOperations = (...parameters: Parameters<Push>) => {
			const refusal = canEdit() ? this.#refusalOf(parameters[1]) : 'read-only';
			if (refusal === undefined) return push(...parameters);
			refused(refusal);
			return null;
		};
	}

	#refusalOf(edits: readonly editor.IIdentifiedSingleEditOperation[]): ErrorCode | undefined {
		const { text, model } = this.#options;
		let growth = 0;
		for (const edit of edits) growth += (edit.text?.length ?? 0) - model.getValueLengthInRange(edit.range);
		if (growth <= 0) return undefined;
		if (text.length + growth > LIMITS.textUnitsPerFile) return 'file-too-large';
		if (text.doc && textUnits(text.doc) + growth > LIMITS.textUnitsPerProject) return 'project-full';
		return undefined;
	}
}

/** Line ends are LF for ever: with CRLF in one replica, every offset after the first line would be another's. */
function keepLineFeeds(model: editor.ITextModel): void {
	model.setEOL = () => undefined;
	model.pushEOL = () => undefined;
}

/** One edit for what is inserted and deleted at one place; offsets are those before the change, as all are applied at once. */
function toEdits(
	model: editor.ITextModel,
	operations: readonly TextOperation[],
): editor.IIdentifiedSingleEditOperation[] {
	const replacements: { from: number; to: number; text: string }[] = [];
	let at = 0;
	for (const { retain = 0, insert = '', delete: removed = 0 } of operations) {
		const last = replacements.at(-1);
		if (retain > 0) at += retain;
		else if (last?.to === at) {
			last.to += removed;
			last.text += insert;
			at += removed;
		} else {
			replacements.push({ from: at, to: at + removed, text: insert });
			at += removed;
		}
	}
	return replacements.map(({ from, to, text }) => ({
		range: Range.fromPositions(model.getPositionAt(from), model.getPositionAt(to)),
		text,
	}));
}

function difference(from: string, to: string): TextOperation[] {
	const shorter = Math.min(from.length, to.length);
	let start = 0;
	while (start < shorter && from[start] === to[start]) start++;
	let end = 0;
	while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
	return [{ retain: start }, { insert: to.slice(start, to.length - end) }, { delete: from.length - end - start }];
}
