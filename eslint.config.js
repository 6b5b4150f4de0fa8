// Svelte's files alone: oxlint reads everything else, with types, in a tenth of the time (oxlint.config.mjs).
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { BORDERS, BUILT } from './scripts/lint/borders.mjs';
import { OURS } from './scripts/lint/rules.mjs';
import svelteConfig from './web/svelte.config.js';

const borders = BORDERS.filter(({ options }) => options !== null).map(({ files, options }) => ({
	files,
	rules: { '@typescript-eslint/no-restricted-imports': ['error', options] },
}));

export default ts.config(
	{ ignores: [...BUILT, '**/*.js', '**/*.mjs', '**/*.ts', '!**/*.svelte.ts'] },
	js.configs.recommended,
	...ts.configs.strictTypeChecked,
	...svelte.configs.recommended,
	{ rules: OURS },
	...borders,
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: { ...globals.browser },
			parserOptions: {
				projectService: true,
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte'],
				parser: ts.parser,
				svelteConfig,
			},
		},
	},
);
