import './line-note.css';
import type { editor as monacoEditor, IDisposable } from 'monaco-editor/editor/editor.api.js';
import { type CodeEditorWidget, Range } from '../editor/monaco.ts';

/** A few words after the end of a line, until the caret leaves it. They are no part of the text. */
export class LineNote {
	readonly #widget: CodeEditorWidget;
	readonly #mark: monacoEditor.IEditorDecorationsCollection;
	readonly #listener: IDisposable;
	#line: number | undefined;

	constructor(widget: CodeEditorWidget) {
		this.#widget = widget;
		this.#mark = widget.createDecorationsCollection();
		this.#listener = widget.onDidChangeCursorPosition(({ position }) => {
			if (this.#line !== undefined && position.lineNumber !== this.#line) this.clear();
		});
	}

	show(line: number, words: string): void {
		const model = this.#widget.getModel();
		if (!model || line > model.getLineCount()) return;
		const column = model.getLineMaxColumn(line);
		this.#line = line;
		this.#mark.set([
			{
				range: new Range(line, column, line, column),
				options: { showIfCollapsed: true, after: { content: `\u2003${words}`, inlineClassName: 'line-note' } },
			},
		]);
	}

	clear(): void {
		this.#line = undefined;
		this.#mark.clear();
	}

	dispose(): void {
		this.#listener.dispose();
	}
}
