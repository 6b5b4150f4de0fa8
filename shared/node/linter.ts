import {
	compileRules,
	deleteRules,
	type Finding,
	languageOf,
	type LanguageId,
	LiveFindings,
	readIgnores,
	type Ignores,
	type Rule,
	type RuleSet,
} from '@covibe/shared/diagnostics';
import { Parser, Query } from 'web-tree-sitter';
import { loadGrammar } from './grammars.ts';
import { readRules } from './rules.ts';

export type LintedText = {
	readonly findings: readonly Finding[];
	readonly ignores: Ignores;
	/** The parser had to guess somewhere. */
	readonly hasError: boolean;
};

/** The rules engine on whole texts; for the scan, the agent and tests. */
export type Linter = {
	/** The parser and the rules of a language, compiled once; the rules are absent where a language has none. */
	tools(id: LanguageId): Promise<{ parser: Parser; rules: RuleSet | undefined }>;
	lint(id: LanguageId, text: string): Promise<LintedText>;
	/** Frees what is compiled. */
	close(): void;
};

/** Opens a linter over the rules given, by default those of the house, read when a language first needs them. */
export function openLinter(rules?: readonly Rule[]): Linter {
	const open = new Map<LanguageId, Promise<{ parser: Parser; rules: RuleSet | undefined }>>();
	const made: { delete(): void }[] = [];

	async function prepare(id: LanguageId) {
		const spec = languageOf(id);
		if (!spec) throw new Error(`${id} is not a language`);
		const language = await loadGrammar(id);
		const parser = new Parser().setLanguage(language);
		made.push(parser);
		const compiled = compileRules({ Query, language, spec, rules: rules ?? readRules(spec.rules) });
		if (compiled) made.push({ delete: () => deleteRules(compiled) });
		return { parser, rules: compiled };
	}

	function tools(id: LanguageId) {
		const known = open.get(id) ?? prepare(id);
		open.set(id, known);
		return known;
	}

	return {
		tools,
		async lint(id, text) {
			const { parser, rules: compiled } = await tools(id);
			return lintOnce(parser, compiled, text);
		},
		close() {
			for (const each of made.splice(0)) each.delete();
			open.clear();
		},
	};
}

function lintOnce(parser: Parser, rules: RuleSet | undefined, text: string): LintedText {
	const tree = parser.parse(text);
	if (!tree) throw new Error('the parser gave no tree');
	try {
		const { hasError } = tree.rootNode;
		const ignores = readIgnores(tree, text);
		if (!rules) return { findings: [], ignores, hasError };
		const live = new LiveFindings(rules);
		live.reset({ tree, text });
		return { findings: live.findings, ignores, hasError };
	} finally {
		tree.delete();
	}
}
