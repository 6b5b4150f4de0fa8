import init, { PositionEncoding, Workspace, type Diagnostic } from '@astral-sh/ruff-wasm-web';
import type { Fix } from '@covibe/shared/diagnostics';
import type { LinterFinding, LintResult } from './finding.ts';
import { FormatRefusal } from './format-refusal.ts';
import { Lines } from './lines.ts';
import { categoryOf, isSafeFix, RUFF_IGNORE, RUFF_SELECT, severityOf } from './ruff-rules.ts';

export type RuffStyle = {
	/** Columns of an indent, or a tab. */
	readonly indent: number | 'tab';
	readonly lineLength: number;
};

/** What Ruff calls an error of the grammar. */
const SYNTAX = 'invalid-syntax';

type Place = Diagnostic['start_location'];

/** Ruff, loaded once per worker: 11 MB of WebAssembly, 3 MB on the wire. */
export class Ruff {
	readonly #linter: Workspace;

	private constructor() {
		this.#linter = new Workspace(
			{ lint: { select: RUFF_SELECT, ignore: RUFF_IGNORE, preview: false }, 'target-version': 'py313' },
			PositionEncoding.Utf16,
		);
	}

	/** @param wasm its address, or its bytes. */
	static async load(wasm: string | BufferSource): Promise<Ruff> {
		await init({ module_or_path: wasm });
		return new Ruff();
	}

	lint(text: string, path: string): LintResult {
		const lines = new Lines(text);
		const found = this.#linter.check(text) as readonly Diagnostic[];
		const kept = found.filter(({ code }) => !(code === 'F401' && isPackageDoor(path)));
		const isSyntax = ({ code }: Diagnostic) => code === null || code === SYNTAX;
		return {
			// One slip often makes Ruff's parser complain about what follows it on the line, too.
			syntax: firstOfEachLine(kept.filter(isSyntax)).map((each) => toFinding(each, lines)),
			findings: kept.filter((each) => !isSyntax(each)).map((each) => toFinding(each, lines)),
		};
	}

	/** @throws FormatRefusal when the text cannot be parsed. */
	format(text: string, style: RuffStyle): string {
		const indent = style.indent === 'tab' ? {} : { 'indent-width': style.indent };
		const workspace = new Workspace(
			{
				'line-length': style.lineLength,
				...indent,
				format: { 'indent-style': style.indent === 'tab' ? 'tab' : 'space' },
			},
			PositionEncoding.Utf16,
		);
		try {
			return workspace.format(text);
		} catch (error) {
			throw this.#refusal(text, error);
		} finally {
			workspace.free();
		}
	}

	#refusal(text: string, cause: unknown): FormatRefusal {
		const [first] = this.lint(text, '').syntax;
		const words = cause instanceof Error ? cause.message.replace(/ at byte range [\d.]+$/, '') : String(cause);
		return new FormatRefusal(first?.message ?? words, first && first.startPosition.row + 1);
	}
}

/** What a package's `__init__.py` imports is what it offers. */
const isPackageDoor = (path: string) => /(^|\/)__init__\.pyi?$/.test(path);

function firstOfEachLine(found: readonly Diagnostic[]): Diagnostic[] {
	const rows = new Set<number>();
	const inOrder = found.toSorted(
		({ start_location: one }, { start_location: other }) => one.row - other.row || one.column - other.column,
	);
	return inOrder.filter(({ start_location: { row } }) => !rows.has(row) && rows.add(row));
}

function toFinding(diagnostic: Diagnostic, lines: Lines): LinterFinding {
	const isSyntax = diagnostic.code === null || diagnostic.code === SYNTAX;
	const code = isSyntax ? 'syntax' : (diagnostic.code ?? 'syntax');
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

function toFix({ code, fix }: Diagnostic, lines: Lines): Fix | undefined {
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
