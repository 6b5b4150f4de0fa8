// Who may import what: the borders of the house, for both linters. Later entries win.
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

const restricted = (...patterns) => ({ paths: owned, patterns });
const ownedBy = (file) => Object.keys(OWNED).filter((name) => [OWNED[name]].flat().includes(file));
const except = (...names) => owned.filter(({ name }) => !names.includes(name));

/** What tests, and only tests, are made of. */
export const TESTS = ['**/*.test.ts', '**/test/**', 'web/e2e/**', 'bench/**', '**/testing/**'];
/** What speaks to a terminal. */
export const COMMANDS = ['scripts/**', 'bench/**', 'db/src/cli.ts', 'db/src/supervisor/**'];
export const BUILT = [
	'**/build/',
	'**/dist/',
	'**/.svelte-kit/',
	'**/.covibe/',
	'**/test-results/',
	'**/playwright-report/',
];

/** `{ files, options }`: the options of `no-restricted-imports` for the files; null where it does not hold. */
export const BORDERS = [
	{ files: ['**/*'], options: restricted(...applications) },
	{
		files: ['shared/**'],
		options: restricted(...applications, below(['db', 'realtime', 'ai', 'web']), {
			regex: '^node:',
			message: 'shared runs everywhere.',
		}),
	},
	{ files: ['shared/node/**'], options: restricted(...applications, below(['db', 'realtime', 'ai', 'web'])) },
	{ files: ['db/**'], options: restricted(below(['realtime', 'ai', 'web'])) },
	{ files: ['web/src/**'], options: restricted(...applications, browserOnly, monaco, treeSitter, icons) },
	{ files: ['web/src/lib/editor/**'], options: restricted(...applications, browserOnly, treeSitter) },
	{ files: ['web/src/lib/syntax/tools.ts'], options: restricted(...applications, browserOnly, monaco) },
	{
		files: [
			'web/src/lib/server/**',
			'web/src/**/*.server.ts',
			'web/src/**/+server.ts',
			'web/src/app.d.ts',
			'web/**/*.test.ts',
		],
		options: restricted(...applications, monaco),
	},
	...[...new Set(Object.values(OWNED).flat())].map((file) => ({
		files: [file],
		options: {
			paths: except(...ownedBy(file)),
			patterns: file.startsWith('web/src/') ? [...applications, browserOnly] : applications,
		},
	})),
	// The commands start what lives in the packages; tests may use a client library against the real server.
	{ files: ['scripts/**/*.mjs', ...TESTS], options: null },
];
