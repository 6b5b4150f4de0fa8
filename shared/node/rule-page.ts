import { readFileSync } from 'node:fs';
import path from 'node:path';
import { languageOf, type LanguageId, languageOfPath, type Rule, rulesFor } from '@covibe/shared/diagnostics';
import { RULES_FOLDER } from './rules.ts';

/** An example of a rule's page. */
export type Example = {
	/** The fence's first word: `python`, `js`, `tsx`. */
	readonly language: string;
	readonly verdict: 'bad' | 'good';
	readonly code: string;
	/** What the fixes make of it, where the page says so. */
	readonly fixed?: string;
	/** Line in the page, counted from 1. */
	readonly line: number;
};

const FENCE = /^```(\w+) (bad|good|fixed)\n([\s\S]*?)^```$/gm;

/**
 * The examples of a page; a `fixed` block belongs to the `bad` one before it.
 * @throws Error for a fixed block that follows no bad one
 */
export function readExamples(page: string): Example[] {
	const examples: Example[] = [];
	for (const { 1: language = '', 2: verdict, 3: code = '', index } of page.matchAll(FENCE)) {
		const line = page.slice(0, index).split('\n').length;
		if (verdict !== 'fixed') {
			examples.push({ language, verdict: verdict === 'bad' ? 'bad' : 'good', code, line });
			continue;
		}
		const last = examples.pop();
		if (last?.verdict !== 'bad') throw new Error(`line ${line}: fixed without a bad example before it`);
		examples.push({ ...last, fixed: code });
	}
	return examples;
}

/** A fence's first word is a language or, as most people write it, an extension. */
export function languageOfFence(word: string): LanguageId {
	const found = languageOf(word) ?? languageOfPath(`x.${word}`);
	if (!found) throw new Error(`${word} is no language`);
	return found.id;
}

/** The language's sample and the examples of all its rules: a file that is full of findings. */
export function fileOfFindings(id: LanguageId, rules: readonly Rule[]): string {
	const spec = languageOf(id);
	if (!spec) throw new Error(`${id} is no language`);
	const read = (file: string) => readFileSync(path.join(RULES_FOLDER, file), 'utf8');
	const examples = rulesFor(spec, rules)
		.flatMap((rule) => readExamples(read(rule.path.replace(/scm$/, 'md'))))
		// JSX is no TypeScript; all the rest of JavaScript is.
		.filter(({ language }) => languageOfFence(language) === id || (language === 'js' && id === 'typescript'));
	return [read(`samples/${id}.txt`), ...examples.map(({ code }) => code)].join('\n');
}
