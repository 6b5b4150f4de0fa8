import type { Fix } from '../diagnostics/finding.ts';
import type { LinterFinding, LintResult } from './finding.ts';
import { Lines } from './lines.ts';
import { categoryOf, isSafeFix, RUFF_IGNORE, RUFF_SELECT, severityOf } from './ruff-rules.ts';

/** Rows and columns from 1, columns in UTF-16 units. */
type Place = { readonly row: number; readonly column: number };

/** What Ruff says of one place, as far as it is read. */
export type RuffDiagnostic = {
	readonly code: string | null;
	readonly message: string;
	readonly start_location: Place;
	readonly end_location: Place;
	readonly tags: readonly ('unnecessary' | 'deprecated')[];
	readonly fix: {
		readonly message: string | null;
		readonly edits: readonly {
			readonly content: string | null;
			readonly location: Place;
			readonly end_location: Place;
		}[];
	} | null;
};

/** What Ruff's `Workspace` is opened with, to be the same in the page and in the agent. */
export const RUFF_SETTINGS = {
	lint: { select: RUFF_SELECT, ignore: RUFF_IGNORE, preview: false },
	'target-version': 'py313',
};

/** What Ruff calls an error of the grammar. */
const SYNTAX = 'invalid-syntax';

/** What Ruff said of a text, as findings. */
export function readRuff(found: readonly RuffDiagnostic[], text: string, path: string): LintResult {
	const lines = new Lines(text);
	const kept = found.filter(({ code }) => !(code === 'F401' && isPackageDoor(path)));
	const isSyntax = ({ code }: RuffDiagnostic) => code === null || code === SYNTAX;
	return {
		// One slip often makes Ruff's parser complain about what follows it on the line, too.
		syntax: firstOfEachLine(kept.filter(isSyntax)).map((each) => toFinding(each, lines)),
		findings: kept.filter((each) => !isSyntax(each)).map((each) => toFinding(each, lines)),
	};
}

/** What a package's `__init__.py` imports is what it offers. */
const isPackageDoor = (path: string) => /(^|\/)__init__\.pyi?$/.test(path);

function firstOfEachLine(found: readonly RuffDiagnostic[]): RuffDiagnostic[] {
	const rows = new Set<number>();
	const inOrder = found.toSorted(
		({ start_location: one }, { start_location: other }) => one.row - other.row || one.column - other.column,
	);
	return inOrder.filter(({ start_location: { row } }) => !rows.has(row) && rows.add(row));
}

function toFinding(diagnostic: RuffDiagnostic, lines: Lines): LinterFinding {
	const isSyntax = diagnostic.code === null || diagnostic.code === SYNTAX;
	const code = isSyntax ? 'syntax' : diagnostic.code;
	const fix = toFix(diagnostic, lines);
	const [tag] = diagnostic.tags;
	return {
		...lines.span(offsetOf(diagnostic.start_location, lines), offsetOf(diagnostic.end_location, lines)),
		ruleId: `ruff/${code}`,
		severity: isSyntax ? 'error' : severityOf(code),
		category: isSyntax ? 'correctness' : categoryOf(code),
		confidence: 'high',
		message: diagnostic.message,
		...(fix && { fix }),
		...(tag && { tag }),
		...(!isSyntax && { docUrl: `https://docs.astral.sh/ruff/rules/${code}` }),
	};
}

function toFix({ code, fix }: RuffDiagnostic, lines: Lines): Fix | undefined {
	if (!fix || fix.edits.length === 0) return undefined;
	const edits = fix.edits.map(({ content, location, end_location }) => ({
		start: offsetOf(location, lines),
		end: offsetOf(end_location, lines),
		text: content ?? '',
	}));
	return {
		title: fix.message ?? 'Apply the fix',
		isSafe: isSafeFix(code ?? ''),
		edits: edits.toSorted((one, other) => one.start - other.start || one.end - other.end),
	};
}

function offsetOf({ row, column }: Place, lines: Lines): number {
	return lines.offsetAt({ row: row - 1, column: column - 1 });
}
