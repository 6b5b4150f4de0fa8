import { createFileId, type TreeEntry } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { dropFolder, moveTarget, nameProblem } from './places.ts';

const entries: readonly TreeEntry[] = ['src/app.ts', 'src/lib/a.ts', 'README.md', 'lib'].map((path, index) => ({
	id: createFileId(index, () => 0.5),
	path,
	kind: path === 'lib' ? ('folder' as const) : ('file' as const),
}));

describe('a name that is being typed', () => {
	test('may be free, and may make folders on its way', () => {
		expect(nameProblem(entries, { folder: '', name: 'new.ts' })).toBeUndefined();
		expect(nameProblem(entries, { folder: 'src', name: 'deep/er/new.ts' })).toBeUndefined();
	});

	test('is refused when it is taken, by case too, by a folder that only holds files too', () => {
		expect(nameProblem(entries, { folder: '', name: 'readme.md' })).toBe('“README.md” already exists here.');
		expect(nameProblem(entries, { folder: 'src', name: 'lib' })).toBe('“lib” already exists here.');
		expect(nameProblem(entries, { folder: '', name: 'SRC' })).toBe('“src” already exists here.');
	});

	test('cannot lie below a file', () => {
		expect(nameProblem(entries, { folder: '', name: 'README.md/x' })).toBe('“README.md” is a file, not a folder.');
	});

	test('is refused with the sentence of the rule for paths', () => {
		expect(nameProblem(entries, { folder: '', name: '../x' })).toMatch(/cannot go through/);
		expect(nameProblem(entries, { folder: '', name: 'aux' })).toMatch(/Windows/);
	});

	test('may be the old one in another case, but not a place below itself', () => {
		expect(nameProblem(entries, { folder: '', name: 'readme.md', self: 'README.md' })).toBeUndefined();
		expect(nameProblem(entries, { folder: '', name: 'src/in/src', self: 'src' })).toMatch(/into itself/);
	});
});

describe('moving by drag', () => {
	test('goes into a folder and to the root', () => {
		expect(moveTarget(entries, { path: 'src/app.ts', folder: 'lib' })).toBe('lib/app.ts');
		expect(moveTarget(entries, { path: 'src/app.ts', folder: '' })).toBe('app.ts');
	});

	test('is no move where it already is, into itself, or onto a name that is taken', () => {
		expect(moveTarget(entries, { path: 'src/app.ts', folder: 'src' })).toBeUndefined();
		expect(moveTarget(entries, { path: 'src', folder: 'src/lib' })).toBeUndefined();
		expect(moveTarget(entries, { path: 'src', folder: 'src' })).toBeUndefined();
		expect(moveTarget(entries, { path: 'src/lib', folder: '' })).toBeUndefined();
	});

	test('a thing dropped on a file falls beside it', () => {
		expect(dropFolder({ path: 'src/app.ts', kind: 'file' })).toBe('src');
		expect(dropFolder({ path: 'src', kind: 'folder' })).toBe('src');
		expect(dropFolder(undefined)).toBe('');
	});
});
