import './cursors.css';
import type { editor as monacoEditor, IDisposable } from 'monaco-editor/editor/editor.api.js';
import { CursorWidget } from './cursor-widget.ts';
import { labelRows } from './label-rows.ts';
import { type CodeEditorWidget, editor, Range } from './monaco.ts';
import { headOf, type RemoteSelection, type RemoteSelections } from './remote-selections.ts';

/** Pixels of one row of names; `cursors.css` has the same. */
const NAME_HEIGHT_PX = 17;
/** `TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges`. */
const NEVER_GROWS = 1;

/** Draws the others' carets and selections into the editor, at most once per animation frame. */
export class RemoteCursors {
	readonly #widget: CodeEditorWidget;
	readonly #marks: monacoEditor.IEditorDecorationsCollection;
	readonly #carets = new Map<number, CursorWidget>();
	readonly #listeners: IDisposable[];
	#selections: RemoteSelections | undefined;
	#frame: number | undefined;
	/** Called after each drawing. */
	ondrawn: () => void = () => undefined;

	constructor(widget: CodeEditorWidget) {
		this.#widget = widget;
		this.#marks = widget.createDecorationsCollection();
		this.#listeners = [
			widget.onMouseMove((event) => this.#hover(event.target.position)),
			widget.onMouseLeave(() => this.#hover(null)),
			widget.onDidScrollChange(() => this.#placeNames()),
		];
	}

	/** Shows the people of another file, or of none. */
	show(selections: RemoteSelections | undefined): void {
		this.#selections = selections;
		this.#draw();
	}

	/** Draws before the next frame is painted. */
	schedule(): void {
		this.#frame ??= requestAnimationFrame(() => this.#draw());
	}

	/** Where somebody's caret is drawn. */
	positionOf(clientId: number): { readonly lineNumber: number; readonly column: number } | undefined {
		return this.#carets.get(clientId)?.position;
	}

	dispose(): void {
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		for (const listener of this.#listeners) listener.dispose();
		for (const caret of this.#carets.values()) this.#remove(caret);
		this.#carets.clear();
		this.#marks.clear();
	}

	#draw(): void {
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		this.#frame = undefined;
		const model = this.#widget.getModel();
		const selections = (model && this.#selections?.take()) ?? [];
		this.#marks.set(model ? selections.flatMap((selection) => decorationOf(model, selection)) : []);
		const present = new Set(selections.map((selection) => selection.person.clientId));
		for (const [clientId, caret] of this.#carets) {
			if (present.has(clientId)) continue;
			this.#remove(caret);
			this.#carets.delete(clientId);
		}
		if (model) for (const selection of selections) this.#drawCaret(model, selection);
		this.#placeNames();
		this.ondrawn();
	}

	#drawCaret(model: monacoEditor.ITextModel, { person, place, hasMoved }: RemoteSelection): void {
		const position = model.getPositionAt(headOf(place));
		const known = this.#carets.get(person.clientId);
		const caret = known ?? new CursorWidget(person.clientId);
		caret.setUser(person.user);
		const isElsewhere = caret.moveTo(position, this.#widget.getOption(editor.EditorOption.lineHeight));
		if (!known) {
			this.#carets.set(person.clientId, caret);
			this.#widget.addContentWidget(caret);
		} else if (isElsewhere) this.#widget.layoutContentWidget(caret);
		if (hasMoved) caret.showName();
	}

	/** Names that are to be seen: one above the other, below the line at the top, to the left at the right edge. */
	#placeNames(): void {
		const named = [...this.#carets.values()].filter((caret) => caret.isNamed);
		if (named.length === 0) return;
		const columnPx = this.#widget.getOption(editor.EditorOption.fontInfo).typicalHalfwidthCharacterWidth;
		const rows = labelRows(
			named.map((caret) => ({
				line: caret.position.lineNumber,
				column: caret.position.column,
				width: caret.nameWidthPx / columnPx,
			})),
		);
		const scrollTop = this.#widget.getScrollTop();
		const { contentWidth, contentLeft } = this.#widget.getLayoutInfo();
		named.forEach((caret, index) => {
			const row = rows[index] ?? 0;
			const top = this.#widget.getTopForPosition(caret.position.lineNumber, caret.position.column) - scrollTop;
			const visible = this.#widget.getScrolledVisiblePosition(caret.position);
			const left = (visible?.left ?? 0) - contentLeft;
			const isLeftward = left + caret.nameWidthPx > contentWidth && left > caret.nameWidthPx;
			caret.placeName({ row, isBelow: top < (row + 1) * NAME_HEIGHT_PX, isLeftward });
		});
	}

	#hover(position: { readonly lineNumber: number; readonly column: number } | null): void {
		for (const caret of this.#carets.values()) {
			const isNear =
				position !== null &&
				position.lineNumber === caret.position.lineNumber &&
				Math.abs(position.column - caret.position.column) <= 1;
			caret.hover(isNear);
		}
		if (position) this.#placeNames();
	}

	#remove(caret: CursorWidget): void {
		this.#widget.removeContentWidget(caret);
		caret.dispose();
	}
}

function decorationOf(
	model: monacoEditor.ITextModel,
	{ person, place }: RemoteSelection,
): monacoEditor.IModelDeltaDecoration[] {
	if (place.start === place.end) return [];
	const range = Range.fromPositions(model.getPositionAt(place.start), model.getPositionAt(place.end));
	const className = `remote-selection editor-person-${person.user.colour}`;
	return [{ range, options: { className, stickiness: NEVER_GROWS } }];
}
