import type { FileId } from '@covibe/shared';
import type { TextEdit } from '@covibe/shared/diagnostics';
import type { IDisposable } from 'monaco-editor/editor/editor.api.js';
import type { FormatAnswer } from '../linters/linter-worker.ts';
import type { FormatOutcome, FormatRange } from '../linters/room-formatter.ts';
import type { OpenFiles } from './code-editor.ts';
import { editor, KeyCode, KeyMod, languages, Range, type TextModel } from './monaco.ts';
import { movedEdits } from './moved-edits.ts';
import { toOperations } from './operations.ts';

/** What the page does about formatting. */
export type FormatHelp = {
	/** @throws when the tool cannot be had */
	format(file: FileId, text: string, range?: FormatRange): Promise<FormatAnswer>;
	tell(outcome: FormatOutcome): void;
};

/** Monaco's ids of the languages that have a formatter. */
const LANGUAGES =
	'c cpp csharp css go graphql html java javascript json less markdown python scss typescript yaml'.split(' ');
/** Of those, the ones of which a part can be formatted. */
const RANGE_LANGUAGES = 'c cpp csharp graphql java javascript json typescript'.split(' ');
/** In a room the text may change while the formatter is at it. */
const TRIES = 4;
const KEY = KeyMod.Shift | KeyMod.Alt | KeyCode.KeyF;
/** Monaco's on Linux, where browsers open their developer tools with it. */
const MONACOS_KEY = KeyMod.CtrlCmd | KeyMod.Shift | KeyCode.KeyI;
const COMMAND = 'editor.action.formatDocument';

/** Lets Monaco format documents and selections; the returned function ends it. */
export function offerFormatting(files: OpenFiles, help: FormatHelp): () => void {
	const format = async (model: TextModel, range?: Range) => {
		await formatModel(files, help, { model, range });
		return [];
	};
	const registrations: IDisposable[] = [
		languages.registerDocumentFormattingEditProvider(LANGUAGES, {
			provideDocumentFormattingEdits: (model) => format(model),
		}),
		languages.registerDocumentRangeFormattingEditProvider(RANGE_LANGUAGES, {
			provideDocumentRangeFormattingEdits: (model, range) => format(model, Range.lift(range)),
		}),
		editor.addKeybindingRules([
			{ keybinding: MONACOS_KEY, command: `-${COMMAND}` },
			{ keybinding: KEY, command: COMMAND, when: 'editorTextFocus && editorHasDocumentFormattingProvider' },
		]),
	];
	return () => {
		for (const registration of registrations) registration.dispose();
	};
}

type Job = { readonly model: TextModel; readonly range: Range | undefined };

/**
 * Puts the edits in by itself and gives Monaco none: Monaco drops the work when anybody typed a character meanwhile,
 * and says nothing.
 */
async function formatModel(files: OpenFiles, help: FormatHelp, job: Job): Promise<void> {
	const file = files.fileOf(job.model);
	if (file === undefined) return;
	try {
		help.tell(await tryToFormat(file, help, job));
	} catch {
		// Said on the page; the text is as it was.
		help.tell({ kind: 'failed' });
	}
}

async function tryToFormat(file: FileId, help: FormatHelp, { model, range }: Job): Promise<FormatOutcome> {
	for (let left = TRIES; left > 0; left--) {
		const before = model.getValue();
		const changes = recordChanges(model);
		const answer = await help.format(file, before, range && offsetsOf(model, range)).finally(() => changes.stop());
		if (answer.kind === 'refused') return answer;
		if (model.isDisposed()) return { kind: 'done', changes: 0 };
		const edits = movedEdits(before, answer.edits, changes.made);
		if (edits) return { kind: 'done', changes: apply(model, edits) };
	}
	return { kind: 'busy' };
}

function recordChanges(model: TextModel) {
	const made: TextEdit[] = [];
	const subscription = model.onDidChangeContent(({ changes }) => {
		made.push(
			...changes.map(({ rangeOffset, rangeLength, text }) => ({
				start: rangeOffset,
				end: rangeOffset + rangeLength,
				text,
			})),
		);
	});
	return { made, stop: () => subscription.dispose() };
}

function offsetsOf(model: TextModel, range: Range): FormatRange {
	return {
		start: model.getOffsetAt(range.getStartPosition()),
		end: model.getOffsetAt(range.getEndPosition()),
	};
}

/** Ordinary edits, and one step of undo. */
function apply(model: TextModel, edits: readonly TextEdit[]): number {
	const widget = editor.getEditors().find((each) => each.getModel() === model);
	if (!widget || edits.length === 0) return 0;
	widget.pushUndoStop();
	widget.executeEdits('format', toOperations(model, edits));
	widget.pushUndoStop();
	return edits.length;
}
