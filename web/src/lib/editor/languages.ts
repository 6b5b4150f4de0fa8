/** A language of the editor: Monaco's id, and the name that people read. */
export type Language = { readonly id: string; readonly label: string };

const PLAIN: Language = { id: 'plaintext', label: 'Plain text' };

const LABELS: Readonly<Record<string, string>> = {
	c: 'C',
	cpp: 'C++',
	csharp: 'C#',
	css: 'CSS',
	dart: 'Dart',
	dockerfile: 'Dockerfile',
	go: 'Go',
	graphql: 'GraphQL',
	html: 'HTML',
	ini: 'INI',
	java: 'Java',
	javascript: 'JavaScript',
	json: 'JSON',
	kotlin: 'Kotlin',
	less: 'Less',
	lua: 'Lua',
	markdown: 'Markdown',
	php: 'PHP',
	python: 'Python',
	r: 'R',
	ruby: 'Ruby',
	rust: 'Rust',
	scss: 'SCSS',
	shell: 'Shell',
	sql: 'SQL',
	swift: 'Swift',
	typescript: 'TypeScript',
	xml: 'XML',
	yaml: 'YAML',
};

const EXTENSIONS: Readonly<Record<string, string>> = byWord({
	c: 'c h',
	cpp: 'cpp cc cxx hpp hh hxx',
	csharp: 'cs csx',
	css: 'css',
	dart: 'dart',
	go: 'go',
	graphql: 'graphql gql',
	// Components of Svelte and Vue are HTML with more in it; no definition of their own is shipped.
	html: 'html htm xhtml svelte vue',
	ini: 'ini toml cfg conf properties env editorconfig gitconfig',
	java: 'java',
	javascript: 'js jsx mjs cjs',
	json: 'json jsonc json5 webmanifest map',
	kotlin: 'kt kts',
	less: 'less',
	lua: 'lua',
	markdown: 'md markdown mdx',
	php: 'php',
	python: 'py pyw pyi',
	r: 'r',
	ruby: 'rb rake gemspec',
	rust: 'rs',
	scss: 'scss',
	shell: 'sh bash zsh',
	sql: 'sql',
	swift: 'swift',
	typescript: 'ts tsx mts cts',
	xml: 'xml svg xsd xsl xslt plist csproj',
	yaml: 'yaml yml',
});

const NAMES: Readonly<Record<string, string>> = byWord({
	dockerfile: 'dockerfile containerfile',
	ini: '.env .npmrc .editorconfig .gitconfig',
	json: '.prettierrc .babelrc .eslintrc',
	ruby: 'gemfile rakefile',
	shell: '.bashrc .profile .zshrc',
	yaml: '.clang-format',
});

/** Names that tell more than their language does. */
const EXTENSION_LABELS: Readonly<Record<string, string>> = {
	jsx: 'JavaScript JSX',
	svelte: 'Svelte',
	toml: 'TOML',
	tsx: 'TypeScript JSX',
	vue: 'Vue',
};

/** The language of a file by its name; plain text when nothing is known about it. */
export function languageOf(path: string): Language {
	const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
	const extension = name.includes('.') ? name.slice(name.lastIndexOf('.') + 1) : '';
	const id = NAMES[name] ?? NAMES[name.split('.')[0] ?? ''] ?? EXTENSIONS[extension];
	if (id === undefined) return PLAIN;
	return { id, label: EXTENSION_LABELS[extension] ?? LABELS[id] ?? id };
}

function byWord(words: Readonly<Record<string, string>>): Record<string, string> {
	const entries = Object.entries(words).flatMap(([id, list]) => list.split(' ').map((word) => [word, id] as const));
	// Without a prototype, so that a file called `x.constructor` finds nothing.
	return Object.assign(Object.create(null) as Record<string, string>, Object.fromEntries(entries));
}
