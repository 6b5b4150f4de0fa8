/** The one door to web-tree-sitter in pages: its runtime, and a grammar with its rules for each language. */
import {
	compileRules,
	type LanguageId,
	languageOf,
	parseRuleFile,
	type Rule,
	type RuleSet,
} from '@covibe/shared/diagnostics';
import { grammarUrls } from 'virtual:covibe/grammars';
import { Edit, Language, Parser, Query } from 'web-tree-sitter';
import runtimeUrl from 'web-tree-sitter/web-tree-sitter.wasm?url';
import type { SyntaxTools, ToolsLoader } from './session.ts';

type RuleFiles = { readonly texts: readonly (readonly [name: string, text: string])[] };

/** By the folder of shared/rules; each is a file of its own, loaded when a language needs it. */
const RULE_FOLDERS: Readonly<Record<string, () => Promise<RuleFiles>>> = {
	bash: () => import('virtual:covibe/rules/bash'),
	c: () => import('virtual:covibe/rules/c'),
	cpp: () => import('virtual:covibe/rules/cpp'),
	csharp: () => import('virtual:covibe/rules/csharp'),
	go: () => import('virtual:covibe/rules/go'),
	java: () => import('virtual:covibe/rules/java'),
	javascript: () => import('virtual:covibe/rules/javascript'),
	php: () => import('virtual:covibe/rules/php'),
	python: () => import('virtual:covibe/rules/python'),
	ruby: () => import('virtual:covibe/rules/ruby'),
	rust: () => import('virtual:covibe/rules/rust'),
	typescript: () => import('virtual:covibe/rules/typescript'),
};

let started: Promise<void> | undefined;
const loaded = new Map<LanguageId, Promise<SyntaxTools>>();

/** The same tools for all who ask; what failed is tried anew by the next who asks. */
export const loadTools: ToolsLoader = (id) => {
	const known = loaded.get(id) ?? load(id);
	loaded.set(id, known);
	known.catch(() => loaded.delete(id));
	return known;
};

async function load(id: LanguageId): Promise<SyntaxTools> {
	const spec = languageOf(id);
	if (!spec) throw new Error(`${id} is not a language`);
	const [grammar, rules] = await Promise.all([
		loadGrammar(id),
		Promise.all(spec.rules.map((folder) => readRules(folder))),
	]);
	return {
		id,
		grammar,
		rules: compileAll(grammar, rules.flat(), id),
		Edit,
		Query,
		newParser: () => new Parser().setLanguage(grammar),
	};
}

function compileAll(language: Language, rules: readonly Rule[], id: LanguageId): RuleSet | undefined {
	const spec = languageOf(id);
	return spec && compileRules({ Query, language, spec, rules });
}

async function loadGrammar(id: LanguageId): Promise<Language> {
	started ??= Parser.init({ locateFile: () => runtimeUrl }).catch((error: unknown) => {
		started = undefined;
		throw error;
	});
	const [bytes] = await Promise.all([fetchBytes(grammarUrls[id]), started]);
	try {
		return await Language.load(bytes);
	} catch (cause) {
		// web-tree-sitter 0.26 and later say nothing at all when the `dylink.0` section is missing.
		throw new Error(`the grammar of ${id} is damaged, or too old for this runtime`, { cause });
	}
}

async function fetchBytes(url: string): Promise<Uint8Array> {
	const response = await fetch(url);
	if (!response.ok) throw new Error(`${url} answers ${response.status}`);
	return new Uint8Array(await response.arrayBuffer());
}

async function readRules(folder: string): Promise<Rule[]> {
	const files = await RULE_FOLDERS[folder]?.();
	return files?.texts.map(([name, text]) => parseRuleFile(`${folder}/${name}`, text)) ?? [];
}
