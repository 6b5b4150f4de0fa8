import type { FileId } from '@covibe/shared';
import type { Severity } from '@covibe/shared/diagnostics';
import type { editor as monacoEditor } from 'monaco-editor/editor/editor.api.js';
import type { Problem } from '../diagnostics/problem.ts';
import type { Problems } from '../diagnostics/problems.svelte.ts';
import { TOOL_NAMES } from '../linters/tools.ts';
import type { OpenFiles } from './code-editor.ts';
import { editor, MarkerSeverity, MarkerTag, Uri } from './monaco.ts';

/** All problems are one owner's: the store has one list for each file. */
const OWNER = 'covibe';
const SEVERITY: Readonly<Record<Severity, MarkerSeverity>> = {
	error: MarkerSeverity.Error,
	warning: MarkerSeverity.Warning,
	info: MarkerSeverity.Info,
};

/** Underlines the problems of the open files; the returned function takes the marks off. */
export function markProblems(files: OpenFiles, problems: Problems): () => void {
	const mark = (id: FileId) => {
		const model = files.get(id)?.model;
		if (model) editor.setModelMarkers(model, OWNER, problems.get(id).map(markerOf));
	};
	const unsubscribe = problems.subscribe(mark);
	for (const id of files.ids) mark(id);
	return () => {
		unsubscribe();
		editor.removeAllMarkers(OWNER);
	};
}

function markerOf(problem: Problem): monacoEditor.IMarkerData {
	const { ruleId, severity, message, startPosition, endPosition, docUrl, tag } = problem;
	const target = docUrl === undefined ? undefined : Uri.parse(new URL(docUrl, location.href).href);
	return {
		severity: SEVERITY[severity],
		message: message.replaceAll('`', ''),
		...(ruleId !== 'syntax' && { code: target ? { value: ruleId, target } : ruleId }),
		source: sourceOf(ruleId),
		startLineNumber: startPosition.row + 1,
		startColumn: startPosition.column + 1,
		endLineNumber: endPosition.row + 1,
		endColumn: endPosition.column + 1,
		...(tag && { tags: [tag === 'unnecessary' ? MarkerTag.Unnecessary : MarkerTag.Deprecated] }),
	};
}

/** Who says it, where it is not the house itself. */
function sourceOf(ruleId: string): string {
	const [tool = ''] = ruleId.split('/');
	return tool === 'ruff' || tool === 'eslint' ? TOOL_NAMES[tool] : '';
}
