import { type Category, SEVERITIES, type Severity } from '@covibe/shared/diagnostics';
import type { FileId } from '@covibe/shared';
import type { Counts, ProblemsByFile } from '../diagnostics/file-problems.ts';
import type { Problem } from '../diagnostics/problem.ts';

/** Which problems a person wants to see; severities and categories that are hidden, and words that must all be there. */
export type ProblemFilter = {
	readonly query: string;
	readonly hidden: ReadonlySet<Severity | Category>;
};

export const NO_FILTER: ProblemFilter = { query: '', hidden: new Set() };

export const NOTHING_FOLDED: ReadonlySet<string> = new Set();

/** The set with the item in it, or without it if it was there. */
export function toggled<Item>(set: ReadonlySet<Item>, item: Item): ReadonlySet<Item> {
	const after = new Set(set);
	if (!after.delete(item)) after.add(item);
	return after;
}

/** The rules that found something. */
export function rulesIn(byFile: ProblemsByFile): ReadonlySet<string> {
	return new Set([...byFile.values()].flat().map(({ ruleId }) => ruleId));
}

/** What stands together in the list. */
export type Grouping = 'file' | 'severity';

/** The problems of one file, the worst first, then by place; or those of one severity, by file and place. */
export type ProblemGroup = {
	readonly key: string;
	readonly title:
		{ readonly kind: 'file'; readonly path: string } | { readonly kind: 'severity'; readonly severity: Severity };
	readonly problems: readonly Problem[];
	readonly counts: Counts;
};

/** One line of the list. `position` and `siblings` count from 1, for screen readers. */
export type ProblemRow = { readonly key: string; readonly position: number; readonly siblings: number } & (
	| { readonly kind: 'group'; readonly group: ProblemGroup; readonly isOpen: boolean }
	| { readonly kind: 'problem'; readonly group: ProblemGroup; readonly problem: Problem }
);

type Files = readonly { readonly id: FileId; readonly path: string }[];

function countProblems(problems: readonly Problem[]): Counts {
	const of = (severity: Severity) => problems.filter((problem) => problem.severity === severity).length;
	return { error: of('error'), warning: of('warning'), info: of('info') };
}

export const totalOf = ({ error, warning, info }: Counts): number => error + warning + info;

/** Undefined when there is nothing. */
export const worstOf = (counts: Counts): Severity | undefined => SEVERITIES.find((severity) => counts[severity] > 0);

/** The groups to show: files with errors before files with warnings, then by path; files without a problem are left out. */
export function groupProblems(files: Files, byFile: ProblemsByFile, filter: ProblemFilter): ProblemGroup[] {
	const wanted = matcherOf(filter);
	const rank = ({ counts }: ProblemGroup) => SEVERITIES.indexOf(worstOf(counts) ?? 'info');
	return files
		.map(({ id, path }) => groupOf({ id, path, all: byFile.get(id) ?? [] }, filter, wanted))
		.filter(({ problems }) => problems.length > 0)
		.sort((one, other) => rank(one) - rank(other) || compareText(pathOf(one), pathOf(other)));
}

const pathOf = ({ title }: ProblemGroup) => (title.kind === 'file' ? title.path : '');

/** The same problems, by severity. */
export function groupBySeverity(groups: readonly ProblemGroup[]): ProblemGroup[] {
	const byPath = groups.toSorted((one, other) => compareText(pathOf(one), pathOf(other)));
	return SEVERITIES.map((severity) => {
		const problems = byPath.flatMap((group) => group.problems.filter((problem) => problem.severity === severity));
		const title = { kind: 'severity', severity } as const;
		return { key: severity, title, problems, counts: countProblems(problems) };
	}).filter(({ problems }) => problems.length > 0);
}

/** Groups of lists that did not change since: a keystroke sorts the problems of its own file alone. */
const known = new WeakMap<readonly Problem[], { readonly filter: ProblemFilter; readonly group: ProblemGroup }>();

function groupOf(
	{ id, path, all }: { id: FileId; path: string; all: readonly Problem[] },
	filter: ProblemFilter,
	wanted: (problem: Problem, path: string) => boolean,
): ProblemGroup {
	const before = known.get(all);
	if (before?.filter === filter && pathOf(before.group) === path && before.group.key === id) return before.group;
	const problems = all.filter((problem) => wanted(problem, path)).sort(compareProblems);
	const title = { kind: 'file', path } as const;
	const group = { key: id, title, problems, counts: countProblems(problems) };
	known.set(all, { filter, group });
	return group;
}

function matcherOf({ query, hidden }: ProblemFilter): (problem: Problem, path: string) => boolean {
	const words = query
		.toLowerCase()
		.split(/\s+/)
		.filter((word) => word !== '');
	return ({ severity, category, message, ruleId }, path) => {
		if (hidden.has(severity) || (category !== undefined && hidden.has(category))) return false;
		const text = `${message}\n${ruleId}\n${path}`.toLowerCase();
		return words.every((word) => text.includes(word));
	};
}

function compareProblems(one: Problem, other: Problem): number {
	return (
		SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) ||
		one.start - other.start ||
		one.end - other.end
	);
}

const compareText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

/** The lines of the list, with the problems of folded groups left out. */
export function rowsOf(groups: readonly ProblemGroup[], folded: ReadonlySet<string>): ProblemRow[] {
	return groups.flatMap((group, at): ProblemRow[] => {
		const { key, problems } = group;
		const isOpen = !folded.has(key);
		const row: ProblemRow = { kind: 'group', key, group, isOpen, position: at + 1, siblings: groups.length };
		if (!isOpen) return [row];
		const seen = new Map<string, number>();
		return [
			row,
			...problems.map((problem, index): ProblemRow => {
				// By what it says, so that the focus stays with a problem that typing above moves down.
				const said = `${problem.fileId} ${problem.ruleId} ${problem.message}`;
				const copy = (seen.get(said) ?? 0) + 1;
				seen.set(said, copy);
				const position = index + 1;
				return { kind: 'problem', key: `${said} ${copy}`, group, problem, position, siblings: problems.length };
			}),
		];
	});
}

/** Where a key leads in the list: another row, or a group to fold or unfold. Undefined for other keys. */
export function moveInRows(
	rows: readonly ProblemRow[],
	at: number,
	press: { readonly key: string; readonly pageRows: number },
): { readonly focus: number } | { readonly fold: string } | undefined {
	const last = rows.length - 1;
	const row = rows[at];
	if (last < 0) return undefined;
	const to = {
		ArrowDown: at + 1,
		ArrowUp: at - 1,
		PageDown: at + press.pageRows,
		PageUp: at - press.pageRows,
		Home: 0,
		End: last,
	}[press.key];
	if (to !== undefined) return { focus: Math.min(Math.max(to, 0), last) };
	if (!row) return undefined;
	const isGroup = row.kind === 'group';
	if (press.key === 'ArrowRight' && isGroup)
		return row.isOpen ? { focus: Math.min(at + 1, last) } : { fold: row.group.key };
	if (press.key === 'ArrowLeft' && isGroup) return row.isOpen ? { fold: row.group.key } : undefined;
	if (press.key === 'ArrowLeft')
		return { focus: rows.findIndex((each) => each.kind === 'group' && each.group === row.group) };
	return undefined;
}

/** Where somebody is; row and column count from 0. */
export type Caret = { readonly file: FileId | undefined; readonly row: number; readonly column: number };

/**
 * The next problem in the file after the caret, or before it, then in the next file that has one, round the end.
 * The problem that the caret stands at the start of is passed over.
 */
export function nextProblem(
	files: Files,
	byFile: ProblemsByFile,
	from: Caret & { readonly step: 1 | -1 },
): Problem | undefined {
	const { step } = from;
	const inOrder = step === 1 ? files : files.toReversed();
	const here = inOrder.findIndex(({ id }) => id === from.file);
	const ordered = (id: FileId) => (byFile.get(id) ?? []).toSorted((one, other) => (one.start - other.start) * step);
	const isAhead = ({ startPosition: { row, column } }: Problem) => (row - from.row || column - from.column) * step > 0;
	const rest = from.file === undefined ? [] : ordered(from.file).filter(isAhead);
	if (rest[0]) return rest[0];
	for (let away = 1; away <= inOrder.length; away++) {
		const file = inOrder[(here + away) % inOrder.length];
		const [problem] = file ? ordered(file.id) : [];
		if (problem) return problem;
	}
	return undefined;
}
