import { CovibeError, type FileId } from '@covibe/shared';
import { languageOfPath } from '@covibe/shared/diagnostics';
import { untrack } from 'svelte';
import { toast } from 'svelte-sonner';
import { NO_PROBLEMS } from '../diagnostics/file-problems.ts';
import type { Problem } from '../diagnostics/problem.ts';
import type { ProblemHelp } from '../editor/problem-help.ts';
import type { EditorSession } from '../editor/session.svelte.ts';
import { nameOf } from '../files/tree.ts';
import { ruleSummaries } from '../rules/summaries.svelte.ts';
import { cweUrl } from '../rules/words.ts';
import { RoomLintSettings } from './lint-settings.svelte.ts';
import { rulesIn } from './problem-rows.ts';
import { ProblemsView } from './problems-view.svelte.ts';
import { AI_FIXES, type QuickFix, quickFixes } from './quick-fixes.ts';
import { problemSentence } from './words.ts';

/** What problems ask of the page round them. */
export type ProblemsHost = {
	/** Brings a file to the front. */
	open(file: FileId): void;
	/** The file in front. */
	active(): FileId | undefined;
	announce(text: string): void;
	/** Undefined while this person may not ask the AI. */
	askAi(): ((problem: Problem, what: 'fix' | 'explain') => void) | undefined;
};

/** Everything that one person can do about the problems of a room. */
export class RoomProblems {
	readonly view: ProblemsView;
	readonly settings: RoomLintSettings;
	readonly help: ProblemHelp;
	readonly #session: EditorSession;
	readonly #host: ProblemsHost;

	/** Rules that found something, for the settings. */
	readonly foundRules: ReadonlySet<string> = $derived.by(() => rulesIn(this.#session.diagnostics.problems.byFile));

	constructor(session: EditorSession, host: ProblemsHost) {
		const { room, diagnostics } = session;
		this.#session = session;
		this.#host = host;
		this.view = new ProblemsView(room, diagnostics.problems);
		this.settings = new RoomLintSettings(room);
		this.help = {
			settled: () => diagnostics.flush(),
			problems: (file) => diagnostics.problems.get(file),
			fixes: (problem, text) => this.#fixes(problem, text),
			act: (id, problem) => this.#act(id, problem),
			explain,
		};
	}

	/** Makes the problems as loud as the room wants them now; call it in an effect. */
	obey(): void {
		const { settings } = this.settings;
		// The problems are read there, and judging them must not begin anew when they change.
		untrack(() => (this.#session.diagnostics.problems.settings = settings));
	}

	/** Shows a problem with the caret at it; `enter` also takes the keyboard there. */
	open({ fileId, startPosition, message }: Problem, { enter }: { readonly enter: boolean }): void {
		this.#host.open(fileId);
		this.#session.target = { file: fileId, row: startPosition.row, column: startPosition.column, enter };
		if (enter) this.#host.announce(message);
	}

	/** Shows a problem and what can be done about it. */
	openFixes(problem: Problem): void {
		this.#host.open(problem.fileId);
		const { row, column } = problem.startPosition;
		this.#session.target = { file: problem.fileId, row, column, enter: true, action: 'editor.action.quickFix' };
	}

	/** The next or the previous problem, with its hover. */
	next(step: 1 | -1): void {
		const { line, column } = this.#session.cursor;
		const from = { file: this.#host.active(), row: line - 1, column: column - 1, step };
		const problem = this.view.next(from);
		if (!problem) {
			this.say();
			return;
		}
		this.#host.open(problem.fileId);
		const { startPosition: place, fileId: file } = problem;
		const action = 'editor.action.showHover';
		this.#session.target = { file, row: place.row, column: place.column, enter: true, action };
		this.#host.announce(problem.message);
	}

	/** How many there are, for those who ask. */
	say(): void {
		const { problems } = this.#session.diagnostics;
		const file = this.#host.active();
		const path = file === undefined ? undefined : this.#session.path(file);
		const inFile =
			file !== undefined && path !== undefined
				? { name: nameOf(path), counts: problems.countsByFile.get(file) ?? NO_PROBLEMS }
				: undefined;
		this.#host.announce(problemSentence(inFile, problems.counts));
	}

	/** Does it, or says in a toast why not. */
	attempt(act: () => void): void {
		try {
			act();
		} catch (error) {
			if (!(error instanceof CovibeError)) throw error;
			toast.error(error.message);
		}
	}

	#fixes(problem: Problem, text: string): readonly QuickFix[] {
		const comments = languageOfPath(this.#session.path(problem.fileId) ?? '')?.comments;
		const problems = this.#session.diagnostics.problems.get(problem.fileId);
		const ai = this.#host.askAi() ? AI_FIXES : [];
		const fixes = [...quickFixes(problem, { text, comments, problems }), ...ai];
		return this.#session.room.canEdit ? fixes : fixes.filter(({ id }) => id === 'show-rule');
	}

	#act(id: QuickFix['id'], problem: Problem): void {
		const { ruleId, docUrl } = problem;
		if (id === 'ai-fix') this.#host.askAi()?.(problem, 'fix');
		if (id === 'ai-explain') this.#host.askAi()?.(problem, 'explain');
		if (id === 'show-rule' && docUrl !== undefined) window.open(docUrl, '_blank', 'noopener');
		if (id !== 'switch-off') return;
		if (this.settings.file.kind === 'invalid') {
			toast.error('The settings of the rules cannot be read. Open them to put them right.');
			return;
		}
		this.attempt(() => {
			this.settings.change({ kind: 'rule', id: ruleId, level: 'off' });
			const back = () => this.attempt(() => this.settings.change({ kind: 'rule', id: ruleId, level: undefined }));
			toast(`${ruleId} is off in this room.`, { action: { label: 'Undo', onClick: back } });
		});
	}
}

/** What a hover says besides the message: why the rule is there, and the weakness that it is about. */
async function explain({ ruleId, cwe }: Problem): Promise<string | undefined> {
	await ruleSummaries.load();
	const why = ruleSummaries.get(ruleId)?.why ?? '';
	const weakness = cwe === undefined ? '' : `[CWE-${cwe}](${cweUrl(cwe)})`;
	const text = [why, weakness].filter((part) => part !== '').join('\n\n');
	return text === '' ? undefined : text;
}
