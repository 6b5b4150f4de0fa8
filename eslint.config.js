import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './web/svelte.config.js';

/** Each heavy library has one importing file in a program, so that a swap is one file. */
const OWNED = {
	'uWebSockets.js': 'realtime/src/server.ts',
	lucia: 'db/src/auth.ts',
	'fast-jwt': 'db/src/tickets.ts',
	postgres: 'db/src/sql.ts',
	ioredis: 'db/src/redis.ts',
	'prom-client': 'realtime/src/metrics.ts',
	openai: 'ai/src/models/openai.ts',
	'@anthropic-ai/sdk': 'ai/src/models/anthropic.ts',
	'@google/generative-ai': 'ai/src/models/google.ts',
	'y-websocket': ['web/src/lib/room/link.svelte.ts', 'ai/src/agent/peer.ts'],
	'y-indexeddb': 'web/src/lib/room/device-store.ts',
	'y-monaco': 'web/src/lib/editor/binding.ts',
	'@astral-sh/ruff-wasm-web': ['web/src/lib/linters/ruff.ts', 'ai/src/builtin/ruff.ts'],
	'eslint-linter-browserify': 'web/src/lib/linters/eslint.ts',
	'eslint-plugin-security': 'web/src/lib/linters/eslint.ts',
	'@wasm-fmt/gofmt/web': 'web/src/lib/linters/gofmt.ts',
	'@wasm-fmt/clang-format/web': 'web/src/lib/linters/clang-format.ts',
	'prettier/standalone': 'web/src/lib/linters/prettier.ts',
	prettier: 'ai/src/builtin/formatters.ts',
	'@wasm-fmt/gofmt': 'ai/src/builtin/formatters.ts',
	'@wasm-fmt/clang-format': 'ai/src/builtin/formatters.ts',
};

const owned = Object.keys(OWNED).map((name) => ({
	name,
	message: `Only ${[OWNED[name]].flat().join(' and ')} imports it.`,
	allowTypeImports: true,
}));
const applications = ['realtime', 'ai', 'web'].map((name) => ({
	regex: `^(@covibe/${name}|(\\.\\./)+${name}/)`,
	message: 'No application imports another: they meet on the wire and in the database.',
}));
/** The package's own door holds 1,700 icons, each compiled at every build. */
const icons = { regex: '^@lucide/svelte$', message: "Import one icon: '@lucide/svelte/icons/<name>'." };
const browserOnly = {
	regex: '^(@covibe/db|node:)',
	message: 'Browser code imports @covibe/shared alone; the database is behind lib/server.',
};
const monaco = { regex: '^monaco-editor', message: 'Only lib/editor imports Monaco.', allowTypeImports: true };
const treeSitter = {
	regex: '^web-tree-sitter$',
	message: 'Only lib/syntax/tools.ts imports it.',
	allowTypeImports: true,
};
const below = (names) => ({
	regex: `^(@covibe/(${names.join('|')})|(\\.\\./)+(${names.join('|')})/)`,
	message: 'Imports go one way: shared ← db ← applications.',
});

const restricted = (...patterns) => ({
	'no-restricted-imports': 'off',
	'@typescript-eslint/no-restricted-imports': ['error', { paths: owned, patterns }],
});
const ownedBy = (file) => Object.keys(OWNED).filter((name) => [OWNED[name]].flat().includes(file));
const except = (...names) => owned.filter(({ name }) => !names.includes(name));

export default ts.config(
	{
		ignores: ['**/build/', '**/dist/', '**/.svelte-kit/', '**/.covibe/', '**/test-results/', '**/playwright-report/'],
	},
	js.configs.recommended,
	...ts.configs.strictTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.node },
			parserOptions: {
				projectService: {
					allowDefaultProject: [
						'eslint.config.js',
						'vitest.config.ts',
						'web/svelte.config.js',
						'web/playwright.config.ts',
						'web/vitest.config.ts',
					],
				},
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte'],
			},
		},
		rules: {
			'no-console': 'error',
			'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
			'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
			// Y.Text has a toString of its own, which its types do not declare.
			'@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Text', 'YText'] }],
			...restricted(...applications),
		},
	},
	{
		files: ['shared/**'],
		rules: restricted(...applications, below(['db', 'realtime', 'ai', 'web']), {
			regex: '^node:',
			message: 'shared runs everywhere.',
		}),
	},
	{ files: ['shared/node/**'], rules: restricted(...applications, below(['db', 'realtime', 'ai', 'web'])) },
	{ files: ['db/**'], rules: restricted(below(['realtime', 'ai', 'web'])) },
	{
		files: ['web/src/**'],
		languageOptions: { globals: { ...globals.browser } },
		rules: restricted(...applications, browserOnly, monaco, treeSitter, icons),
	},
	{ files: ['web/src/lib/editor/**'], rules: restricted(...applications, browserOnly, treeSitter) },
	{ files: ['web/src/lib/syntax/tools.ts'], rules: restricted(...applications, browserOnly, monaco) },
	{
		files: [
			'web/src/lib/server/**',
			'web/src/**/*.server.ts',
			'web/src/**/+server.ts',
			'web/src/app.d.ts',
			'web/**/*.test.ts',
		],
		rules: restricted(...applications, monaco),
	},
	// The owners themselves; tests may use a client library against the real server.
	...[...new Set(Object.values(OWNED).flat())].map((file) => ({
		files: [file],
		rules: {
			'@typescript-eslint/no-restricted-imports': [
				'error',
				{
					paths: except(...ownedBy(file)),
					patterns: file.startsWith('web/src/') ? [...applications, browserOnly] : applications,
				},
			],
		},
	})),
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: {
			globals: { ...globals.browser },
			parserOptions: { parser: ts.parser, svelteConfig },
		},
	},
	{
		files: ['**/*.test.ts', '**/test/**', 'web/e2e/**', 'bench/**', '**/testing/**'],
		rules: { '@typescript-eslint/no-restricted-imports': 'off', '@typescript-eslint/no-non-null-assertion': 'off' },
	},
	{
		files: ['scripts/**', 'bench/**', 'db/src/cli.ts', 'db/src/supervisor/**'],
		rules: { 'no-console': 'off' },
	},
	{ files: ['**/*.js', '**/*.mjs'], ...ts.configs.disableTypeChecked },
);
