import type { editor, IDisposable } from 'monaco-editor/editor/editor.api.js';

/**
 * Keeps remote edits away while an input method or a dead key composes: text that changes under a composition ends it
 * or doubles it. `hold` lets them in again by itself when a composition never ends.
 */
export function holdWhileComposing(widget: editor.ICodeEditor, hold: () => () => void): IDisposable {
	let release: (() => void) | undefined;
	const letIn = () => {
		release?.();
		release = undefined;
	};
	const listeners = [
		widget.onDidCompositionStart(() => (release ??= hold())),
		widget.onDidCompositionEnd(letIn),
		widget.onDidBlurEditorText(letIn),
		widget.onDidChangeModel(letIn),
	];
	return {
		dispose: () => {
			for (const listener of listeners) listener.dispose();
			letIn();
		},
	};
}
