import type { ErrorCode, FileId } from '@covibe/shared';
import type * as Y from 'yjs';
import type { Look, Point } from '../syntax/messages.ts';
import { FileBinding } from './binding.ts';
import { type CodeEditorWidget, createModel, setLanguage, type TextModel } from './monaco.ts';
import { RemoteSelections } from './remote-selections.ts';
import { plainOperations, readableText } from './text.ts';
import { PersonalUndo } from './undo.ts';
import { captureView, moveView, restoreView, type ViewAnchor } from './view-anchor.ts';

type OpenFileOptions = {
	readonly id: FileId;
	readonly text: Y.Text;
	readonly languageId: string;
	readonly canEdit: () => boolean;
	readonly refused: (code: ErrorCode) => void;
	/** Told of every change of the text; `isOwn` when this person made it here. */
	readonly changed: (file: OpenFile, isOwn: boolean) => void;
};

/** A file with its tab open: the model, its binding, its undo stack, and how it looked when it was last left. */
export class OpenFile {
	readonly id: FileId;
	readonly text: Y.Text;
	readonly model: TextModel;
	readonly others: RemoteSelections;
	readonly undo: PersonalUndo;
	readonly #binding: FileBinding;
	readonly #changed: OpenFileOptions['changed'];
	#widget: CodeEditorWidget | undefined;
	#left: { readonly state: ReturnType<CodeEditorWidget['saveViewState']>; anchor: ViewAnchor } | undefined;

	constructor({ id, text, languageId, canEdit, refused, changed }: OpenFileOptions) {
		this.id = id;
		this.text = text;
		this.#changed = changed;
		this.model = createModel(readableText(text), languageId);
		this.others = new RemoteSelections(id, text);
		const widget = () => this.#widget;
		this.#binding = new FileBinding({ text, model: this.model, widget, canEdit, refused });
		this.undo = new PersonalUndo({ text, model: this.model, origin: this.#binding.origin, widget, canEdit });
		text.observe(this.#textChanged);
	}

	/** Puts the file into the editor as it was when it was left, moved along with what others did since. */
	enter(widget: CodeEditorWidget): void {
		widget.setModel(this.model);
		if (this.#left?.state) widget.restoreViewState(this.#left.state);
		if (this.#left) restoreView(widget, this.model, this.#left.anchor);
		this.#left = undefined;
		this.#widget = widget;
	}

	/** Remembers how the file looks; call it while the editor still shows it. */
	leave(): void {
		const widget = this.#widget;
		this.#widget = undefined;
		if (widget) this.#left = { state: widget.saveViewState(), anchor: captureView(widget, this.model) };
	}

	/** The caret, from 0; undefined while another file is shown. */
	caret(): Point | undefined {
		const position = this.#widget?.getPosition();
		return position ? { row: position.lineNumber - 1, column: position.column - 1 } : undefined;
	}

	/** What this person looks at; undefined while another file is shown. */
	look(): Look | undefined {
		const widget = this.#widget;
		const position = widget?.getPosition();
		const ranges = widget?.getVisibleRanges() ?? [];
		const [first, last] = [ranges[0], ranges.at(-1)];
		if (!widget || !position || !first || !last) return undefined;
		const { model } = this;
		const endLine = last.endLineNumber;
		return {
			caret: model.getOffsetAt(position),
			caretRow: position.lineNumber - 1,
			visible: {
				start: model.getOffsetAt({ lineNumber: first.startLineNumber, column: 1 }),
				end: model.getOffsetAt({ lineNumber: endLine, column: model.getLineMaxColumn(endLine) }),
				startPosition: { row: first.startLineNumber - 1, column: 0 },
				endPosition: { row: endLine - 1, column: model.getLineMaxColumn(endLine) - 1 },
			},
		};
	}

	setLanguage(languageId: string): void {
		setLanguage(this.model, languageId);
	}

	/** Call it when this person gained the right to edit. */
	cleanLineEnds(): void {
		this.#binding.cleanLineEnds();
	}

	dispose(): void {
		this.text.unobserve(this.#textChanged);
		this.undo.dispose();
		this.#binding.dispose();
		this.model.dispose();
	}

	readonly #textChanged = (event: Y.YTextEvent) => {
		const operations = plainOperations(event.delta);
		this.others.textChanged(operations);
		if (this.#left) this.#left.anchor = moveView(this.#left.anchor, operations);
		const origin: unknown = event.transaction.origin;
		this.#changed(this, origin === this.#binding.origin || origin === this.undo.origin);
	};
}
