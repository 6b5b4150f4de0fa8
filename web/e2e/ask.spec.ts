import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, openFile, sameText } from './people.ts';

const widget = (page: Page) => page.getByTestId('ask-widget');

async function putCaretIn(page: Page, words: string): Promise<void> {
	await page.locator('.monaco-editor .view-line', { hasText: words }).first().click();
}

test('an edit is asked for in the code, streams in for all, and is undone or kept where it was asked', async ({
	party,
}) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	const before = await editorText(ana);
	await putCaretIn(ana, 'SHOWN = 10');
	await ana.keyboard.press('Control+i');
	await expect(widget(ana)).toContainText('Line 7');
	await ana.keyboard.type('rename SHOWN to LIMIT');
	await ana.keyboard.press('Enter');
	await sameText([ana, bo], (text) => text === before.replaceAll('SHOWN', 'LIMIT'));
	await expect(widget(ana)).toContainText(/Changed \d places?/);
	await expect(bo.getByTestId('review-bar')).toContainText('AI changed');
	await widget(ana).getByRole('button', { name: 'Undo', exact: true }).click();
	await sameText([ana, bo], (text) => text === before);
	await widget(ana).getByRole('textbox').fill('rename SHOWN to MOST');
	await ana.keyboard.press('Enter');
	await sameText([ana, bo], (text) => text.includes('MOST = 10'));
	await widget(ana).getByRole('button', { name: 'Keep', exact: true }).click();
	await expect(widget(ana)).toBeHidden();
	for (const page of [ana, bo]) await expect(page.getByTestId('review-bar')).toBeHidden();
	expect(await editorText(bo)).toBe(before.replaceAll('SHOWN', 'MOST'));
});

test('Escape closes the field and gives the keyboard back; who may only look cannot open it', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const vi = await party.guest(ana, 'Vi', 'viewer');
	for (const page of [ana, vi]) await openFile(page, 'main.py');
	await putCaretIn(ana, 'SHOWN = 10');
	await ana.keyboard.press('Control+i');
	await expect(widget(ana).getByRole('textbox')).toBeFocused();
	await ana.keyboard.press('Escape');
	await expect(widget(ana)).toBeHidden();
	await ana.keyboard.press('End');
	await ana.keyboard.type('0');
	await sameText([ana, vi], (text) => text.includes('SHOWN = 100'));
	await putCaretIn(vi, 'SHOWN = 100');
	await vi.keyboard.press('Control+i');
	await expect(widget(vi)).toHaveCount(0);
});

test('a problem is explained in the chat from its light bulb', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await openFile(ana, 'main.py');
	await putCaretIn(ana, 'SHOWN = 10');
	await ana.keyboard.press('End');
	await ana.keyboard.type('\nimport os');
	await ana.keyboard.press('Home');
	await expect(ana.getByTestId('problem-counts')).not.toHaveAttribute('aria-label', 'Problems: no problems');
	await ana.keyboard.press('F8');
	await ana.keyboard.press('Control+.');
	await ana.getByText('Explain this problem with AI').click();
	const chat = ana.getByRole('region', { name: 'Chat' });
	await expect(chat).toContainText('/explain');
});

test('who wrote a line is said after it, down to what the AI was asked', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	await putCaretIn(bo, 'SHOWN = 10');
	await bo.keyboard.press('Control+i');
	await bo.keyboard.type('rename SHOWN to LIMIT');
	await bo.keyboard.press('Enter');
	await sameText([ana, bo], (text) => text.includes('LIMIT = 10'));
	await putCaretIn(ana, 'LIMIT = 10');
	await ana.keyboard.press('Control+Shift+p');
	await ana.keyboard.type('Who wrote');
	await ana.keyboard.press('Enter');
	await expect(ana.locator('.line-note')).toContainText('for Bo (“rename SHOWN to LIMIT”)');
	await putCaretIn(ana, 'import sys');
	await expect(ana.locator('.line-note')).toHaveCount(0);
});
