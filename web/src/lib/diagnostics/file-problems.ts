import type { FileId } from '@covibe/shared';
import {
	applySettings,
	type Attention,
	compareFindings,
	type Finding,
	type Ignores,
	isIgnored,
	type LintSettings,
	MAX_SHOWN,
	scoreOf,
	type Severity,
} from '@covibe/shared/diagnostics';
import { withoutDoubles } from './doubles.ts';
import { findingOf, type Problem, type ProblemSource } from './problem.ts';

export type Counts = { readonly [name in Severity]: number };
export const NO_PROBLEMS: Counts = { error: 0, warning: 0, info: 0 };

export type ProblemsByFile = ReadonlyMap<FileId, readonly Problem[]>;
export const NONE: ProblemsByFile = new Map();

/** What the sources found in one file, before the project's settings are asked. */
type FileRecord = {
	readonly bySource: ReadonlyMap<ProblemSource, readonly Problem[]>;
	readonly ignores: Ignores | undefined;
	readonly attention: Attention;
};

const NOTHING: FileRecord = { bySource: new Map(), ignores: undefined, attention: {} };

/** What was found, by file and source. */
export class FileProblems {
	readonly #records = new Map<FileId, FileRecord>();

	get files(): FileId[] {
		return [...this.#records.keys()];
	}

	/** @returns false when there was nothing and is nothing. */
	put(file: FileId, source: ProblemSource, problems: readonly Problem[]): boolean {
		const record = this.#records.get(file) ?? NOTHING;
		if (problems.length === 0 && !record.bySource.get(source)?.length) return false;
		this.#records.set(file, { ...record, bySource: new Map(record.bySource).set(source, problems) });
		return true;
	}

	note(file: FileId, what: Partial<Pick<FileRecord, 'ignores' | 'attention'>>): void {
		this.#records.set(file, { ...(this.#records.get(file) ?? NOTHING), ...what });
	}

	forget(file: FileId): boolean {
		return this.#records.delete(file);
	}

	clear(): void {
		this.#records.clear();
	}

	/** The lists with those of some files made anew, as loud as the settings want them. */
	judge(before: ProblemsByFile, files: readonly FileId[], settings: LintSettings): ProblemsByFile {
		const byFile = new Map(before);
		for (const file of files) {
			const problems = judge(this.#records.get(file) ?? NOTHING, settings);
			if (problems.length > 0) byFile.set(file, problems);
			else byFile.delete(file);
		}
		return byFile;
	}
}

function judge({ bySource, ignores, attention }: FileRecord, settings: LintSettings): readonly Problem[] {
	const wanted = withoutDoubles(bySource).flatMap((problem): (Finding & Problem)[] => {
		const finding = findingOf(problem);
		if (ignores && isIgnored(finding, ignores)) return [];
		const judged = applySettings(finding, settings);
		return judged ? [{ ...finding, severity: judged.severity }] : [];
	});
	const shown =
		wanted.length <= MAX_SHOWN
			? wanted
			: wanted.toSorted((one, other) => scoreOf(other, attention) - scoreOf(one, attention)).slice(0, MAX_SHOWN);
	return shown.toSorted(compareFindings);
}

const counted = new WeakMap<readonly Problem[], Counts>();

/** A list is counted once, as it is replaced when it changes. */
function countOnce(problems: readonly Problem[]): Counts {
	const known = counted.get(problems);
	if (known) return known;
	const counts: Record<Severity, number> = { ...NO_PROBLEMS };
	for (const { severity } of problems) counts[severity] += 1;
	counted.set(problems, counts);
	return counts;
}

export function countByFile(byFile: ProblemsByFile): ReadonlyMap<FileId, Counts> {
	return new Map([...byFile].map(([id, problems]) => [id, countOnce(problems)]));
}

export function sumCounts(all: Iterable<Counts>): Counts {
	const sum: Record<Severity, number> = { ...NO_PROBLEMS };
	for (const { error, warning, info } of all) {
		sum.error += error;
		sum.warning += warning;
		sum.info += info;
	}
	return sum;
}
