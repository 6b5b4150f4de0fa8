import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { iconName } from './icons.ts';

describe('icons of files', () => {
	test('the whole name goes before the extension', () => {
		expect(iconName('web/package.json')).toBe('npm');
		expect(iconName('web/other.json')).toBe('json');
	});

	test('a name without an extension, or with one that nobody knows, gets the icon of any file', () => {
		expect(iconName('src/constructor')).toBe('file');
		expect(iconName('notes.zzz')).toBe('file');
	});

	test('case does not matter', () => {
		expect(iconName('README.MD')).toBe('readme');
		expect(iconName('Main.RS')).toBe('rust');
	});

	test('every icon that a path can get is shipped', () => {
		const paths = [
			'a.ts',
			'a.tsx',
			'a.jsx',
			'a.scss',
			'a.h',
			'a.cc',
			'a.cs',
			'a.sh',
			'a.toml',
			'a.txt',
			'a.png',
			'Dockerfile',
		];
		for (const path of paths)
			expect(existsSync(new URL(`./icons/${iconName(path)}.svg`, import.meta.url)), path).toBe(true);
	});
});
