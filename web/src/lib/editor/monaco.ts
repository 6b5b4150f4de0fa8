/** The one door to Monaco: hand-picked features, languages on demand, its worker, our theme. Loaded lazily. */
import 'monaco-editor/features/bracketMatching/register.js';
import 'monaco-editor/features/caretOperations/register.js';
import 'monaco-editor/features/clipboard/register.js';
import 'monaco-editor/features/codeAction/register.js';
import 'monaco-editor/features/codeEditor/register.js';
import 'monaco-editor/features/codicon/register.js';
import 'monaco-editor/features/comment/register.js';
import 'monaco-editor/features/contextmenu/register.js';
import 'monaco-editor/features/cursorUndo/register.js';
import 'monaco-editor/features/find/register.js';
import 'monaco-editor/features/folding/register.js';
import 'monaco-editor/features/format/register.js';
import 'monaco-editor/features/gotoError/register.js';
import 'monaco-editor/features/gotoLine/register.js';
import 'monaco-editor/features/hover/register.js';
import 'monaco-editor/features/iPadShowKeyboard/register.js';
import 'monaco-editor/features/indentation/register.js';
import 'monaco-editor/features/lineSelection/register.js';
import 'monaco-editor/features/linesOperations/register.js';
import 'monaco-editor/features/links/register.js';
import 'monaco-editor/features/longLinesHelper/register.js';
import 'monaco-editor/features/multicursor/register.js';
import 'monaco-editor/features/readOnlyMessage/register.js';
import 'monaco-editor/features/smartSelect/register.js';
import 'monaco-editor/features/snippet/register.js';
import 'monaco-editor/features/stickyScroll/register.js';
// The feature `suggest` of 0.57 holds inline completions only; the list of words is this contribution.
import 'monaco-editor/editor/contrib/suggest/browser/suggestController.js';
import 'monaco-editor/features/toggleTabFocusMode/register.js';
import 'monaco-editor/features/tokenization/register.js';
import 'monaco-editor/features/unicodeHighlighter/register.js';
import 'monaco-editor/features/wordHighlighter/register.js';
import 'monaco-editor/features/wordOperations/register.js';
import 'monaco-editor/features/wordPartOperations/register.js';
import 'monaco-editor/languages/definitions/cpp/register.js';
import 'monaco-editor/languages/definitions/csharp/register.js';
import 'monaco-editor/languages/definitions/css/register.js';
import 'monaco-editor/languages/definitions/dart/register.js';
import 'monaco-editor/languages/definitions/dockerfile/register.js';
import 'monaco-editor/languages/definitions/go/register.js';
import 'monaco-editor/languages/definitions/graphql/register.js';
import 'monaco-editor/languages/definitions/html/register.js';
import 'monaco-editor/languages/definitions/ini/register.js';
import 'monaco-editor/languages/definitions/java/register.js';
import 'monaco-editor/languages/definitions/javascript/register.js';
import 'monaco-editor/languages/definitions/kotlin/register.js';
import 'monaco-editor/languages/definitions/less/register.js';
import 'monaco-editor/languages/definitions/lua/register.js';
import 'monaco-editor/languages/definitions/markdown/register.js';
import 'monaco-editor/languages/definitions/php/register.js';
import 'monaco-editor/languages/definitions/python/register.js';
import 'monaco-editor/languages/definitions/r/register.js';
import 'monaco-editor/languages/definitions/ruby/register.js';
import 'monaco-editor/languages/definitions/rust/register.js';
import 'monaco-editor/languages/definitions/scss/register.js';
import 'monaco-editor/languages/definitions/shell/register.js';
import 'monaco-editor/languages/definitions/sql/register.js';
import 'monaco-editor/languages/definitions/swift/register.js';
import 'monaco-editor/languages/definitions/typescript/register.js';
import 'monaco-editor/languages/definitions/xml/register.js';
import 'monaco-editor/languages/definitions/yaml/register.js';
import {
	editor,
	KeyCode,
	KeyMod,
	languages,
	MarkerSeverity,
	MarkerTag,
	Range,
	Selection,
	SelectionDirection,
	Uri,
} from 'monaco-editor/editor/editor.api.js';
import './widgets.css';
import EditorWorker from 'monaco-editor/editor/editor.worker.js?worker';
import { jsonConfiguration, jsonLanguage } from './json-language.ts';
import { type Scheme, themeOf } from './theme.ts';

export { editor, KeyCode, KeyMod, languages, MarkerSeverity, MarkerTag, Range, Selection, SelectionDirection, Uri };
export type CodeEditorWidget = editor.IStandaloneCodeEditor;
export type TextModel = editor.ITextModel;

/** Below this width (px) every column belongs to the code. */
const MINIMAP_FROM_PX = 900;
/** A telephone: nobody scrolls sideways there, and the margin is needed for code. */
const NARROW_BELOW_PX = 500;
const FONT = "'JetBrains Mono Variable'";
const FONT_SIZE_PX = 13;
const LINE_HEIGHT_PX = 20;
const THEME = 'covibe';

globalThis.MonacoEnvironment = { getWorker: () => new EditorWorker() };
// Monaco gives work up by rejecting with this, and leaves some of its own promises unheard: no fault to report.
addEventListener('unhandledrejection', (event) => {
	if (event.reason instanceof Error && event.reason.name === 'Canceled') event.preventDefault();
});
languages.register({ id: 'json', extensions: ['.json'], aliases: ['JSON'] });
languages.setMonarchTokensProvider('json', jsonLanguage);
languages.setLanguageConfiguration('json', jsonConfiguration);

/** Creates the editor in an empty element; the caller disposes it. */
export function createEditor(container: HTMLElement): CodeEditorWidget {
	const widget = editor.create(container, {
		model: null,
		theme: THEME,
		automaticLayout: true,
		fontFamily: `${FONT}, ui-monospace, monospace`,
		fontSize: FONT_SIZE_PX,
		lineHeight: LINE_HEIGHT_PX,
		fontLigatures: false,
		padding: { top: 8, bottom: 8 },
		bracketPairColorization: { enabled: false },
		// Bracket guides cost a millisecond a key in a long file.
		guides: { bracketPairs: false, indentation: true },
		// Dimmed, the number of the last line is too faint to read.
		renderFinalNewline: 'on',
		cursorSmoothCaretAnimation: 'off',
		fixedOverflowWidgets: true,
		renderLineHighlight: 'line',
		scrollBeyondLastLine: true,
		smoothScrolling: !prefersReducedMotion(),
		stickyScroll: { enabled: true, maxLineCount: 3 },
		tabSize: 4,
		detectIndentation: true,
		// A trimmed line is an edit that nobody made, and it lands in the history as one.
		trimAutoWhitespace: false,
		unicodeHighlight: { ambiguousCharacters: true, invisibleCharacters: true, includeComments: true },
		wordBasedSuggestions: 'currentDocument',
		// Enter after a whole word that stands elsewhere too means a new line.
		acceptSuggestionOnEnter: 'smart',
		// Two proposals at one caret are one too many.
		inlineSuggest: { suppressSuggestions: true, showToolbar: 'never' },
		scrollbar: { verticalScrollbarSize: 12, horizontalScrollbarSize: 12, useShadows: false },
	});
	const fit = () => widget.updateOptions(optionsFor(widget.getLayoutInfo().width));
	widget.onDidLayoutChange(fit);
	fit();
	return widget;
}

function optionsFor(widthPx: number): editor.IEditorOptions {
	const isNarrow = widthPx < NARROW_BELOW_PX;
	return {
		minimap: { enabled: widthPx >= MINIMAP_FROM_PX, renderCharacters: false },
		wordWrap: isNarrow ? 'on' : 'off',
		folding: !isNarrow,
		lineNumbersMinChars: isNarrow ? 3 : 5,
	};
}

/** Creates a model whose offsets are those of `text`, which must hold no carriage return. */
export function createModel(text: string, languageId: string): TextModel {
	// A model built from text takes a leading byte order mark out of it; one that is edited keeps it.
	const isMarked = text.startsWith('\ufeff');
	const model = editor.createModel(isMarked ? '' : text, languageId);
	model.setEOL(editor.EndOfLineSequence.LF);
	if (isMarked) model.applyEdits([{ range: new Range(1, 1, 1, 1), text }]);
	return model;
}

export function setLanguage(model: TextModel, languageId: string): void {
	if (model.getLanguageId() !== languageId) editor.setModelLanguage(model, languageId);
}

/** Reads the page's colour tokens anew; call it after the theme of the page has changed. */
export function applyTheme(scheme: Scheme): void {
	const style = getComputedStyle(document.documentElement);
	editor.defineTheme(
		THEME,
		themeOf(scheme, (name) => style.getPropertyValue(name)),
	);
	editor.setTheme(THEME);
}

/** Measures characters again once the web font is there; before, columns are those of the fallback font. */
export async function remeasureWhenFontIsLoaded(): Promise<void> {
	await document.fonts.load(`${FONT_SIZE_PX}px ${FONT}`);
	editor.remeasureFonts();
}

export function prefersReducedMotion(): boolean {
	return matchMedia('(prefers-reduced-motion: reduce)').matches;
}
