import { Linter } from 'eslint-linter-browserify';
import security from 'eslint-plugin-security';
import * as v from 'valibot';
import { Lines, type LinterFinding, type LintResult } from '@covibe/shared/linters';
import { ESLINT_RULES } from './eslint-rules.ts';

/** What ESLint says of one place; lines and columns count from 1. */
const Message = v.object({
	ruleId: v.nullable(v.string()),
	message: v.string(),
	line: v.number(),
	column: v.number(),
	endLine: v.nullish(v.number()),
	endColumn: v.nullish(v.number()),
	fatal: v.optional(v.boolean(), false),
	fix: v.optional(v.object({ range: v.tuple([v.number(), v.number()]), text: v.string() })),
});
type Message = v.InferOutput<typeof Message>;

const SECURITY_DOCS = 'https://github.com/eslint-community/eslint-plugin-security/blob/main/docs/rules';

/** ESLint for JavaScript: 1.3 MB of script, 0.27 MB on the wire. */
export class Eslint {
	readonly #linter = new Linter({ configType: 'flat' });

	/** A text that ESLint cannot parse gives nothing: TypeScript's service tells its errors. */
	lint(text: string, path: string): LintResult {
		const messages = v.parse(v.array(Message), this.#linter.verify(text, configFor(path), { filename: 'file.js' }));
		if (messages.some(({ fatal }) => fatal)) return { syntax: [], findings: [] };
		const lines = new Lines(text);
		return { syntax: [], findings: messages.flatMap((message) => toFinding(message, lines) ?? []) };
	}
}

function configFor(path: string): Linter.Config[] {
	return path.endsWith('.cjs') ? COMMON : MODULE;
}

function config(sourceType: 'module' | 'commonjs'): Linter.Config[] {
	return [
		{
			files: ['**/*.js'],
			plugins: { security },
			languageOptions: { ecmaVersion: 'latest', sourceType, parserOptions: { ecmaFeatures: { jsx: true } } },
			linterOptions: { reportUnusedDisableDirectives: 'off' },
			rules: Object.fromEntries(Object.keys(ESLINT_RULES).map((rule) => [rule, 'warn' as const])),
		},
	];
}

const MODULE = config('module');
const COMMON = config('commonjs');

function toFinding(message: Message, lines: Lines): LinterFinding | undefined {
	const { ruleId, line, column, endLine, endColumn, fix } = message;
	const row = ruleId === null ? undefined : ESLINT_RULES[ruleId];
	if (ruleId === null || row === undefined) return undefined;
	const [category, severity] = row;
	const start = lines.offsetAt({ row: line - 1, column: column - 1 });
	const end = lines.offsetAt({ row: (endLine ?? line) - 1, column: (endColumn ?? column + 1) - 1 });
	return {
		...lines.span(start, Math.max(start, end)),
		ruleId: `eslint/${ruleId}`,
		severity,
		category,
		confidence: 'high',
		message: message.message,
		docUrl: docUrlOf(ruleId),
		...(fix && {
			fix: {
				title: 'Apply the fix of ESLint',
				isSafe: true,
				edits: [{ start: fix.range[0], end: fix.range[1], text: fix.text }],
			},
		}),
	};
}

function docUrlOf(ruleId: string): string {
	const [plugin, name] = ruleId.split('/');
	return name !== undefined && plugin === 'security'
		? `${SECURITY_DOCS}/${name}.md`
		: `https://eslint.org/docs/latest/rules/${ruleId}`;
}
