import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CovibeError } from './errors.ts';
import {
	createFileId,
	parseDisplayName,
	parseFileId,
	parsePath,
	parseProjectId,
	parseProjectName,
	pathKey,
} from './names.ts';

function refusal(parse: () => unknown): string {
	try {
		parse();
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

describe('names of people and rooms', () => {
	it.each(['Ana', '  Ana  ', '李小龙', 'Zoë', 'محمد', '👩‍💻 Dev', 'a'.repeat(64)])('accepts %j', (name) => {
		expect(parseDisplayName(name)).toBe(name.trim());
	});

	it.each([
		['nothing', ''],
		['blanks', '   '],
		['ten thousand letters', 'a'.repeat(10_000)],
		['65 letters', 'a'.repeat(65)],
		['a control character', 'An\u0007a'],
		['a line break', 'An\na'],
		['an escape sequence', '\u001b[31mAna'],
		['a right-to-left override', 'admin\u202e'],
		['an isolate', '\u2066Ana\u2069'],
		['a zero-width space', 'An\u200ba'],
		['tag characters', 'Ana\u{e0041}'],
		['half a surrogate pair', 'Ana\ud800'],
		['a number', 7],
		['nothing at all', undefined],
	])('refuses %s', (_what, name) => {
		expect(refusal(() => parseDisplayName(name))).toBe('name-invalid');
		expect(refusal(() => parseProjectName(name))).toBe(name === 'a'.repeat(65) ? 'accepted' : 'name-invalid');
	});

	it('brings two spellings of one name together', () => {
		expect(parseDisplayName('Zoe\u0308')).toBe(parseDisplayName('Zo\u00eb'));
	});
});

describe('paths', () => {
	it.each([
		'main.ts',
		'src/lib/deep/er.test.ts',
		'.gitignore',
		'a b.txt',
		'Ünïcode/文件.md',
		'.github/x.yml',
		'a'.repeat(255),
	])('accepts %j', (path) => expect(parsePath(path)).toBe(path));

	it.each([
		'',
		' ',
		'/etc/passwd',
		'../x',
		'a/../../b',
		'a/./b',
		'..',
		'a//b',
		'a/',
		'..\\x',
		'a\0b',
		'a\nb',
		'C:x',
		'what?',
		'CON',
		'aux.txt',
		'src/NUL.c',
		'trailing.',
		'trailing ',
		' leading',
		'a/ b',
		'.git/config',
		'.GIT',
		'a\u202eb.txt',
		'a'.repeat(256),
		'é'.repeat(128),
		`${'a/'.repeat(600)}b`,
		undefined,
		{},
	])('refuses %j', (path) => expect(refusal(() => parsePath(path))).toBe('path-invalid'));

	it('never accepts a path that leaves the project, whatever the input', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom('.', '/', '\\', 'a', '\0', ' ', ':', '\u202e') }), (raw) => {
				if (refusal(() => parsePath(raw)) === 'accepted')
					expect(raw.split('/').every((segment) => segment !== '' && segment !== '.' && segment !== '..')).toBe(true);
			}),
		);
	});

	it('gives one key to paths that clash on some system', () => {
		expect(pathKey('ReadMe.md')).toBe(pathKey('README.MD'));
		expect(pathKey('e\u0301.txt')).toBe(pathKey('\u00e9.txt'));
	});
});

describe('ids', () => {
	it('file ids sort by age and parse', () => {
		const older = createFileId(1_000, () => 0.99);
		const younger = createFileId(1_001, () => 0);
		expect(older < younger).toBe(true);
		expect(parseFileId(older)).toBe(older);
		expect(parseFileId('../../etc')).toBeUndefined();
	});

	it('project ids are exactly 22 base64url characters', () => {
		expect(parseProjectId('A'.repeat(22))).toBe('A'.repeat(22));
		for (const id of ['', 'A'.repeat(21), 'A'.repeat(23), '../../../../../../../..', '__proto__', 7])
			expect(parseProjectId(id)).toBeUndefined();
	});
});
