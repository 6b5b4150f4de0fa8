import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, openFile, openPicker, sameText } from './people.ts';

const SERIOUS = new Set(['serious', 'critical']);

const outlineOf = (page: Page) => page.getByRole('tree', { name: 'Outline' });
const crumbs = (page: Page) => page.getByRole('navigation', { name: 'Where the caret is' });
const caretLine = (page: Page, line: number) => page.getByText(new RegExp(`^\\s*Line ${line}, column`));

/** Puts the caret on the first word like this that is in sight. */
async function caretOn(page: Page, word: string): Promise<void> {
	const span = page.locator('.monaco-editor .view-line span span', { hasText: new RegExp(`^[\\s(]*${word}`) }).first();
	await span.click();
}

async function expectAccessible(page: Page): Promise<void> {
	// The name at another's caret fades after a while: half faded, it has no contrast to speak of.
	await page.emulateMedia({ reducedMotion: 'reduce' });
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => SERIOUS.has(impact ?? ''));
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

test('the outline follows what others type, and is gone through with keys', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(ana, 'words.py');
	await ana.getByRole('button', { name: 'Outline' }).click();
	const entry = (name: RegExp) => outlineOf(ana).getByRole('treeitem', { name });
	await expect(entry(/^count_words, function/)).toBeVisible();
	await openFile(bo, 'words.py');
	await focusEnd(bo);
	await bo.keyboard.insertText('\n\nclass Shelf:\n    def put(self, book):\n        return book\n');
	await expect(entry(/^put, function|^put, method/)).toBeVisible();
	await outlineOf(ana).focus();
	await ana.keyboard.press('End');
	await ana.keyboard.press('Enter');
	await expect(caretLine(ana, 16)).toBeVisible();
	await expect(crumbs(ana).getByRole('button').last()).toHaveText('put');
	await crumbs(ana).getByRole('button', { name: 'Shelf' }).click();
	await expect(caretLine(ana, 15)).toBeVisible();
	await expectAccessible(ana);
});

test('F12, Ctrl-click, Shift-F12 and the letters of a symbol lead to it in other files', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const vi = await party.guest(ana, 'Vi', 'viewer');
	await openFile(vi, 'main.py');
	await caretOn(vi, 'count_words');
	await vi.keyboard.press('F12');
	await expect(vi.getByRole('tab', { name: 'words.py', selected: true })).toBeVisible();
	await expect(caretLine(vi, 9)).toBeVisible();
	await vi.keyboard.press('Shift+F12');
	const usages = vi.getByRole('tree', { name: 'Usages' });
	await expect(usages.getByRole('treeitem', { name: /^Line/ })).toHaveCount(6);
	await expect(usages).toBeFocused();
	await vi.keyboard.press('Home');
	await vi.keyboard.press('ArrowDown');
	await vi.keyboard.press('Enter');
	await expect(vi.getByRole('tab', { name: 'main.py', selected: true })).toBeVisible();
	await openPicker(vi, 'Control+p');
	await vi.keyboard.type('#countw');
	await expect(vi.getByRole('option', { name: /^CountWords/ })).toBeVisible();
	await vi.keyboard.press('Enter');
	await expect(vi.getByRole('tab', { name: 'test_words.py', selected: true })).toBeVisible();
	await openPicker(vi, 'Control+Shift+O');
	await vi.keyboard.type('empty');
	await expect(vi.getByRole('option', { name: /empty/ })).toBeVisible();
	await vi.keyboard.press('Enter');
	await expect(caretLine(vi, 13)).toBeVisible();
	await vi
		.locator('.view-line span', { hasText: 'CountWords' })
		.last()
		.click({ modifiers: ['Control'], position: { x: 50, y: 8 } });
	await expect(vi.getByRole('tree', { name: 'Usages' })).toBeVisible();
	await vi.keyboard.press('F2');
	await expect(vi.getByRole('dialog', { name: /Rename/ })).toHaveCount(0);
});

test('a rename goes through open and closed files for everybody, and is taken back as one', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'test_words.py');
	await openFile(ana, 'words.py');
	await caretOn(ana, 'count_words');
	await ana.keyboard.press('F2');
	const dialog = ana.getByRole('dialog', { name: 'Rename count_words' });
	const field = dialog.getByLabel('New name');
	await field.fill('WORD');
	await expect(dialog.getByText('“WORD” is used in words.py already.')).toBeVisible();
	await field.fill('tally');
	await expect(dialog.getByText('Changes 6 places in 3 files.')).toBeVisible();
	await expectAccessible(ana);
	await ana.keyboard.press('Enter');
	await expect(dialog).toHaveCount(0);
	await expect.poll(() => editorText(bo)).toContain('tally("")');
	await openFile(ana, 'main.py');
	expect(await editorText(ana)).toContain('from words import tally');
	await ana.getByRole('button', { name: 'Undo' }).click();
	await expect.poll(() => editorText(bo)).toContain('count_words("")');
	await openFile(bo, 'main.py');
	await sameText([ana, bo], (text) => text.includes('from words import count_words'));
});

test('code folds by syntax, and a selection grows by it', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await openFile(ana, 'test_words.py');
	await caretOn(ana, 'count_words');
	await ana.keyboard.press('Shift+Alt+ArrowRight');
	await ana.keyboard.press('Shift+Alt+ArrowRight');
	await expect(ana.getByText(/\(\d+ selected\)/)).toBeVisible();
	await ana.keyboard.press('Control+Home');
	await ana.keyboard.press('Control+K');
	await ana.keyboard.press('Control+0');
	await expect(ana.locator('.monaco-editor .view-lines')).not.toContainText('assertEqual');
});
