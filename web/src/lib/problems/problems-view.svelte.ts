import type { Category, Severity } from '@covibe/shared/diagnostics';
import type { Problem } from '../diagnostics/problem.ts';
import type { Problems } from '../diagnostics/problems.svelte.ts';
import type { Room } from '../room/room.svelte.ts';
import {
	type Caret,
	groupBySeverity,
	type Grouping,
	groupProblems,
	nextProblem,
	NO_FILTER,
	NOTHING_FOLDED,
	type ProblemFilter,
	type ProblemGroup,
	type ProblemRow,
	rowsOf,
	toggled,
} from './problem-rows.ts';

/** What one person sees of a room's problems: filter, folds, and where the keyboard is. */
export class ProblemsView {
	readonly #room: Room;
	readonly #problems: Problems;
	#filter: ProblemFilter = $state.raw(NO_FILTER);
	#folded: ReadonlySet<string> = $state.raw(NOTHING_FOLDED);
	grouping: Grouping = $state('file');
	/** Key of the row that has, or last had, the focus. */
	focusedKey: string | undefined = $state();
	/** Set by the list and the field on the page. */
	focusList: () => void = () => undefined;
	focusFilter: () => void = () => undefined;

	readonly #files = $derived.by(() => this.#room.tree.entries.filter(({ kind }) => kind === 'file'));
	readonly groups: readonly ProblemGroup[] = $derived.by(() => {
		const byFile = groupProblems(this.#files, this.#problems.byFile, this.#filter);
		return this.grouping === 'file' ? byFile : groupBySeverity(byFile);
	});
	readonly rows: readonly ProblemRow[] = $derived.by(() => rowsOf(this.groups, this.#folded));

	constructor(room: Room, problems: Problems) {
		this.#room = room;
		this.#problems = problems;
	}

	/** Takes the keyboard into the list, or into the filter when the list is empty. */
	focus(): void {
		if (this.rows.length > 0) this.focusList();
		else this.focusFilter();
	}

	get query(): string {
		return this.#filter.query;
	}

	set query(query: string) {
		this.#filter = { ...this.#filter, query };
	}

	get isFiltered(): boolean {
		return this.#filter.query.trim() !== '' || this.#filter.hidden.size > 0;
	}

	isShown(name: Severity | Category): boolean {
		return !this.#filter.hidden.has(name);
	}

	toggle(name: Severity | Category): void {
		this.#filter = { ...this.#filter, hidden: toggled(this.#filter.hidden, name) };
	}

	showAll(): void {
		this.#filter = NO_FILTER;
	}

	toggleFold(group: string): void {
		this.#folded = toggled(this.#folded, group);
	}

	/** Where a problem is, in lists that do not say it once for many. */
	pathOf({ fileId }: Problem): string {
		return this.#files.find(({ id }) => id === fileId)?.path ?? '';
	}

	/** The problem that F8 goes to. */
	next(from: Caret & { readonly step: 1 | -1 }): Problem | undefined {
		return nextProblem(this.#files, this.#problems.byFile, from);
	}
}
