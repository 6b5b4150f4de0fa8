import { createFile, createProjectDocument, textOf, type FileId } from '@covibe/shared';
import { beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { anchorAt, pointOf } from './anchor.ts';
import type { FileRename } from './messages.ts';
import { countWords, RENAME_ORIGIN, renameInTexts } from './rename-texts.ts';

const how = { origin: 'test', nowMs: 0, random: Math.random };
let doc: Y.Doc;
let a: FileId;
let b: FileId;

beforeEach(() => {
	doc = createProjectDocument();
	a = createFile(doc, { path: 'a.ts', text: 'sum(sum);\n' }, how);
	b = createFile(doc, { path: 'b.ts', text: 'sum();\n' }, how);
});

const words = (id: FileId) => textOf(doc, id)!.toString();
const rename = (file: FileId, starts: readonly number[]): FileRename => ({
	file,
	path: '',
	length: textOf(doc, file)!.length,
	edits: starts.map((start) => ({ start, end: start + 3, insert: 'total' })),
});

describe('a rename', () => {
	it('changes all texts in one transaction, in the right places', () => {
		let updates = 0;
		doc.on('update', () => (updates += 1));
		expect(renameInTexts(doc, [rename(a, [0, 4]), rename(b, [0])], 'sum')).toBe('done');
		expect([words(a), words(b), updates]).toEqual(['total(total);\n', 'total();\n', 1]);
	});

	it('changes nothing at all when one of the texts is another by now', () => {
		const plan = [rename(a, [0, 4]), rename(b, [0])];
		textOf(doc, b)!.insert(0, ' ');
		expect(renameInTexts(doc, plan, 'sum')).toBe('changed');
		textOf(doc, b)!.delete(0, 1);
		textOf(doc, b)!.delete(1, 1);
		textOf(doc, b)!.insert(1, 'i');
		expect(renameInTexts(doc, plan, 'sum')).toBe('changed');
		expect(renameInTexts(doc, [{ ...plan[0]!, file: 'gone' as FileId }], 'sum')).toBe('changed');
		expect([words(a), words(b)]).toEqual(['sum(sum);\n', 'sim();\n']);
	});

	it('is taken back alone, whatever others typed since', () => {
		const undo = new Y.UndoManager(textOf(doc, a)!, { trackedOrigins: new Set([RENAME_ORIGIN]) });
		renameInTexts(doc, [rename(a, [0, 4])], 'sum');
		textOf(doc, a)!.insert(5, '/* b */');
		textOf(doc, a)!.insert(0, '/* a */');
		undo.undo();
		expect(words(a)).toBe('/* a */sum/* b */(sum);\n');
	});

	it('keeps a place while others type above it', () => {
		const text = textOf(doc, a)!;
		const anchor = anchorAt(text, { file: a, row: 0, column: 4 });
		text.insert(0, 'x\n😀');
		expect(pointOf(text, anchor)).toEqual({ file: a, row: 1, column: 6 });
		expect(pointOf(undefined, anchor)).toBeUndefined();
	});

	it('says how much it is', () => {
		expect(countWords([rename(b, [0])])).toBe('1 place in this file');
		expect(countWords([rename(a, [0, 4]), rename(b, [0])])).toBe('3 places in 2 files');
	});
});
