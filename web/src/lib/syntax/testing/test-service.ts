import type { FileId } from '@covibe/shared';
import { compileRules, type LanguageId, languageOf } from '@covibe/shared/diagnostics';
import { loadGrammar, readRules } from '@covibe/shared/diagnostics/node';
import { Edit, Parser, Query, type Tree } from 'web-tree-sitter';
import type { FileReport, Look, OpenRequest, TextChange } from '../messages.ts';
import type { SyntaxTools } from '../session.ts';
import { SyntaxService } from '../service.ts';

/** The service as the worker runs it, with the grammars of the disk; for tests. */
export type TestService = {
	readonly service: SyntaxService;
	readonly reports: FileReport[];
	/** Every tree that was made, in order; those that were freed have no address. */
	readonly trees: Tree[];
	/** How often a parser was set to work, resumed work included. */
	parses(): number;
	readonly slices: number[];
	/** Called after a parse that was cut short, when its slice is over. */
	onCut: () => void;
};

/** Nothing is cut short, and no search given up, however busy the machine is that the tests run on. */
const STILL_CLOCK = () => 0;

type Options = { readonly now?: () => number; readonly load?: (id: LanguageId) => Promise<SyntaxTools> };

export const FILE = 'file' as FileId;

export function openTestService({ now = STILL_CLOCK, load = loadTools }: Options = {}): TestService {
	const reports: FileReport[] = [];
	const trees: Tree[] = [];
	const slices: number[] = [];
	let parses = 0;
	const service = new SyntaxService({
		load: async (id) => {
			const tools = await load(id);
			return { ...tools, newParser: () => watch(tools.newParser()) };
		},
		report: (report) => reports.push(report),
		sliced: (ms) => slices.push(ms),
		now,
	});
	function watch(parser: Parser): Parser {
		const parse = parser.parse.bind(parser);
		parser.parse = (...parameters) => {
			parses += 1;
			const tree = parse(...parameters);
			if (tree) trees.push(tree);
			else queueMicrotask(() => test.onCut());
			return tree;
		};
		return parser;
	}
	const test: TestService = { service, reports, trees, slices, parses: () => parses, onCut: () => undefined };
	return test;
}

const loaded = new Map<LanguageId, Promise<SyntaxTools>>();

export function loadTools(id: LanguageId): Promise<SyntaxTools> {
	const known = loaded.get(id) ?? load(id);
	loaded.set(id, known);
	return known;
}

async function load(id: LanguageId): Promise<SyntaxTools> {
	const spec = languageOf(id);
	if (!spec) throw new Error(`${id} is not a language`);
	const grammar = await loadGrammar(id);
	const rules = compileRules({ Query, language: grammar, spec, rules: readRules(spec.rules) });
	return { id, grammar, rules, Edit, Query, newParser: () => new Parser().setLanguage(grammar) };
}

export const opening = (text: string, request: Partial<OpenRequest> = {}): OpenRequest => ({
	file: FILE,
	language: 'python',
	version: 1,
	text,
	tellsSyntax: true,
	look: undefined,
	...request,
});

/** One replacement in a text, as the editor would tell it. */
export function change(text: string, start: number, removed: number, inserted: string): TextChange {
	const end = start + removed;
	return { start, end, startPosition: pointAt(text, start), endPosition: pointAt(text, end), text: inserted };
}

export const apply = (text: string, { start, end, text: inserted }: TextChange) =>
	text.slice(0, start) + inserted + text.slice(end);

/** The whole text is in sight, and the caret at a place of it. */
export const lookAt = (text: string, caret: number): Look => ({
	caret,
	caretRow: pointAt(text, caret).row,
	visible: { start: 0, end: text.length, startPosition: pointAt(text, 0), endPosition: pointAt(text, text.length) },
});

function pointAt(text: string, index: number): { row: number; column: number } {
	const before = text.slice(0, index);
	return { row: before.split('\n').length - 1, column: index - before.lastIndexOf('\n') - 1 };
}
