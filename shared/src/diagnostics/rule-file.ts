import {
	CATEGORIES,
	type Condition,
	CONFIDENCES,
	type FixStep,
	type FixTemplate,
	type Rule,
	type RuleMeta,
	type RulePattern,
	SEVERITIES,
} from './rule.ts';
import { type QueryForm, QuerySyntaxError, readForms, type SetDirective } from './query-forms.ts';

/** What the ids of a folder of shared/rules begin with. */
export const RULE_PREFIXES: Readonly<Record<string, string>> = {
	bash: 'sh',
	c: 'c',
	cpp: 'cpp',
	csharp: 'cs',
	go: 'go',
	java: 'java',
	javascript: 'js',
	php: 'php',
	python: 'py',
	ruby: 'rb',
	rust: 'rs',
	typescript: 'ts',
};

/** A mistake in a rule file; its message begins with `path:line:`. */
export class RuleFileError extends Error {
	constructor(path: string, line: number, message: string) {
		super(`${path}:${line}: ${message}`);
		this.name = 'RuleFileError';
	}
}

type Source = { path: string; text: string };

/**
 * Reads one rule file; `path` is relative to shared/rules (`python/shell-true.scm`).
 * @throws RuleFileError
 */
export function parseRuleFile(path: string, text: string): Rule {
	const source = { path, text };
	const forms = formsOf(source);
	const first = forms[0];
	if (!first) throw new RuleFileError(path, 1, 'holds no query');
	const meta = metaOf(source, first);
	const patterns = forms.map((form) => patternOf(source, form, meta.message));
	const languages = first.sets.find(({ key }) => key === 'languages');
	return {
		...meta,
		path,
		query: blank(text, forms),
		patterns,
		...(languages && { languages: new Set(languages.value.split(/\s+/)) }),
	};
}

function formsOf(source: Source): QueryForm[] {
	try {
		return readForms(source.text);
	} catch (cause) {
		if (!(cause instanceof QuerySyntaxError)) throw cause;
		throw new RuleFileError(source.path, lineAt(source.text, cause.offset), cause.message);
	}
}

const lineAt = (text: string, offset: number) => text.slice(0, offset).split('\n').length;

function fail(source: Source, offset: number, message: string): never {
	throw new RuleFileError(source.path, lineAt(source.text, offset), message);
}

const META_KEYS = new Set(['id', 'severity', 'category', 'confidence', 'cwe', 'languages']);

function metaOf(source: Source, form: QueryForm): RuleMeta {
	const value = (key: string) => form.sets.find((set) => set.key === key)?.value;
	const required = (key: string) => value(key) ?? fail(source, form.start, `the first form must set ${key}`);
	const oneOf = <T extends string>(key: string, values: readonly T[]): T => {
		const text = required(key);
		return values.find((each) => each === text) ?? fail(source, form.start, `${key} is one of ${values.join(', ')}`);
	};
	const id = required('id');
	const expected = idOf(source.path);
	if (id !== expected) fail(source, form.start, `id is ${id}; its place asks for ${expected}`);
	const cwe = value('cwe');
	if (cwe !== undefined && !/^[1-9]\d{0,3}$/.test(cwe)) fail(source, form.start, 'cwe is a number');
	return {
		id,
		severity: oneOf('severity', SEVERITIES),
		category: oneOf('category', CATEGORIES),
		confidence: oneOf('confidence', CONFIDENCES),
		message: required('message'),
		...(cwe !== undefined && { cwe: Number(cwe) }),
	};
}

function idOf(path: string): string {
	const [folder = '', file = ''] = path.split('/');
	return `${RULE_PREFIXES[folder] ?? folder}/${file.replace(/\.scm$/, '')}`;
}

function patternOf(source: Source, form: QueryForm, inherited: string): RulePattern {
	if (!form.rootCaptures.includes('match')) fail(source, form.start, 'the root of a form must be captured as @match');
	const fix = fixOf(source, form);
	const conditions: Condition[] = [];
	for (const set of form.sets) {
		if (META_KEYS.has(set.key) || set.key === 'message' || /^fix(\.|$)/.test(set.key)) continue;
		conditions.push(conditionOf(source, form, set));
	}
	const message = form.sets.find(({ key }) => key === 'message')?.value ?? inherited;
	for (const [, name = ''] of message.matchAll(/\{([\w.-]+)\}/g)) requireCapture(source, form, name, form.start);
	return { line: lineAt(source.text, form.start), message, conditions, ...(fix && { fix }) };
}

function conditionOf(source: Source, form: QueryForm, set: SetDirective): Condition {
	const [kind = '', ...rest] = set.key.split('.');
	const capture = rest.join('.');
	const words = new Set(set.value.split(/[|\s]+/).filter((word) => word !== ''));
	switch (kind) {
		case 'inside':
		case 'not-inside':
			return { kind: 'ancestor', types: words, isWanted: kind === 'inside', isLocal: true };
		case 'within':
		case 'not-within':
			return { kind: 'ancestor', types: words, isWanted: kind === 'within', isLocal: false };
		case 'resolve':
			requireCapture(source, form, capture, set.start);
			return { kind, capture, names: words, lastParts: new Set([...words].map((word) => word.replace(/^.*\./, ''))) };
		case 'dynamic':
			requireCapture(source, form, capture, set.start);
			return { kind, capture };
		case 'constant':
			requireCapture(source, form, capture, set.start);
			return { kind, capture, pattern: regularExpression(source, set) };
		default:
			return fail(source, set.start, `${set.key} is not known`);
	}
}

function requireCapture(source: Source, form: QueryForm, name: string, offset: number): void {
	if (!form.captures.has(name)) fail(source, offset, `there is no capture @${name}`);
}

function regularExpression(source: Source, set: SetDirective): RegExp {
	try {
		return new RegExp(set.value, 'u');
	} catch (cause) {
		return fail(source, set.start, `${set.value} is no regular expression: ${String(cause)}`);
	}
}

function fixOf(source: Source, form: QueryForm): FixTemplate | undefined {
	const title = form.sets.find(({ key }) => key === 'fix')?.value;
	const steps: FixStep[] = [];
	for (const set of form.sets) {
		const [, kind, capture = ''] = /^fix\.(replace|before|after)\.(.+)$/.exec(set.key) ?? [];
		if (kind !== 'replace' && kind !== 'before' && kind !== 'after') {
			if (/^fix\.(?!safe$)/.test(set.key)) fail(source, set.start, `${set.key} is not known`);
			continue;
		}
		requireCapture(source, form, capture, set.start);
		steps.push({ kind, capture, text: set.value });
	}
	if (title === undefined && steps.length > 0) fail(source, form.start, 'a fix needs a title: (#set! fix "…")');
	if (title === undefined) return undefined;
	const isSafe = form.sets.some(({ key, value }) => key === 'fix.safe' && value === 'yes');
	return { title, isSafe, steps };
}

/** Takes `#set!` out, so that the engine's query stays small; spaces keep every place true. */
function blank(text: string, forms: readonly QueryForm[]): string {
	let blanked = text;
	for (const { start, end } of forms.flatMap(({ sets }) => sets)) {
		blanked = blanked.slice(0, start) + text.slice(start, end).replace(/[^\n]/g, ' ') + blanked.slice(end);
	}
	return blanked;
}
