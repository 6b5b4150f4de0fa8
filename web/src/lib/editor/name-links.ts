import type { IDisposable } from 'monaco-editor/editor/editor.api.js';
import type { Point } from '../structure/messages.ts';
import { isApple } from '../ui/keys.ts';
import { type CodeEditorWidget, editor, Range } from './monaco.ts';

/** What a click on a name does while Ctrl, on a Mac Command, is held. */
export type NameLinks = {
	leadsOn(at: Point): Promise<boolean>;
	follow(at: Point): void;
};

type Mouse = { readonly ctrlKey: boolean; readonly metaKey: boolean };
const TEXT = editor.MouseTargetType.CONTENT_TEXT;

/** Underlines the name under the pointer while the key is held, and follows it on a click; the returned function ends it. */
export function offerNameLinks(widget: CodeEditorWidget, links: NameLinks): () => void {
	const marks = widget.createDecorationsCollection();
	const isHeld = ({ ctrlKey, metaKey }: Mouse) => (isApple() ? metaKey : ctrlKey);
	let hovered: Range | undefined;
	let pressed: Range | undefined;

	function clear(): void {
		hovered = undefined;
		marks.clear();
	}

	async function hover(word: Range | undefined): Promise<void> {
		if (word && hovered && Range.equalsRange(word, hovered)) return;
		clear();
		if (!word) return;
		hovered = word;
		const leadsOn = await links.leadsOn(pointOf(word));
		if (leadsOn && hovered === word) marks.set([{ range: word, options: { inlineClassName: 'name-link' } }]);
	}

	const wordAt = ({ target, event }: editor.IEditorMouseEvent): Range | undefined => {
		const { position } = target;
		const word = position && target.type === TEXT && isHeld(event) && widget.getModel()?.getWordAtPosition(position);
		return word ? new Range(position.lineNumber, word.startColumn, position.lineNumber, word.endColumn) : undefined;
	};
	const listeners: IDisposable[] = [
		widget.onMouseMove((event) => void hover(wordAt(event))),
		widget.onMouseLeave(clear),
		widget.onKeyUp(clear),
		widget.onDidChangeModel(clear),
		widget.onDidChangeModelContent(clear),
		widget.onMouseDown((event) => (pressed = event.event.leftButton ? wordAt(event) : undefined)),
		widget.onMouseUp((event) => {
			const word = wordAt(event);
			const isClick = word && pressed && Range.equalsRange(word, pressed) && widget.getSelection()?.isEmpty();
			pressed = undefined;
			if (!isClick) return;
			clear();
			links.follow(pointOf(word));
		}),
	];
	return () => {
		clear();
		for (const listener of listeners) listener.dispose();
	};
}

const pointOf = ({ startLineNumber, startColumn }: Range): Point => ({
	row: startLineNumber - 1,
	column: startColumn - 1,
});
