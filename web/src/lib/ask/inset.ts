import './ask.css';
import type { editor as monacoEditor } from 'monaco-editor/editor/editor.api.js';
import { type CodeEditorWidget, editor, Range } from '../editor/monaco.ts';

/** Lines of a file, counted from 1, both ends included. */
export type LineRange = { readonly fromLine: number; readonly toLine: number };

/** Where the inset stands in the editor: px from its top, and from its left edge to the code. */
export type InsetPlace = { readonly top: number; readonly left: number };

/** Room between two lines for something of the page, over lines that are marked and that it moves along with. */
export class Inset {
	readonly #widget: CodeEditorWidget;
	readonly #marks: monacoEditor.IEditorDecorationsCollection;
	readonly #model: monacoEditor.ITextModel | null;
	readonly #zone: monacoEditor.IViewZone;
	#zoneId: string | undefined;

	constructor(
		widget: CodeEditorWidget,
		{ lines, heightPx, moved }: { lines: LineRange; heightPx: number; moved: (place: InsetPlace) => void },
	) {
		this.#widget = widget;
		this.#model = widget.getModel();
		this.#marks = widget.createDecorationsCollection([
			{
				range: new Range(lines.fromLine, 1, lines.toLine, 1),
				options: {
					isWholeLine: true,
					className: 'ask-lines',
					linesDecorationsClassName: 'ask-gutter',
					stickiness: editor.TrackedRangeStickiness.AlwaysGrowsWhenTypingAtEdges,
				},
			},
		]);
		this.#zone = {
			afterLineNumber: lines.fromLine - 1,
			// In front of old text that stands at the same line.
			ordinal: 0,
			heightInPx: heightPx,
			domNode: document.createElement('div'),
			onDomNodeTop: (top) => moved({ top, left: widget.getLayoutInfo().contentLeft }),
		};
		widget.changeViewZones((accessor) => (this.#zoneId = accessor.addZone(this.#zone)));
		widget.revealLinesInCenterIfOutsideViewport(lines.fromLine, lines.toLine);
	}

	/** The marked lines as they are now; undefined when they are gone. */
	get lines(): LineRange | undefined {
		const range = this.#marks.getRange(0);
		return range ? { fromLine: range.startLineNumber, toLine: range.endLineNumber } : undefined;
	}

	resize(heightPx: number): void {
		if (this.#zone.heightInPx === heightPx || this.#zoneId === undefined) return;
		this.#zone.heightInPx = heightPx;
		const fromLine = this.lines?.fromLine;
		if (fromLine !== undefined) this.#zone.afterLineNumber = fromLine - 1;
		const id = this.#zoneId;
		this.#widget.changeViewZones((accessor) => accessor.layoutZone(id));
	}

	dispose(): void {
		const id = this.#zoneId;
		// With another model in the editor, Monaco has dropped the zone, and its id may be another one's.
		if (id === undefined || this.#widget.getModel() !== this.#model) return;
		this.#marks.clear();
		this.#widget.changeViewZones((accessor) => accessor.removeZone(id));
	}
}
