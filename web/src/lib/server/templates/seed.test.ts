import { createProjectDocument, pathKey, readTree, textOf } from '@covibe/shared';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { findTemplate, TEMPLATES } from './index.ts';
import { buildSeed } from './seed.ts';

const edit = { nowMs: Date.UTC(2026, 0, 1), random: Math.random };

test.each(TEMPLATES)('the seed of $label gives every replica the same files', (template) => {
	const seed = buildSeed(template, edit);
	const doc = createProjectDocument();
	Y.applyUpdate(doc, seed);
	const files = readTree(doc).entries.map((entry) => ({ path: entry.path, text: String(textOf(doc, entry.id)) }));
	const byPath = (a: { path: string }, b: { path: string }): number => (a.path < b.path ? -1 : 1);
	expect(files).toEqual([...template.files].sort(byPath));
});

test.each(TEMPLATES)('the files of $label are as an editor would save them', ({ files }) => {
	expect(new Set(files.map((file) => pathKey(file.path))).size).toBe(files.length);
	for (const { path, text } of files) {
		expect(text, path).not.toMatch(/\r|[ \t]$/m);
		expect(text.endsWith('\n\n'), path).toBe(false);
		if (text !== '') expect(text.endsWith('\n'), path).toBe(true);
	}
});

test.each(TEMPLATES.filter((template) => template.id !== 'empty'))('$label says how to go on', ({ files }) => {
	const readme = files.find((file) => file.path === 'README.md');
	expect(readme?.text).toContain('Go on:');
	// Whatever the README points at is there.
	for (const [, path] of readme?.text.matchAll(/^ {4}([\w./]+\.\w+) {2,}/gm) ?? [])
		expect(files.map((file) => file.path)).toContain(path);
});

test('templates are found by their id alone', () => {
	expect(new Set(TEMPLATES.map((template) => template.id)).size).toBe(TEMPLATES.length);
	expect(findTemplate('python')?.label).toBe('Python');
	expect(findTemplate('toString')).toBeUndefined();
});
