import type { WorkingCopy } from './working-copy.ts';

/** Files that are made together. */
export type Template = {
	readonly id: string;
	/** As answers call it. */
	readonly title: string;
	/** How people say it, whole, in small letters. */
	readonly pattern: RegExp;
	/** Where the person gave no name. */
	readonly name: string;
	files(name: string, copy: WorkingCopy): Readonly<Record<string, string>>;
};

const LANGUAGES = {
	python: '(?:python|py)',
	javascript: '(?:javascript|js|node(?:\\.?js)?)',
	typescript: '(?:typescript|ts)',
	go: '(?:go|golang)',
	rust: 'rust',
	c: 'c',
	java: 'java',
	html: '(?:html|web)',
	bash: '(?:bash|shell)',
} as const;
const NOUN = '(?: (?:module|package|project|library|program|app|script|page|crate|class|skeleton|starter))+';
const language = (name: keyof typeof LANGUAGES) => new RegExp(`^${LANGUAGES[name]}${NOUN}(?: with (?:unit )?tests?)?$`);

const snake = (name: string) =>
	name
		.replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
		.replaceAll(/[^A-Za-z0-9]+/g, '_')
		.toLowerCase();
const kebab = (name: string) => snake(name).replaceAll('_', '-');
const camel = (name: string) => snake(name).replaceAll(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
const pascal = (name: string) => camel(name).replace(/^\w/, (letter) => letter.toUpperCase());

export const TEMPLATES: readonly Template[] = [
	{
		id: 'python',
		title: 'a Python module with tests',
		pattern: language('python'),
		name: 'greeting',
		files: (name) => ({
			[`${snake(name)}.py`]: `"""What ${snake(name)} is for."""\n\n\ndef greet(name: str) -> str:\n    """Return a greeting for name."""\n    return f"Hello, {name}!"\n`,
			[`test_${snake(name)}.py`]: `import unittest\n\nfrom ${snake(name)} import greet\n\n\nclass GreetTest(unittest.TestCase):\n    def test_names_who_is_greeted(self):\n        self.assertEqual(greet("Ada"), "Hello, Ada!")\n\n\nif __name__ == "__main__":\n    unittest.main()\n`,
		}),
	},
	{
		id: 'javascript',
		title: 'a JavaScript module with tests',
		pattern: language('javascript'),
		name: 'greeting',
		files: (name, copy) => ({
			...(copy.has('package.json') ? {} : { 'package.json': manifestOf(name, 'node --test') }),
			[`${kebab(name)}.js`]: `/** A greeting for somebody. */\nexport function greet(name) {\n\treturn \`Hello, \${name}!\`;\n}\n`,
			[`${kebab(name)}.test.js`]: `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { greet } from './${kebab(name)}.js';\n\ntest('names who is greeted', () => {\n\tassert.equal(greet('Ada'), 'Hello, Ada!');\n});\n`,
		}),
	},
	{
		id: 'typescript',
		title: 'a TypeScript module with tests',
		pattern: language('typescript'),
		name: 'greeting',
		files: (name, copy) => ({
			...(copy.has('package.json')
				? {}
				: {
						'package.json': manifestOf(name, 'tsc && node --test dist', {
							typescript: '^5.9.0',
							'@types/node': '^20.19.0',
						}),
					}),
			...(copy.has('tsconfig.json') ? {} : { 'tsconfig.json': TSCONFIG }),
			[`src/${kebab(name)}.ts`]: `/** A greeting for somebody. */\nexport function greet(name: string): string {\n\treturn \`Hello, \${name}!\`;\n}\n`,
			[`src/${kebab(name)}.test.ts`]: `import assert from 'node:assert/strict';\nimport test from 'node:test';\nimport { greet } from './${kebab(name)}.js';\n\ntest('names who is greeted', () => {\n\tassert.equal(greet('Ada'), 'Hello, Ada!');\n});\n`,
		}),
	},
	{
		id: 'go',
		title: 'a Go module with tests',
		pattern: language('go'),
		name: 'greeting',
		files: (name, copy) => ({
			...(copy.has('go.mod') ? {} : { 'go.mod': `module example.com/${kebab(name)}\n\ngo 1.22\n` }),
			[`${snake(name)}.go`]: `// Package ${snake(name).replaceAll('_', '')} says hello.\npackage ${snake(name).replaceAll('_', '')}\n\n// Greet returns a greeting for somebody.\nfunc Greet(name string) string {\n\treturn "Hello, " + name + "!"\n}\n`,
			[`${snake(name)}_test.go`]: `package ${snake(name).replaceAll('_', '')}\n\nimport "testing"\n\nfunc TestGreet(t *testing.T) {\n\tif got, want := Greet("Ada"), "Hello, Ada!"; got != want {\n\t\tt.Errorf("Greet(Ada) = %q, want %q", got, want)\n\t}\n}\n`,
		}),
	},
	{
		id: 'rust',
		title: 'a Rust crate with tests',
		pattern: language('rust'),
		name: 'greeting',
		files: (name) => ({
			'Cargo.toml': `[package]\nname = "${kebab(name)}"\nversion = "0.1.0"\nedition = "2021"\n`,
			'src/lib.rs': `/// A greeting for somebody.\npub fn greet(name: &str) -> String {\n    format!("Hello, {name}!")\n}\n\n#[cfg(test)]\nmod tests {\n    use super::greet;\n\n    #[test]\n    fn names_who_is_greeted() {\n        assert_eq!(greet("Ada"), "Hello, Ada!");\n    }\n}\n`,
		}),
	},
	{
		id: 'c',
		title: 'a C program with a Makefile',
		pattern: language('c'),
		name: 'main',
		files: (name) => ({
			[`${snake(name)}.c`]: `#include <stdio.h>\n\nint main(void) {\n    puts("Hello!");\n    return 0;\n}\n`,
			Makefile: `CFLAGS ?= -std=c17 -Wall -Wextra -O2\n\n${snake(name)}: ${snake(name)}.c\n\t$(CC) $(CFLAGS) -o $@ $<\n\n.PHONY: clean\nclean:\n\trm -f ${snake(name)}\n`,
		}),
	},
	{
		id: 'java',
		title: 'a Java class',
		pattern: language('java'),
		name: 'Main',
		files: (name) => ({
			[`${pascal(name)}.java`]: `public final class ${pascal(name)} {\n    private ${pascal(name)}() {}\n\n    public static void main(String[] args) {\n        System.out.println("Hello!");\n    }\n}\n`,
		}),
	},
	{
		id: 'html',
		title: 'a web page with a style sheet and a script',
		pattern: language('html'),
		name: 'index',
		files: (name) => ({
			[`${kebab(name)}.html`]: `<!doctype html>\n<html lang="en">\n\t<head>\n\t\t<meta charset="utf-8" />\n\t\t<meta name="viewport" content="width=device-width, initial-scale=1" />\n\t\t<title>Hello</title>\n\t\t<link rel="stylesheet" href="style.css" />\n\t\t<script type="module" src="script.js"></script>\n\t</head>\n\t<body>\n\t\t<h1>Hello</h1>\n\t</body>\n</html>\n`,
			'style.css': 'body {\n\tmargin: 2rem auto;\n\tmax-width: 40rem;\n\tfont-family: system-ui, sans-serif;\n}\n',
			'script.js': "document.querySelector('h1').textContent = 'Hello!';\n",
		}),
	},
	{
		id: 'bash',
		title: 'a shell script',
		pattern: language('bash'),
		name: 'script',
		files: (name) => ({
			[`${kebab(name)}.sh`]: `#!/usr/bin/env bash\nset -euo pipefail\n\nmain() {\n  printf 'Hello, %s!\\n' "\${1:-world}"\n}\n\nmain "$@"\n`,
		}),
	},
	{
		id: 'editorconfig',
		title: 'an .editorconfig',
		pattern: /^\.?editor-?config(?: file)?$/,
		name: '',
		files: () => ({
			'.editorconfig':
				'root = true\n\n[*]\ncharset = utf-8\nend_of_line = lf\ninsert_final_newline = true\ntrim_trailing_whitespace = true\nindent_style = space\nindent_size = 2\n\n[*.py]\nindent_size = 4\n\n[{Makefile,*.go}]\nindent_style = tab\n',
		}),
	},
	{
		id: 'gitignore',
		title: 'a .gitignore',
		pattern: /^\.?git-?ignore(?: file)?$/,
		name: '',
		files: (_, copy) => ({ '.gitignore': gitignoreOf(copy) }),
	},
	{
		id: 'readme',
		title: 'a README',
		pattern: /^read-?me(?:\.md)?(?: file)?$/,
		name: '',
		files: (name, copy) => ({ 'README.md': readmeOf(name, copy) }),
	},
];

const TSCONFIG = `${JSON.stringify({ compilerOptions: { target: 'es2022', module: 'nodenext', strict: true, outDir: 'dist', rootDir: 'src', types: ['node'] }, include: ['src'] }, undefined, '\t')}\n`;

function manifestOf(name: string, test: string, devDependencies?: Readonly<Record<string, string>>): string {
	const manifest = {
		name: kebab(name),
		version: '0.1.0',
		private: true,
		type: 'module',
		scripts: { test },
		devDependencies,
	};
	return `${JSON.stringify(manifest, undefined, '\t')}\n`;
}

/** What each kind of project leaves behind. */
const IGNORED: readonly (readonly [RegExp, readonly string[]])[] = [
	[/(?:^|\/)package\.json$|\.[jt]sx?$/, ['node_modules/', 'dist/', '*.log']],
	[/\.py$|(?:^|\/)pyproject\.toml$/, ['__pycache__/', '*.pyc', '.venv/', '.pytest_cache/']],
	[/\.rs$|(?:^|\/)Cargo\.toml$/, ['target/']],
	[/\.go$/, ['*.test', '*.out']],
	[/\.java$|(?:^|\/)pom\.xml$/, ['*.class', 'build/']],
	[/\.(?:c|cc|cpp|cxx)$/, ['*.o', '*.a', '*.so']],
];

function gitignoreOf({ paths }: WorkingCopy): string {
	const found = IGNORED.filter(([pattern]) => paths.some((path) => pattern.test(path))).flatMap(([, lines]) => lines);
	return `${['.env', '.DS_Store', ...found].join('\n')}\n`;
}

/** How a project is run, as its own files say. */
const RUNS: readonly (readonly [file: string, read: (text: string) => readonly string[]])[] = [
	[
		'package.json',
		(text) => [
			'npm install',
			...scriptsOf(text).map((script) =>
				script === 'test' || script === 'start' ? `npm ${script}` : `npm run ${script}`,
			),
		],
	],
	['pyproject.toml', () => ['pip install -e .']],
	['requirements.txt', () => ['pip install -r requirements.txt']],
	['Cargo.toml', () => ['cargo build', 'cargo test']],
	['go.mod', () => ['go build ./...', 'go test ./...']],
	['Makefile', () => ['make']],
];

function scriptsOf(manifest: string): string[] {
	const [, scripts = ''] = /"scripts"\s*:\s*\{([^}]*)\}/.exec(manifest) ?? [];
	return [...scripts.matchAll(/"([\w:-]+)"\s*:/g)].map(([, name = '']) => name).slice(0, 8);
}

function readmeOf(name: string, copy: WorkingCopy): string {
	const title = name || /"name"\s*:\s*"([^"]+)"/.exec(copy.read('package.json'))?.[1] || 'Project';
	const commands = RUNS.flatMap(([file, read]) => (copy.has(file) ? read(copy.read(file)) : []));
	const tops = [...new Set(copy.paths.map((path) => path.replace(/\/.*$/, '/')))].filter(
		(path) => !path.startsWith('.'),
	);
	const parts = [
		`# ${title}`,
		'What this project is for, in one sentence.',
		...(commands.length > 0 ? [`## Run it\n\n\`\`\`sh\n${commands.join('\n')}\n\`\`\``] : []),
		...(tops.length > 0
			? [
					`## What is where\n\n${tops
						.slice(0, 20)
						.map((path) => `- \`${path}\``)
						.join('\n')}`,
				]
			: []),
	];
	return `${parts.join('\n\n')}\n`;
}
