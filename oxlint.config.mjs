// The rules that typescript-eslint calls strict, with types, run by oxlint; Svelte's files are eslint.config.js's.
import js from '@eslint/js';
import ts from 'typescript-eslint';
import { BORDERS, BUILT, COMMANDS, TESTS } from './scripts/lint/borders.mjs';
import { OURS } from './scripts/lint/rules.mjs';

/** Not in oxlint 1.94: the compiler finds what they find, or nothing in this house could break them. */
const MISSING = [
	// It takes a private member that is called as a tag of a template for unused.
	'no-unused-private-class-members',
	'no-dupe-args',
	'no-octal',
	'no-undef',
	'@typescript-eslint/no-unsafe-class-instance-assignment',
	'@typescript-eslint/no-unsafe-enum-assignment',
];
const renamed = (name) => name.replace('@typescript-eslint/', 'typescript/');

/** Rules by their name in oxlint; what no table turns on is off. */
function rulesOf(...tables) {
	const all = Object.assign({}, ...tables);
	return Object.fromEntries(
		Object.entries(all)
			.filter(([name, value]) => value !== 'off' && !MISSING.includes(name))
			.map(([name, value]) => [renamed(name), value]),
	);
}

const borders = BORDERS.map(({ files, options }) => ({
	files,
	rules: { 'no-restricted-imports': options === null ? 'off' : ['error', options] },
}));
const rules = rulesOf(
	js.configs.recommended.rules,
	...ts.configs.strictTypeChecked.map((config) => config.rules ?? {}),
	OURS,
);
const typed = Object.keys(ts.configs.disableTypeChecked.rules)
	.map(renamed)
	.filter((name) => name in rules);

export default {
	plugins: ['typescript'],
	categories: { correctness: 'off' },
	env: { builtin: true, node: true, browser: true },
	options: { typeAware: true },
	ignorePatterns: [...BUILT, '**/*.svelte'],
	rules,
	overrides: [
		...borders,
		{ files: TESTS, rules: { 'typescript/no-non-null-assertion': 'off' } },
		{ files: COMMANDS, rules: { 'no-console': 'off' } },
		{
			files: ['**/*.js', '**/*.mjs'],
			rules: { ...Object.fromEntries(typed.map((name) => [name, 'off'])), 'no-undef': 'error' },
		},
	],
};
