import type { Page } from '@playwright/test';
import { edit, joinAsAgent } from './agent.ts';
import { expect, test } from './fixtures.ts';
import { editorText, openFile, sameText, saved } from './people.ts';

const bar = (page: Page) => page.getByTestId('review-bar');
const hunkBar = (page: Page) => page.getByTestId('hunk-bar');
const ghosts = (page: Page) => page.locator('.review-ghost');

/** Two answers in one turn: a line changed, lines added, a line taken out. */
const ANSWER = [
	edit('main.py', 'SHOWN = 10', 'SHOWN = 20'),
	edit('main.py', '        print(f"{count:6} {word}")', '        print(f"{count:6} {word}")\n    print("done")'),
	edit('main.py', 'from words import count_words', '# words: what we count with\nfrom words import count_words'),
];

async function putCaretIn(page: Page, words: string): Promise<void> {
	await page.locator('.monaco-editor .view-line', { hasText: words }).first().click();
}

test('what the AI changed is marked for all, reviewed by one, and the state outlives a reload', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	const before = await editorText(ana);
	const agent = await joinAsAgent(ana);
	await agent.answer('turn-1', ANSWER);
	for (const page of [ana, bo]) {
		await expect(bar(page)).toContainText('AI changed 3 places');
		await expect(ghosts(page)).toHaveText(['SHOWN = 10']);
	}
	await putCaretIn(ana, 'SHOWN = 20');
	await expect(hunkBar(ana)).toContainText('Ana · test-model-1 · just now');
	await hunkBar(ana).getByRole('button', { name: 'Keep', exact: true }).click();
	for (const page of [ana, bo]) await expect(bar(page)).toContainText('AI changed 2 places');
	await bo.reload();
	await openFile(bo, 'main.py');
	await expect(bar(bo)).toContainText('AI changed 2 places');
	await bar(bo).getByRole('button', { name: 'Reject all' }).click();
	for (const page of [ana, bo]) await expect(bar(page)).toBeHidden();
	await sameText([ana, bo], (text) => text === before.replace('SHOWN = 10', 'SHOWN = 20'));
	await saved(bo);
	expect(agent.states()).toEqual(['kept', 'rejected', 'rejected']);
	agent.close();
});

test('one change is rejected by key while another person types in the middle of it, and comes back by one click', async ({
	party,
}) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	const agent = await joinAsAgent(ana);
	await agent.answer('turn-1', ANSWER);
	await expect(bar(bo)).toContainText('AI changed 3 places');
	await putCaretIn(bo, 'print("done")');
	await bo.keyboard.press('End');
	for (let step = 0; step < 6; step++) await bo.keyboard.press('ArrowLeft');
	await bo.keyboard.type('Bo was here ');
	await sameText([ana, bo], (text) => text.includes('Bo was here'));
	await putCaretIn(ana, 'Bo was here');
	const typing = bo.keyboard.type('and types on', { delay: 20 });
	await ana.keyboard.press('Control+Alt+z');
	await typing;
	const text = await sameText([ana, bo], (each) => !each.includes('print("done'));
	expect(text).toContain('Bo was here and types on');
	await expect(bar(ana)).toContainText('AI changed 2 places');
	await ana.getByRole('button', { name: 'Undo', exact: true }).click();
	await sameText([ana, bo], (each) => each.includes('print("Bo was here'));
	agent.close();
});

test('a line that a person was changing is theirs, and they choose', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await openFile(ana, 'main.py');
	const agent = await joinAsAgent(ana);
	const writing = agent.begin('turn-1');
	await putCaretIn(ana, 'SHOWN = 10');
	await ana.keyboard.press('End');
	await ana.keyboard.type('  # enough');
	await expect.poll(() => agent.text('main.py')).toContain('# enough');
	writing.push(edit('main.py', 'SHOWN = 10', 'SHOWN = 99'));
	writing.finish();
	await expect(ana.locator('.review-contested')).not.toHaveCount(0);
	await putCaretIn(ana, 'SHOWN = 99');
	await hunkBar(ana).getByRole('button', { name: 'AI’s' }).click();
	await expect.poll(() => editorText(ana)).not.toContain('# enough');
	expect(await editorText(ana)).toContain('SHOWN = 99');
	await ana.getByRole('button', { name: 'Undo', exact: true }).click();
	await expect.poll(() => editorText(ana)).toContain('SHOWN = 10  # enough');
	agent.close();
});

test('who may only look sees the marks and can go through them, and decides nothing', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const vi = await party.guest(ana, 'Vi', 'viewer');
	await openFile(vi, 'main.py');
	const agent = await joinAsAgent(ana);
	await agent.answer('turn-1', ANSWER);
	await expect(bar(vi)).toContainText('AI changed 3 places');
	await openFile(vi, 'words.py');
	await expect(bar(vi)).toBeHidden();
	await vi.keyboard.press('Alt+F5');
	await expect(vi.getByRole('tab', { name: 'main.py', selected: true })).toBeVisible();
	await expect(hunkBar(vi)).toBeVisible();
	await expect(bar(vi)).toContainText('1 of 3');
	await vi.keyboard.press('Alt+F5');
	await expect(bar(vi)).toContainText('2 of 3');
	for (const name of ['Keep', 'Reject', 'Keep all', 'Reject all'])
		await expect(vi.getByRole('button', { name, exact: true })).toHaveCount(0);
	await vi.keyboard.press('Control+Alt+y');
	await expect(bar(vi)).toContainText('AI changed 3 places');
	agent.close();
});

/** One turn over four files: edits, a new one, one renamed, one deleted. */
const LARGE_ANSWER = [
	...ANSWER,
	edit('words.py', '"""Counting words."""', '"""Counting words, case by case."""'),
	edit('letters.py', '', '"""Counting letters."""\n'),
	'*** Rename File: test_words.py -> test_counts.py\n',
	'*** Delete File: README.md\n',
];

test('a turn is listed with its files and changes, and undoing it gives the old project back, with what people typed', async ({
	party,
}) => {
	test.slow();
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	const before = await editorText(ana);
	const agent = await joinAsAgent(ana);
	await agent.answer('turn-1', LARGE_ANSWER);
	await expect(ana.getByTestId('review-count')).toContainText('7');
	await ana.getByTestId('review-count').click();
	const panel = ana.getByRole('region', { name: 'Changes of the AI' });
	await expect(panel).toContainText('7 changes to review');
	await expect(panel).toContainText('Renamed from test_words.py');
	await expect(panel).toContainText('Deleted this file');
	await panel.getByRole('button', { name: /letters\.py/ }).click();
	await expect(ana.getByRole('tab', { name: 'letters.py', selected: true })).toBeVisible();
	await expect(bar(ana)).toContainText('AI created this file');
	await bar(ana).getByRole('button', { name: 'Keep all' }).click();
	await expect(panel).toContainText('6 to review, 1 kept');
	await openFile(bo, 'main.py');
	await putCaretIn(bo, 'def main()');
	await bo.keyboard.press('End');
	await bo.keyboard.type('  # Bo');
	await expect.poll(() => agent.text('main.py')).toContain('# Bo');
	await panel.getByRole('button', { name: 'Reject', exact: true }).first().click();
	await expect(panel).toContainText('Nothing to review');
	await openFile(ana, 'main.py');
	await sameText([ana, bo], (text) => text === before.replace('def main() -> None:', 'def main() -> None:  # Bo'));
	for (const name of ['README.md', 'test_words.py'])
		await expect(ana.getByRole('treeitem', { name, exact: true })).toBeVisible();
	for (const name of ['letters.py', 'test_counts.py'])
		await expect(ana.getByRole('treeitem', { name, exact: true })).toHaveCount(0);
	agent.close();
});
