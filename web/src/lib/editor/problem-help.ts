import type { FileId } from '@covibe/shared';
import type { languages as monacoLanguages } from 'monaco-editor/editor/editor.api.js';
import type { Problem } from '../diagnostics/problem.ts';
import type { QuickFix } from '../problems/quick-fixes.ts';
import type { OpenFiles } from './code-editor.ts';
import { editor, languages, Range, type TextModel } from './monaco.ts';
import { toOperations } from './operations.ts';
import { isSettled } from './settled.ts';

/** What the page knows about problems, for the light bulb and the hover. */
export type ProblemHelp = {
	/** Resolves when the problems are those of the text as it is now. */
	settled(): Promise<void>;
	problems(file: FileId): readonly Problem[];
	fixes(problem: Problem, text: string): readonly QuickFix[];
	/** Does what is no edit of the file. */
	act(id: QuickFix['id'], problem: Problem): void;
	/** Markdown: why the rule is there, and where there is more about it. */
	explain(problem: Problem): Promise<string | undefined>;
};

const APPLY_COMMAND = 'covibe.applyQuickFix';
type Chosen = { readonly file: FileId; readonly problem: Problem; readonly id: QuickFix['id'] };

/** Lets Monaco offer quick fixes and reasons; the returned function ends it. */
export function offerProblemHelp(files: OpenFiles, help: ProblemHelp): () => void {
	const at = (model: TextModel, range: Range) => {
		const file = files.fileOf(model);
		return file === undefined ? [] : help.problems(file).filter((problem) => touches(range, problem));
	};
	const registrations = [
		languages.registerCodeActionProvider('*', {
			provideCodeActions: async (model, range) => {
				await help.settled();
				const actions = at(model, range).flatMap((problem) =>
					actionsFor(problem, help.fixes(problem, model.getValue())),
				);
				return { actions: unique(actions), dispose: () => undefined };
			},
		}),
		languages.registerHoverProvider('*', {
			provideHover: async (model, { lineNumber, column }) => {
				const found = at(model, new Range(lineNumber, column, lineNumber, column));
				const reasons = await Promise.all(found.map((problem) => help.explain(problem)));
				const contents = [...new Set(reasons)].flatMap((value) => (value === undefined ? [] : { value }));
				return contents.length === 0 ? undefined : { contents };
			},
		}),
		editor.registerCommand(APPLY_COMMAND, (_accessor, chosen: Chosen) => void apply(files, help, chosen)),
	];
	return () => {
		for (const registration of registrations) registration.dispose();
	};
}

function touches(range: Range, { startPosition, endPosition }: Problem): boolean {
	const place = new Range(startPosition.row + 1, startPosition.column + 1, endPosition.row + 1, endPosition.column + 1);
	return Range.areIntersectingOrTouching(place, range);
}

/** Commands in place of edits: in a room the text goes on changing while the menu is open, and Monaco would refuse them. */
function actionsFor(problem: Problem, fixes: readonly QuickFix[]): monacoLanguages.CodeAction[] {
	return fixes.map(({ id, title: text, isPreferred }) => {
		const title = text.replaceAll('`', '');
		return {
			title,
			kind: 'quickfix',
			isPreferred,
			command: { id: APPLY_COMMAND, title, arguments: [{ file: problem.fileId, problem, id } satisfies Chosen] },
		};
	});
}

const unique = (actions: readonly monacoLanguages.CodeAction[]) =>
	actions.filter((action, index) => actions.findIndex(({ title }) => title === action.title) === index);

async function apply(files: OpenFiles, help: ProblemHelp, { file, problem, id }: Chosen): Promise<void> {
	const widget = editor.getEditors().find((each) => {
		const model = each.getModel();
		return model !== null && files.fileOf(model) === file;
	});
	const model = widget?.getModel();
	if (!widget || !model || !(await isSettled(model, () => help.settled())) || widget.getModel() !== model) return;
	const present = sameProblem(problem, help.problems(file));
	if (!present) return;
	const fix = help.fixes(present, model.getValue()).find((each) => each.id === id);
	if (fix?.kind === 'act') help.act(fix.id, present);
	if (fix?.kind !== 'edits') return;
	widget.pushUndoStop();
	widget.executeEdits('quick-fix', toOperations(model, fix.edits));
	widget.pushUndoStop();
	widget.focus();
}

/** The problem as it is now: what others typed moves it, and makes a new object of it. */
function sameProblem(problem: Problem, now: readonly Problem[]): Problem | undefined {
	if (now.includes(problem)) return problem;
	const alike = now.filter(({ ruleId, message }) => ruleId === problem.ruleId && message === problem.message);
	const distance = ({ start }: Problem) => Math.abs(start - problem.start);
	return alike.toSorted((one, other) => distance(one) - distance(other))[0];
}
