import { describe, expect, it } from 'vitest';
import { apply, change } from '../syntax/testing/test-service.ts';
import type { OutlineEntry } from './messages.ts';
import { idOf, openTestStructure } from './testing/test-structure.ts';

const CLASS = 'class Stack {\n\tpush(item) {\n\t\treturn item;\n\t}\n}\n';

const names = (entries: readonly OutlineEntry[] | undefined): unknown =>
	entries?.map(({ name, children }) => (children.length === 0 ? name : [name, names(children)]));

describe('outline', () => {
	it('has rows and columns, beyond emoji too', async () => {
		const { structure, open, service } = openTestStructure();
		const file = open('a.js', `/* 😀 */ const x = 1;\n${CLASS}`);
		const outline = await structure.outline(file);
		expect(names(outline)).toEqual(['x', ['Stack', ['push']]]);
		expect(outline?.[0]?.at).toEqual({ row: 0, column: 15 });
		expect(outline?.[1]?.children[0]).toMatchObject({
			kind: 'method',
			at: { row: 2, column: 1 },
			start: { row: 2, column: 1 },
			end: { row: 4, column: 2 },
		});
		service.dispose();
	});

	it('is that of the text after edits that are not parsed yet, whoever made them', async () => {
		const { structure, open, service } = openTestStructure();
		const file = open('a.js', CLASS);
		await structure.outline(file);
		const changes = [
			change(CLASS, 0, 0, 'function first() {}\n'),
			change('function first() {}\n' + CLASS, 20, 0, '\n'),
		];
		service.edit({ file, from: 1, to: 2, changes, look: undefined });
		expect(changes.reduce(apply, CLASS)).toMatch(/^function first.*\n\nclass/);
		const outline = await structure.outline(file);
		expect(names(outline)).toEqual(['first', ['Stack', ['push']]]);
		expect(outline?.[1]?.at.row).toBe(2);
		service.dispose();
	});

	it('knows what stands below a bracket that nobody closed, and where', async () => {
		const { structure, open, service } = openTestStructure();
		const broken = {
			'a.js': `function a() {\n\tif (b) {\n\t\tc();\n\t}\n\n${CLASS}\nfunction d() {}\n`,
			'a.py': 'def a(\n    b()\n\n\nclass Stack:\n    def push(self):\n        return 1\n\n\ndef d():\n    pass\n',
			'a.go':
				'package a\n\nfunc a() {\n\tif b {\n\t\tc()\n\t}\n\ntype Stack struct {\n\tpush int\n}\n\nfunc d() {\n}\n',
		};
		for (const [path, text] of Object.entries(broken)) {
			const outline = await structure.outline(open(path, text));
			expect(names(outline), path).toEqual(['a', ['Stack', ['push']], 'd']);
			const last = text.slice(0, text.search(/\n[a-z]+ d\(/) + 1);
			expect(outline?.[2]?.at.row, path).toBe(last.split('\n').length - 1);
		}
		service.dispose();
	});

	it('is nothing for a file that is not open, and one whose language has no tags; empty for an empty file', async () => {
		const { structure, open, service } = openTestStructure();
		expect(await structure.outline(idOf('none.js'))).toBeUndefined();
		expect(await structure.outline(open('main.tf', 'a = 1\n'))).toBeUndefined();
		expect(await structure.outline(open('empty.py', ''))).toEqual([]);
		service.dispose();
	});

	it('is given up when it is asked for again, and frees every tree that it copied', async () => {
		const { structure, open, service, trees } = openTestStructure();
		const file = open('long.js', CLASS.repeat(400));
		const [first, second] = await Promise.all([structure.outline(file), structure.outline(file)]);
		expect(first).toBeUndefined();
		expect(second).toHaveLength(400);
		service.dispose();
		expect(trees.every((tree) => (tree as unknown as { 0: number })[0] === 0)).toBe(true);
	});
});

describe('ranges', () => {
	it('fold by rows, with their kind', async () => {
		const { structure, open, service } = openTestStructure();
		const file = open('a.py', 'import a\nimport b\n\n# one\n# two\ndef f():\n    x = 1\n    return x\n');
		expect([...(await structure.folds(file))!]).toEqual([0, 1, 2, 3, 4, 1, 5, 7, 0]);
		service.dispose();
	});

	it('grow from the word to the file for each caret', async () => {
		const { structure, open, service } = openTestStructure();
		const file = open('a.js', CLASS);
		const ranges = await structure.selections(file, [
			{ row: 2, column: 10 },
			{ row: 0, column: 7 },
		]);
		expect(ranges?.[0]?.[0]).toEqual({ start: { row: 2, column: 9 }, end: { row: 2, column: 13 } });
		expect(ranges?.[0]?.at(-1)?.start).toEqual({ row: 0, column: 0 });
		expect(ranges?.[1]?.[0]).toEqual({ start: { row: 0, column: 6 }, end: { row: 0, column: 11 } });
		service.dispose();
	});
});
