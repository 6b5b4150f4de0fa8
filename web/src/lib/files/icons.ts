// Own files rather than data: addresses, so that the page's policy can refuse data: images.
const URLS = import.meta.glob<string>('./icons/*.svg', { eager: true, query: '?url&no-inline', import: 'default' });

const BY_NAME: Readonly<Record<string, string>> = {
	dockerfile: 'docker',
	'docker-compose.yml': 'docker',
	'compose.yml': 'docker',
	'readme.md': 'readme',
	license: 'license',
	'license.md': 'license',
	'license.txt': 'license',
	'package.json': 'npm',
	'.gitignore': 'git',
	'.gitattributes': 'git',
	'.editorconfig': 'settings',
	'.env': 'settings',
	'go.mod': 'go',
	'go.sum': 'go',
	'cargo.lock': 'rust',
	makefile: 'settings',
};

const EXTENSIONS: Readonly<Record<string, string>> = {
	typescript: 'ts mts cts',
	javascript: 'js mjs cjs',
	'react-ts': 'tsx',
	react: 'jsx',
	json: 'json jsonc json5 jsonl',
	html: 'html htm',
	css: 'css',
	sass: 'scss sass',
	less: 'less',
	markdown: 'md mdx markdown',
	python: 'py pyi pyw',
	go: 'go',
	rust: 'rs',
	java: 'java',
	c: 'c h',
	cpp: 'cpp cc cxx hpp hh',
	csharp: 'cs',
	php: 'php',
	ruby: 'rb',
	console: 'sh bash zsh fish ps1 bat',
	database: 'sql',
	yaml: 'yml yaml',
	xml: 'xml',
	lua: 'lua',
	swift: 'swift',
	kotlin: 'kt kts',
	settings: 'ini conf cfg properties',
	toml: 'toml',
	svelte: 'svelte',
	vue: 'vue',
	image: 'svg png jpg jpeg gif webp ico',
	document: 'txt log',
};

const BY_EXTENSION = new Map(
	Object.entries(EXTENSIONS).flatMap(([icon, list]) => list.split(' ').map((extension) => [extension, icon] as const)),
);

/** The icon's name for a path: by the whole file name, then by its last extension, else that of any file. */
export function iconName(path: string): string {
	const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
	if (Object.hasOwn(BY_NAME, name)) return BY_NAME[name] ?? 'file';
	const dot = name.lastIndexOf('.');
	return (dot < 0 ? undefined : BY_EXTENSION.get(name.slice(dot + 1))) ?? 'file';
}

/** The address of the icon for a path. */
export function iconUrl(path: string): string {
	return URLS[`./icons/${iconName(path)}.svg`] ?? URLS['./icons/file.svg'] ?? '';
}
