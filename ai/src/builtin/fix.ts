import { applyEdits, type TextEdit } from '@covibe/shared/diagnostics';
import { breathe, type Inspector, type Problem, type Report, SYNTAX } from './inspect.ts';

/** A problem that is gone, at the line that it had in the text as it was given. */
export type Mended = {
	readonly line: number;
	readonly rule: string;
	readonly message: string;
	/** What was done. */
	readonly title: string;
	/** The program may mean something else now. */
	readonly isSafe: boolean;
};

export type FixedText = {
	readonly text: string;
	readonly mended: readonly Mended[];
	/** Asked for, and still there: where they stand now. */
	readonly left: readonly Problem[];
	/** The lines of those in the text as it was given. */
	readonly leftLines: readonly number[];
	readonly report: Report;
};

/** Lines counted from 1, both included. */
export type LineRange = { readonly fromLine: number; readonly toLine: number };
export type Wanted = {
	readonly lines?: LineRange | undefined;
	readonly rule?: string | undefined;
};

/** A fix may bring another problem to light, but not so often. */
const MOST_ROUNDS = 12;

/**
 * Applies the fixes of what is wrong, round by round, until nothing is left that has one. A fix that breaks the syntax,
 * or that does not take its problem away, is not kept.
 */
export async function fixText(
	inspector: Inspector,
	file: { readonly path: string; readonly text: string },
	{ wanted = {}, signal }: { wanted?: Wanted; signal: AbortSignal },
): Promise<FixedText> {
	const fixer = new Fixer(inspector, file, wanted, signal);
	return fixer.run();
}

class Fixer {
	readonly #inspector: Inspector;
	readonly #path: string;
	readonly #wanted: Wanted;
	readonly #signal: AbortSignal;
	readonly #given: string;
	/** Rounds of edits, each in offsets of the text that it met. */
	readonly #applied: (readonly TextEdit[])[] = [];
	readonly #mended: Mended[] = [];
	/** Fixes that made things worse. */
	readonly #refused = new Set<string>();
	#text: string;

	constructor(
		inspector: Inspector,
		{ path, text }: { readonly path: string; readonly text: string },
		wanted: Wanted,
		signal: AbortSignal,
	) {
		this.#inspector = inspector;
		this.#path = path;
		this.#text = this.#given = text;
		this.#wanted = wanted;
		this.#signal = signal;
	}

	async run(): Promise<FixedText> {
		let report = await this.#look(this.#text);
		for (let round = 0; round < MOST_ROUNDS; round++) {
			const next = await this.#round(report);
			if (!next) break;
			report = next;
		}
		const left = report.problems.filter((problem) => this.#isWanted(problem));
		const leftLines = left.map(({ start }) => this.#givenLine(start));
		return { text: this.#text, mended: this.#mended.toSorted((a, b) => a.line - b.line), left, leftLines, report };
	}

	#look(text: string): Promise<Report> {
		return this.#inspector.report(this.#path, text, this.#signal);
	}

	/** The report on the text after one more round; undefined when nothing was left to do. */
	async #round(report: Report): Promise<Report | undefined> {
		const fixable = report.problems.filter(
			(problem) => problem.fix && this.#isWanted(problem) && !this.#refused.has(this.#keyOf(problem)),
		);
		const syntax = fixable.filter(({ rule }) => rule === SYNTAX);
		// What rules say beside a broken line is not to be trusted before it is whole.
		const chosen = apart(syntax.length > 0 ? syntax : fixable);
		if (chosen.length === 0) return undefined;
		const together = await this.#try(chosen, report);
		if (together) return together;
		if (chosen.length > 1)
			for (const problem of chosen) {
				await breathe(this.#signal);
				const alone = await this.#try([problem], report);
				if (alone) return alone;
			}
		for (const problem of chosen) this.#refused.add(this.#keyOf(problem));
		return report;
	}

	/** Keeps the fixes when all is better for them. */
	async #try(problems: readonly Problem[], before: Report): Promise<Report | undefined> {
		const edits = problems.flatMap(({ fix }) => fix?.edits ?? []).map((edit) => withEmptiedLine(this.#text, edit));
		const text = applyEdits(this.#text, edits);
		if (text === this.#text) return undefined;
		const after = await this.#look(text);
		if (!isBetter(before, after, problems)) return undefined;
		this.#mended.push(...problems.map((problem) => this.#mend(problem)));
		this.#applied.push(edits);
		this.#text = text;
		return after;
	}

	#mend({ start, rule, message, fix }: Problem): Mended {
		return { line: this.#givenLine(start), rule, message, title: fix?.title ?? '', isSafe: fix?.isSafe ?? false };
	}

	#isWanted(problem: Problem): boolean {
		const { lines, rule } = this.#wanted;
		if (rule !== undefined && problem.rule !== rule) return false;
		if (!lines) return true;
		return this.#givenLine(problem.start) <= lines.toLine && this.#givenLine(problem.end) >= lines.fromLine;
	}

	/** The line, in the text that was given, of an offset of the present one. */
	#givenLine(offset: number): number {
		const given = this.#applied.reduceRight((at, edits) => beforeEdits(at, edits), offset);
		return this.#given.slice(0, given).split('\n').length;
	}

	#keyOf({ rule, start, end, fix }: Problem): string {
		return `${rule} ${this.#text.slice(start, end)} ${fix?.edits.map(({ text }) => text).join(' ')}`;
	}
}

/** The first of those whose edits touch each other: whole fixes, or none of it. */
function apart(problems: readonly Problem[]): Problem[] {
	const taken: TextEdit[] = [];
	return problems.filter(({ fix }) => {
		const edits = fix?.edits ?? [];
		const isFree = !edits.some((edit) => taken.some((other) => edit.start <= other.end && other.start <= edit.end));
		if (isFree) taken.push(...edits);
		return isFree;
	});
}

/** What takes away all that stands in a line takes the line with it. */
function withEmptiedLine(source: string, edit: TextEdit): TextEdit {
	if (edit.text !== '' || edit.start === edit.end) return edit;
	const start = source.lastIndexOf('\n', edit.start - 1) + 1;
	const end = source.indexOf('\n', edit.end);
	if (end === -1 || (source.slice(start, edit.start) + source.slice(edit.end, end)).trim() !== '') return edit;
	return { start, end: end + 1, text: '' };
}

function isBetter(before: Report, after: Report, fixed: readonly Problem[]): boolean {
	const count = ({ problems }: Report, rule: string) => problems.filter((each) => each.rule === rule).length;
	if (count(after, SYNTAX) > count(before, SYNTAX)) return false;
	const rules = new Set(fixed.map(({ rule }) => rule));
	return [...rules].every((rule) => count(after, rule) < count(before, rule));
}

function beforeEdits(offset: number, edits: readonly TextEdit[]): number {
	let shift = 0;
	for (const { start, end, text } of edits.toSorted((one, other) => one.start - other.start)) {
		const from = start + shift;
		if (offset < from) break;
		if (offset < from + text.length) return start;
		shift += text.length - (end - start);
	}
	return offset - shift;
}
