import type { editor } from 'monaco-editor/editor/editor.api.js';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Look, Point } from './messages.ts';
import { type Batch, ModelFeed } from './model-feed.ts';
import { apply, change, lookAt } from './testing/test-service.ts';

type ContentEvent = editor.IModelContentChangedEvent;

/** An editor whose caret follows a change only when everybody was told of it, as Monaco's does. */
class Editor {
	text: string;
	caret: number;
	version = 1;
	isShown = true;
	#listener: (event: ContentEvent) => void = () => undefined;

	constructor(text: string, caret: number) {
		this.text = text;
		this.caret = caret;
	}

	readonly model = {
		getVersionId: () => this.version,
		isDisposed: () => false,
		getOffsetAt: ({ lineNumber, column }: { lineNumber: number; column: number }) =>
			this.text
				.split('\n')
				.slice(0, lineNumber - 1)
				.join('\n').length +
			(lineNumber > 1 ? 1 : 0) +
			column -
			1,
		onDidChangeContent: (listener: (event: ContentEvent) => void) => {
			this.#listener = listener;
			return { dispose: () => undefined };
		},
	} as unknown as editor.ITextModel;

	look = (): Look | undefined => (this.isShown ? lookAt(this.text, this.caret) : undefined);
	place = (): Point | undefined => {
		const before = this.#before.slice(0, this.caret);
		const row = before.split('\n').length - 1;
		return this.isShown ? { row, column: before.length - before.lastIndexOf('\n') - 1 } : undefined;
	};
	#before = '';

	/** Types at the caret, which ends `back` before the end of what was typed. */
	type(inserted: string, back = 0): void {
		const made = change(this.text, this.caret, 0, inserted);
		this.#before = this.text;
		this.text = apply(this.text, made);
		this.version += 1;
		const { row, column } = made.startPosition;
		const range = { startLineNumber: row + 1, startColumn: column + 1, endLineNumber: row + 1, endColumn: column + 1 };
		const one = { range, rangeOffset: made.start, rangeLength: 0, text: inserted };
		this.#listener({ changes: [one], versionId: this.version, isFlush: false } as unknown as ContentEvent);
		this.caret += inserted.length - back;
	}
}

function feed(someEditor: Editor) {
	const batches: Batch[] = [];
	const looks: Look[] = [];
	const { model, look, place } = someEditor;
	const made = new ModelFeed(
		{ model, look, caret: place },
		{ send: (batch) => batches.push(batch), looked: (each) => looks.push(each) },
	);
	// As when the text was sent whole.
	made.look();
	return { made, batches, looks };
}

describe('the feed of a model', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => void vi.useRealTimers());

	it('sends a single key at once, with the caret where it will be', async () => {
		const someEditor = new Editor('one\ntwo\n', 3);
		const { batches, looks } = feed(someEditor);
		someEditor.type('\n\tx');
		expect(batches).toMatchObject([{ from: 1, to: 2, changes: [{ start: 3, text: '\n\tx' }] }]);
		await Promise.resolve();
		expect(batches[0]?.look).toEqual(someEditor.look());
		expect(looks).toEqual([]);
	});

	it('corrects what it said of the caret when the editor puts it elsewhere', async () => {
		const someEditor = new Editor('one\ntwo\n', 3);
		const { batches, looks } = feed(someEditor);
		someEditor.type('()', 1);
		await Promise.resolve();
		expect(batches[0]?.look?.caret).toBe(5);
		expect(looks).toEqual([lookAt('one()\ntwo\n', 4)]);
	});

	it('makes one batch of what follows within a frame', () => {
		const someEditor = new Editor('', 0);
		const { batches } = feed(someEditor);
		for (const letter of 'abc') someEditor.type(letter);
		expect(batches).toHaveLength(1);
		vi.advanceTimersByTime(20);
		expect(batches).toMatchObject([{ to: 2 }, { from: 2, to: 4, changes: [{ text: 'b' }, { text: 'c' }] }]);
		expect(batches[1]?.look).toEqual(someEditor.look());
	});

	it('sends the changes of a file that is not shown without a look', async () => {
		const someEditor = new Editor('', 0);
		const { batches } = feed(someEditor);
		someEditor.isShown = false;
		someEditor.type('a');
		await Promise.resolve();
		expect(batches).toMatchObject([{ from: 1, to: 2, look: undefined }]);
	});

	it('leaves out what the text that was sent whole holds already', () => {
		const someEditor = new Editor('', 0);
		const { made, batches } = feed(someEditor);
		someEditor.version = 2;
		made.restart();
		someEditor.version = 1;
		someEditor.type('a');
		vi.advanceTimersByTime(20);
		expect(batches).toEqual([]);
	});
});
