import './cursors.css';
import type { editor as monacoEditor, IDisposable } from 'monaco-editor/editor/editor.api.js';
import { CursorWidget } from './cursor-widget.ts';
import { type CodeEditorWidget, editor, Range } from './monaco.ts';
import { placeNames } from './name-places.ts';
import { headOf, type RemoteSelection, type RemoteSelections } from './remote-selections.ts';

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
			// Later, in a frame: asking for places makes Monaco render, and here it may be in the middle of an edit.
			widget.onDidScrollChange(() => this.schedule()),
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
		caret.setStatus(person.status);
		const isElsewhere = caret.moveTo(position, this.#widget.getOption(editor.EditorOption.lineHeight));
		if (!known) {
			this.#carets.set(person.clientId, caret);
			this.#widget.addContentWidget(caret);
		} else if (isElsewhere) this.#widget.layoutContentWidget(caret);
		if (hasMoved) caret.showName();
	}

	/** Puts the names that are to be seen where they cover neither each other nor the edge. */
	#placeNames(): void {
		const named = [...this.#carets.values()].filter((caret) => caret.isNamed);
		const visible = named.flatMap((caret) => {
			const place = this.#widget.getScrolledVisiblePosition(caret.position);
			return place ? [{ caret, left: place.left, top: place.top, lineHeight: place.height }] : [];
		});
		if (visible.length === 0) return;
		const { contentWidth, contentLeft } = this.#widget.getLayoutInfo();
		const places = placeNames(
			visible.map(({ caret, left, top, lineHeight }) => ({
				left: left - contentLeft,
				top,
				lineHeight,
				width: caret.nameWidthPx,
			})),
			contentWidth,
		);
		visible.forEach(({ caret }, index) => {
			const place = places[index];
			if (place) caret.placeName(place);
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
		if (position) this.schedule();
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
	return [{ range, options: { className, stickiness: editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges } }];
}
