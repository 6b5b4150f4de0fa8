import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, openPicker, sameText } from './people.ts';

async function newFile(page: Page, name: string, text: string): Promise<void> {
	await page.getByRole('button', { name: 'New file' }).click();
	await page.keyboard.type(name);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
	await focusEnd(page);
	await page.keyboard.insertText(text);
	await page.keyboard.press('Escape');
}

async function follow(page: Page, name: string): Promise<void> {
	await page.getByRole('treeitem', { name, exact: true }).click();
	await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
}

test('a formatted file is the same for both, the other’s caret stays in its word, and one undo takes it back', async ({
	party,
}) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	const before = "const first   = [1,2]\nconst second = 'two'\nfunction add(a,b) {return a+b}\n";
	await newFile(ana, 'a.js', before);
	await follow(bo, 'a.js');
	await sameText([ana, bo], (text) => text.includes('return a+b'));
	await bo.locator('.monaco-editor .view-lines').first().click();
	await bo.keyboard.press('Control+Home');
	await bo.keyboard.press('ArrowDown');
	for (let step = 0; step < 'const sec'.length; step++) await bo.keyboard.press('ArrowRight');
	await ana.keyboard.press('Shift+Alt+F');
	const after = 'const first = [1, 2];\nconst second = "two";\nfunction add(a, b) {\n  return a + b;\n}\n';
	await sameText([ana, bo], (text) => text === after);
	await bo.keyboard.type('XY');
	await sameText([ana, bo], (text) => text === after.replace('second', 'secXYond'));
	await ana.keyboard.press('Control+z');
	await sameText([ana, bo], (text) => text === before.replace('second', 'secXYond'));
});

test('a file with an error is left alone, and the reason is told', async ({ party }) => {
	const ana = await party.room('Ana');
	await newFile(ana, 'a.go', 'package main\nfunc main( {\n');
	const before = await editorText(ana);
	await ana.keyboard.press('Shift+Alt+F');
	await expect(ana.getByText('Cannot format: line 2, expected')).toBeVisible();
	expect(await editorText(ana)).toBe(before);
});

test('the settings of the project hold, and a part can be formatted by itself', async ({ party }) => {
	const ana = await party.room('Ana');
	await newFile(ana, '.prettierrc', '{ "semi": false, "singleQuote": true, "tabWidth": 3 }');
	await newFile(ana, 'a.ts', 'const one  = "1";\nif (one) { print(one); }\nconst  two = 2;\n');
	await ana.keyboard.press('Control+End');
	await ana.keyboard.press('ArrowUp');
	await ana.keyboard.press('Shift+End');
	await ana.keyboard.press('Control+k');
	await ana.keyboard.press('Control+f');
	await sameText([ana], (text) => text === 'const one  = "1";\nif (one) { print(one); }\nconst two = 2\n');
	await openPicker(ana, 'Control+Shift+P');
	await ana.keyboard.type('format a.ts');
	await ana.keyboard.press('Enter');
	await sameText([ana], (text) => text === "const one = '1'\nif (one) {\n   print(one)\n}\nconst two = 2\n");
});

test('Python, Go, C++ and CSS each have their tool, and who may only look has none', async ({ party }) => {
	const ana = await party.room('Ana');
	for (const [name, text, wanted] of [
		['a.py', "x = {'a':1}\n", 'x = {"a": 1}\n'],
		['a.go', 'package main\nvar x=1\n', 'package main\n\nvar x = 1\n'],
		['a.cpp', 'int x=1 ;\n', 'int x = 1;\n'],
		['a.css', 'a{color:red}\n', 'a {\n  color: red;\n}\n'],
	] as const) {
		await newFile(ana, name, text);
		await ana.keyboard.press('Shift+Alt+F');
		await sameText([ana], (shown) => shown === wanted);
	}
	const vi = await party.guest(ana, 'Vi', 'viewer');
	await follow(vi, 'a.css');
	await openPicker(vi, 'Control+Shift+P');
	await vi.keyboard.type('format');
	await expect(vi.getByText('No command has these letters.')).toBeVisible();
});
