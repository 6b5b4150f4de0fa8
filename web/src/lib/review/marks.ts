import './review.css';
import type { FileId } from '@covibe/shared';
import { type Hunk, tracesOf } from '@covibe/shared/hunks';
import type { editor as monacoEditor, IDisposable } from 'monaco-editor/editor/editor.api.js';
import type * as Y from 'yjs';
import { type CodeEditorWidget, editor, Range, type TextModel } from '../editor/monaco.ts';
import { type Change, changesOf, isAt, type Lines } from './changes.ts';
import { OldText } from './old-text.ts';

export type MarkedFile = { readonly id: FileId; readonly text: Y.Text; readonly model: TextModel };

/** Where a change is in the visible part of the editor, in px from its top; `right` is the width of what is beside the code. */
export type ChangePlace = { readonly top: number; readonly bottom: number; readonly right: number };

/** After somebody typed, the marks move along by themselves; so long after it they are made exact. */
const SETTLE_MS = 200;
/** What people type at the edges of a mark is theirs. */
const NEVER_GROWS = editor.TrackedRangeStickiness.NeverGrowsWhenTypingAtEdges;

/** Draws what the AI changed in the file on the screen: new lines, old text, lines that were contested. */
export class ReviewMarks {
	readonly #widget: CodeEditorWidget;
	readonly #marks: monacoEditor.IEditorDecorationsCollection;
	readonly #old: OldText;
	readonly #listeners: IDisposable[];
	#file: MarkedFile | undefined;
	#hunksOf: (file: FileId) => readonly Hunk[] = () => [];
	#changes: readonly Change[] = [];
	#frame: number | undefined;
	#settling: ReturnType<typeof setTimeout> | undefined;
	/** Told after each drawing. */
	ondrawn: (drawn: { readonly file: FileId; readonly changes: readonly Change[] } | undefined) => void = () =>
		undefined;
	/** Told of the change under the mouse. */
	onpointed: (change: Change | undefined) => void = () => undefined;
	/** Told when places may have moved. */
	onscrolled: () => void = () => undefined;

	constructor(widget: CodeEditorWidget) {
		this.#widget = widget;
		this.#marks = widget.createDecorationsCollection();
		this.#old = new OldText(widget);
		this.#listeners = [
			widget.onMouseMove(({ target }) => this.onpointed(this.#changeAt(target))),
			widget.onMouseLeave(() => this.onpointed(undefined)),
			widget.onMouseDown(({ target }) => this.#pressed(target)),
			widget.onDidScrollChange(() => this.onscrolled()),
			widget.onDidLayoutChange(() => this.onscrolled()),
		];
	}

	/** The file on the screen, or none. */
	show(file: MarkedFile | undefined): void {
		this.#file = file;
		this.#old.forget();
		this.draw();
	}

	/** Where to read what is under review in a file. */
	setSource(hunksOf: (file: FileId) => readonly Hunk[]): void {
		this.#hunksOf = hunksOf;
		this.schedule();
	}

	/** Draws before the next frame is painted. */
	schedule(): void {
		this.#frame ??= requestAnimationFrame(() => this.draw());
	}

	/** Call it when the text on the screen has changed. */
	textChanged(): void {
		if (this.#changes.length === 0) return;
		clearTimeout(this.#settling);
		this.#settling = setTimeout(() => this.schedule(), SETTLE_MS);
	}

	draw(): void {
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		clearTimeout(this.#settling);
		[this.#frame, this.#settling] = [undefined, undefined];
		const file = this.#file;
		const hunks = file ? this.#hunksOf(file.id) : [];
		this.#changes = file ? changesIn(file, hunks) : [];
		const states = new Map(hunks.map(({ id, state }) => [id, state]));
		this.#marks.set(
			file ? this.#changes.flatMap((change) => decorationsOf(file.model, change, states.get(change.hunk))) : [],
		);
		this.#old.draw(this.#changes);
		this.ondrawn(file && { file: file.id, changes: this.#changes });
	}

	/** Shows or folds all old text of the file. */
	toggleOldText(): void {
		this.#old.toggleAll();
	}

	placeOf({ firstLine, lastLine }: Change): ChangePlace {
		const { minimap, verticalScrollbarWidth } = this.#widget.getLayoutInfo();
		const scrollTop = this.#widget.getScrollTop();
		const top = this.#widget.getTopForLineNumber(firstLine, true) - scrollTop;
		const bottom =
			lastLine < firstLine
				? this.#widget.getTopForLineNumber(firstLine) - scrollTop
				: this.#widget.getBottomForLineNumber(lastLine) - scrollTop;
		return { top, bottom, right: minimap.minimapWidth + verticalScrollbarWidth };
	}

	dispose(): void {
		if (this.#frame !== undefined) cancelAnimationFrame(this.#frame);
		clearTimeout(this.#settling);
		for (const listener of this.#listeners) listener.dispose();
	}

	#changeAt(target: monacoEditor.IMouseTarget): Change | undefined {
		if (target.type === editor.MouseTargetType.CONTENT_VIEW_ZONE) return this.#old.changeOf(target.detail.viewZoneId);
		const line = target.position?.lineNumber;
		return line === undefined ? undefined : this.#changes.find((change) => isAt(change, line));
	}

	#pressed(target: monacoEditor.IMouseTarget): void {
		const { MouseTargetType } = editor;
		if (target.type === MouseTargetType.CONTENT_VIEW_ZONE || target.type === MouseTargetType.GUTTER_VIEW_ZONE)
			this.#old.toggle(target.detail.viewZoneId);
	}
}

function changesIn({ text, model }: MarkedFile, hunks: readonly Hunk[]): readonly Change[] {
	// They differ for a moment only, as while a composition holds others' edits back.
	if (hunks.length === 0 || model.getValueLength() !== text.length) return [];
	return changesOf(tracesOf(text, hunks), linesOf(model));
}

function linesOf(model: TextModel): Lines {
	const length = model.getValueLength();
	return {
		length,
		lineAt: (offset) => model.getPositionAt(offset).lineNumber,
		startOf: (line) => (line > model.getLineCount() ? length : model.getOffsetAt({ lineNumber: line, column: 1 })),
		slice: (start, end) =>
			model.getValueInRange(Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end))),
	};
}

function decorationsOf(
	model: TextModel,
	change: Change,
	state: Hunk['state'] | undefined,
): monacoEditor.IModelDeltaDecoration[] {
	const { firstLine, lastLine, oldLines, inserted, contested } = change;
	const decorations: monacoEditor.IModelDeltaDecoration[] = [];
	const writing = state === 'streaming' ? ' is-writing' : '';
	if (firstLine <= lastLine) decorations.push(wholeLines(firstLine, lastLine, 'added', writing));
	for (const [first, last] of joined(contested)) decorations.push(wholeLines(first, last, 'contested', ''));
	if (oldLines.length > 0)
		for (const { start, end } of inserted) {
			const range = Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
			decorations.push({ range, options: { className: 'review-inserted', stickiness: NEVER_GROWS } });
		}
	return decorations;
}

/** Stretches of lines without doubles: a line that is marked twice would be twice as dark. */
function joined(stretches: Change['contested']): readonly (readonly [number, number])[] {
	const merged: [number, number][] = [];
	for (const [first, last] of stretches.toSorted((one, other) => one[0] - other[0])) {
		const before = merged.at(-1);
		if (before && first <= before[1] + 1) before[1] = Math.max(before[1], last);
		else merged.push([first, last]);
	}
	return merged;
}

const RULER = { added: 'diffEditorOverview.insertedForeground', contested: 'editorOverviewRuler.warningForeground' };

function wholeLines(
	first: number,
	last: number,
	kind: 'added' | 'contested',
	more: string,
): monacoEditor.IModelDeltaDecoration {
	return {
		range: new Range(first, 1, last, 1),
		options: {
			isWholeLine: true,
			className: `review-${kind}${more}`,
			linesDecorationsClassName: `review-gutter is-${kind}${more}`,
			overviewRuler: { color: { id: RULER[kind] }, position: editor.OverviewRulerLane.Left },
			stickiness: NEVER_GROWS,
		},
	};
}
