import { describe, expect, test } from 'vitest';
import { readFormatSettings } from './settings.ts';
import { indentOf } from './indent.ts';

function settings(path: string, files: Readonly<Record<string, string>>, text = '') {
	return readFormatSettings(path, text, (name) => files[name]);
}

describe('readFormatSettings', () => {
	test('takes the nearest prettier file, and from it only what it knows', () => {
		const files = {
			'.prettierrc': '{"semi": true}',
			'src/.prettierrc.json': '{"semi": false, "plugins": ["./evil.js"], "printWidth": 120}',
		};
		expect(settings('src/lib/a.ts', files).prettier).toEqual({ semi: false, printWidth: 120 });
		expect(settings('a.ts', files).prettier).toEqual({ semi: true });
	});

	test('a settings file with errors says nothing', () => {
		expect(settings('a.ts', { '.prettierrc': 'semi: false' }).prettier).toEqual({});
		expect(settings('a.ts', { '.prettierrc': '{"tabWidth": 900}' }).prettier).toEqual({});
		expect(settings('a.ts', { '.editorconfig': '[*.{ts]\nindent_size = 3' }).indent).toBeUndefined();
		expect(settings('a.ts', { '.editorconfig': '[*.(ts]\nindent_size = 3' }).indent).toBeUndefined();
	});

	test('reads the key of package.json', () => {
		expect(settings('a.ts', { 'package.json': '{"prettier": {"useTabs": true}}' }).prettier).toEqual({ useTabs: true });
	});

	test("reads Ruff's line length, from its own file or from its table alone", () => {
		expect(settings('a.py', { 'ruff.toml': 'line-length = 100 # wide' }).lineLength).toBe(100);
		const project = '[tool.black]\nline-length = 70\n[tool.ruff]\nline-length = 110\n[tool.ruff.lint]\nselect = []\n';
		expect(settings('pkg/a.py', { 'pyproject.toml': project }).lineLength).toBe(110);
		expect(settings('a.py', { 'pyproject.toml': '[tool.black]\nline-length = 70\n' }).lineLength).toBeUndefined();
	});

	test('later sections and nearer files of .editorconfig win, up to the root', () => {
		const files = {
			'.editorconfig': 'root = true\n[*]\nindent_style = space\nindent_size = 2\n[*.{py,go}]\nindent_size = 4\n',
			'go/.editorconfig': '[*.go]\nindent_style = tab\n',
		};
		expect(settings('a.ts', files).indent).toBe(2);
		expect(settings('deep/er/a.py', files).indent).toBe(4);
		expect(settings('go/a.go', files).indent).toBe('tab');
	});

	test('without settings, a file keeps the indent that it has', () => {
		expect(settings('a.ts', {}, 'a {\n   b\n   c {\n      d\n').indent).toBe(3);
	});
});

describe('indentOf', () => {
	test.each([
		['a\n\tb\n\t\tc\n', 'tab'],
		['if a:\n    b\n    if c:\n        d\n', 4],
		['/**\n * x\n */\nf() {\n  a\n  g() {\n    b\n', 2],
		['a\nb\n', undefined],
	] as const)('of %j is %s', (text, expected) => {
		expect(indentOf(text)).toBe(expected);
	});
});
