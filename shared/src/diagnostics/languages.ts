/** A language that has a grammar: how its files are told, and where its grammar and its rules lie. */
export type LanguageSpec = {
	readonly id: LanguageId;
	/** As people write it. */
	readonly name: string;
	/** Without the dot, in lower case. */
	readonly extensions: readonly string[];
	/** Whole names of files, in lower case. */
	readonly fileNames: readonly string[];
	/** The npm package, and the WebAssembly file inside it. */
	readonly grammar: { readonly package: string; readonly file: string };
	/** Monaco's id; several of ours may share one (tsx is Monaco's typescript). */
	readonly monacoId: string;
	readonly comments: { readonly line?: string; readonly block?: readonly [string, string] };
	/** Folders of shared/rules that hold for it. */
	readonly rules: readonly string[];
};

const VSCODE = '@vscode/tree-sitter-wasm';
const REPOMIX = '@repomix/tree-sitter-wasms';
const GRAMMARS = '@tree-sitter-grammars/tree-sitter-';

const vscode = (name: string) => ({ package: VSCODE, file: `wasm/tree-sitter-${name}.wasm` });
const repomix = (name: string) => ({ package: REPOMIX, file: `out/tree-sitter-${name}.wasm` });
const grammars = (name: string) => ({ package: GRAMMARS + name, file: `tree-sitter-${name}.wasm` });
const alone = (name: string) => ({ package: `tree-sitter-${name}`, file: `tree-sitter-${name}.wasm` });

const SLASHES = { line: '//', block: ['/*', '*/'] } as const;
const HASH = { line: '#' } as const;
const MARKUP = { block: ['<!--', '-->'] } as const;

type Row = Omit<LanguageSpec, 'id' | 'fileNames' | 'rules'> & Partial<Pick<LanguageSpec, 'fileNames' | 'rules'>>;

const TABLE = {
	bash: {
		name: 'Shell',
		extensions: ['sh', 'bash', 'zsh', 'ksh', 'bats'],
		fileNames: ['.bashrc', '.bash_profile', '.profile', '.zshrc', 'pkgbuild'],
		grammar: vscode('bash'),
		monacoId: 'shell',
		comments: HASH,
		rules: ['bash'],
	},
	c: { name: 'C', extensions: ['c', 'h'], grammar: repomix('c'), monacoId: 'c', comments: SLASHES, rules: ['c'] },
	cpp: {
		name: 'C++',
		extensions: ['cc', 'cpp', 'cxx', 'c++', 'hh', 'hpp', 'hxx', 'h++', 'ipp', 'inl'],
		grammar: vscode('cpp'),
		monacoId: 'cpp',
		comments: SLASHES,
		rules: ['c', 'cpp'],
	},
	csharp: {
		name: 'C#',
		extensions: ['cs', 'csx'],
		grammar: vscode('c-sharp'),
		monacoId: 'csharp',
		comments: SLASHES,
		rules: ['csharp'],
	},
	css: {
		name: 'CSS',
		extensions: ['css'],
		grammar: vscode('css'),
		monacoId: 'css',
		comments: { block: ['/*', '*/'] },
	},
	dart: { name: 'Dart', extensions: ['dart'], grammar: repomix('dart'), monacoId: 'dart', comments: SLASHES },
	elixir: {
		name: 'Elixir',
		extensions: ['ex', 'exs'],
		fileNames: ['mix.lock'],
		grammar: alone('elixir'),
		monacoId: 'elixir',
		comments: HASH,
	},
	go: { name: 'Go', extensions: ['go'], grammar: vscode('go'), monacoId: 'go', comments: SLASHES, rules: ['go'] },
	hcl: {
		name: 'HCL',
		extensions: ['hcl', 'tf', 'tfvars', 'nomad'],
		grammar: grammars('hcl'),
		monacoId: 'hcl',
		comments: { line: '#', block: ['/*', '*/'] },
	},
	html: {
		name: 'HTML',
		extensions: ['html', 'htm', 'xhtml'],
		grammar: alone('html'),
		monacoId: 'html',
		comments: MARKUP,
	},
	ini: {
		name: 'INI',
		extensions: ['ini', 'cfg', 'properties'],
		fileNames: ['.editorconfig', '.gitconfig', '.npmrc'],
		grammar: vscode('ini'),
		monacoId: 'ini',
		comments: { line: ';' },
	},
	java: {
		name: 'Java',
		extensions: ['java'],
		grammar: vscode('java'),
		monacoId: 'java',
		comments: SLASHES,
		rules: ['java'],
	},
	javascript: {
		name: 'JavaScript',
		extensions: ['js', 'jsx', 'mjs', 'cjs'],
		fileNames: ['jakefile'],
		grammar: vscode('javascript'),
		monacoId: 'javascript',
		comments: SLASHES,
		rules: ['javascript'],
	},
	json: {
		name: 'JSON',
		extensions: ['json', 'jsonc', 'webmanifest', 'geojson'],
		fileNames: ['.prettierrc', '.swcrc'],
		grammar: alone('json'),
		monacoId: 'json',
		comments: SLASHES,
	},
	kotlin: {
		name: 'Kotlin',
		extensions: ['kt', 'kts'],
		grammar: grammars('kotlin'),
		monacoId: 'kotlin',
		comments: SLASHES,
	},
	lua: {
		name: 'Lua',
		extensions: ['lua'],
		grammar: grammars('lua'),
		monacoId: 'lua',
		comments: { line: '--', block: ['--[[', ']]'] },
	},
	make: {
		name: 'Makefile',
		extensions: ['mk', 'mak'],
		fileNames: ['makefile', 'gnumakefile'],
		grammar: alone('make'),
		monacoId: 'plaintext',
		comments: HASH,
	},
	php: {
		name: 'PHP',
		extensions: ['php', 'phtml'],
		grammar: vscode('php'),
		monacoId: 'php',
		comments: SLASHES,
		rules: ['php'],
	},
	powershell: {
		name: 'PowerShell',
		extensions: ['ps1', 'psm1', 'psd1'],
		grammar: vscode('powershell'),
		monacoId: 'powershell',
		comments: { line: '#', block: ['<#', '#>'] },
	},
	python: {
		name: 'Python',
		extensions: ['py', 'pyi', 'pyw'],
		fileNames: ['sconstruct', 'snakefile', 'wscript'],
		grammar: vscode('python'),
		monacoId: 'python',
		comments: HASH,
		rules: ['python'],
	},
	ruby: {
		name: 'Ruby',
		extensions: ['rb', 'rake', 'gemspec', 'ru'],
		fileNames: ['gemfile', 'rakefile', 'vagrantfile', 'podfile', 'guardfile', 'capfile'],
		grammar: vscode('ruby'),
		monacoId: 'ruby',
		comments: { line: '#', block: ['=begin', '=end'] },
		rules: ['ruby'],
	},
	rust: {
		name: 'Rust',
		extensions: ['rs'],
		grammar: vscode('rust'),
		monacoId: 'rust',
		comments: SLASHES,
		rules: ['rust'],
	},
	solidity: {
		name: 'Solidity',
		extensions: ['sol'],
		grammar: repomix('solidity'),
		monacoId: 'sol',
		comments: SLASHES,
	},
	swift: { name: 'Swift', extensions: ['swift'], grammar: repomix('swift'), monacoId: 'swift', comments: SLASHES },
	toml: {
		name: 'TOML',
		extensions: ['toml'],
		fileNames: ['cargo.lock', 'poetry.lock', 'pipfile'],
		grammar: grammars('toml'),
		monacoId: 'ini',
		comments: HASH,
	},
	tsx: {
		name: 'TSX',
		extensions: ['tsx'],
		grammar: vscode('tsx'),
		monacoId: 'typescript',
		comments: SLASHES,
		rules: ['javascript', 'typescript'],
	},
	typescript: {
		name: 'TypeScript',
		extensions: ['ts', 'mts', 'cts'],
		grammar: vscode('typescript'),
		monacoId: 'typescript',
		comments: SLASHES,
		rules: ['javascript', 'typescript'],
	},
	vue: { name: 'Vue', extensions: ['vue'], grammar: repomix('vue'), monacoId: 'html', comments: MARKUP },
	yaml: {
		name: 'YAML',
		extensions: ['yaml', 'yml'],
		fileNames: ['.clang-format', 'pnpm-lock.yaml'],
		grammar: grammars('yaml'),
		monacoId: 'yaml',
		comments: HASH,
	},
	zig: {
		name: 'Zig',
		extensions: ['zig', 'zon'],
		grammar: grammars('zig'),
		monacoId: 'plaintext',
		comments: { line: '//' },
	},
} as const satisfies Record<string, Row>;

export type LanguageId = keyof typeof TABLE;

export const LANGUAGES: readonly LanguageSpec[] = Object.entries<Row>(TABLE).map(([id, row]) => ({
	fileNames: [],
	rules: [],
	...row,
	id: id as LanguageId,
}));

const byId = new Map<string, LanguageSpec>(LANGUAGES.map((language) => [language.id, language]));
const byName = new Map(LANGUAGES.flatMap((language) => language.fileNames.map((name) => [name, language])));
const byExtension = new Map(LANGUAGES.flatMap((language) => language.extensions.map((end) => [end, language])));

/** The language with that id, or undefined when there is no grammar for it. */
export function languageOf(id: string): LanguageSpec | undefined {
	return byId.get(id);
}

/** The language of a file, told by its name, then by its extension; undefined when none fits. */
export function languageOfPath(path: string): LanguageSpec | undefined {
	const name = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
	const dot = name.lastIndexOf('.');
	return byName.get(name) ?? (dot === -1 ? undefined : byExtension.get(name.slice(dot + 1)));
}
