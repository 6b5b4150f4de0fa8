/** Proposals at the caret, as Monaco draws them. Loaded when somebody turns them on: they are no part of the first load. */
import 'monaco-editor/features/inlineCompletions/register.js';
import { COMPLETION_LIMITS } from '@covibe/shared';
import type { CodeCompletion } from '../completion/code-completion.svelte.ts';
import type { OpenFiles } from './code-editor.ts';
import { editor, KeyCode, languages, Range, type TextModel } from './monaco.ts';

type Place = { readonly lineNumber: number; readonly column: number };

const SHOWN = 'inlineSuggestionVisible && editorTextFocus';
/** Where Tab moves the focus, or chooses a word of the list, it stays what it is. */
const TAKES = `${SHOWN} && !suggestWidgetVisible && !editorTabMovesFocus`;
/** Less in a file than this says nothing about what comes next. */
const LEAST_UNITS = 4;

/** Lets Monaco ask for what may come at the caret; the returned function ends it. */
export function offerCompletion(
	files: OpenFiles,
	completion: CodeCompletion,
	pathOf: (file: string) => string | undefined,
): () => void {
	const again = new AskAgain();
	const registration = languages.registerInlineCompletionsProvider('*', {
		provideInlineCompletions: async (model, position, context, token) => {
			const file = files.fileOf(model);
			const path = file && pathOf(file);
			if (path === undefined || context.selectedSuggestionInfo || isInWord(model, position)) return { items: [] };
			const typedOn = new AbortController();
			const request = again.watch(model, position);
			const listener = token.onCancellationRequested(() => {
				typedOn.abort();
				request.dropped();
			});
			try {
				const text = await completion.at({ path, ...codeRound(model, position) }, typedOn.signal);
				const range = Range.fromPositions(position, position);
				return { items: text === '' ? [] : [{ insertText: text, range }] };
			} finally {
				listener.dispose();
				request.end();
			}
		},
		disposeInlineCompletions: () => undefined,
	});
	// Monaco reads the keys of its parts once; those of one that is loaded later have to be said.
	const keys = editor.addKeybindingRules([
		{ keybinding: KeyCode.Tab, command: 'editor.action.inlineSuggest.commit', when: TAKES },
		{ keybinding: KeyCode.Escape, command: 'editor.action.inlineSuggest.hide', when: SHOWN },
	]);
	return () => {
		registration.dispose();
		keys.dispose();
	};
}

/**
 * Monaco drops what it asked for when it sets itself up anew, as it does on a busy machine while an editor is new, and
 * does not ask again before the next key. This does, once for each place, when no key or click was what ended it.
 */
class AskAgain {
	/** The request that came last. */
	#last: object | undefined;
	#retried = '';

	/** Call it with each request; `dropped` says that Monaco called it off, `end` that it is over. */
	watch(model: TextModel, position: Place): { dropped: () => void; end: () => void } {
		const widget = editor.getEditors().find((each) => each.getModel() === model);
		const own = (this.#last = {});
		const spotOf = (place: Place | null | undefined) =>
			`${model.id} ${model.getVersionId()} ${place?.lineNumber} ${place?.column}`;
		const spot = spotOf(position);
		let isMeant = false;
		const meant = () => void (isMeant = true);
		const listeners = [widget?.onKeyDown(meant), widget?.onMouseDown(meant), widget?.onDidBlurEditorText(meant)];
		const askAgain = () => {
			// Another request may be under way since, Monaco's own or that of a key.
			if (own !== this.#last || model.isDisposed() || spotOf(widget?.getPosition()) !== spot) return;
			this.#retried = spot;
			widget?.trigger('covibe', 'editor.action.inlineSuggest.trigger', {});
		};
		return {
			dropped: () => {
				if (!isMeant && this.#retried !== spot) requestAnimationFrame(askAgain);
			},
			end: () => listeners.forEach((listener) => listener?.dispose()),
		};
	}
}

/** There the person mends what stands, and writes nothing new. */
function isInWord(model: TextModel, { lineNumber, column }: Place): boolean {
	if (model.getValueLength() < LEAST_UNITS) return true;
	return /[\p{L}\p{N}_]/u.test(model.getLineContent(lineNumber)[column - 1] ?? '');
}

/** Whole lines on both sides, as much as may be sent. */
function codeRound(model: TextModel, { lineNumber, column }: Place): { before: string; after: string } {
	let first = lineNumber;
	let left = COMPLETION_LIMITS.before - column;
	while (first > 1 && left > model.getLineLength(first - 1)) left -= model.getLineLength(--first) + 1;
	let last = lineNumber;
	left = COMPLETION_LIMITS.after - (model.getLineMaxColumn(lineNumber) - column);
	while (last < model.getLineCount() && left > model.getLineLength(last + 1)) left -= model.getLineLength(++last) + 1;
	const end = model.getLineMaxColumn(last);
	return {
		before: model.getValueInRange(new Range(first, 1, lineNumber, column)).slice(-COMPLETION_LIMITS.before),
		after: model.getValueInRange(new Range(lineNumber, column, last, end)).slice(0, COMPLETION_LIMITS.after),
	};
}
