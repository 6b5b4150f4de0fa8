import AxeBuilder from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, type Party, test } from './fixtures.ts';
import { editorText, focusEnd, openFile, openPicker, sameText, saved, treeItem } from './people.ts';

/** Four slips, which Ruff and the rules of the house know: two of one kind. From line 18 of main.py on. */
const SLIPS = '\nimport os\nimport json\nvalue = len("x")\nif value == None: print(missing)\n';
const SERIOUS = new Set(['serious', 'critical']);

const panelOf = (page: Page) => page.getByRole('region', { name: 'Problems' });
const countsOf = (page: Page) => page.getByTestId('problem-counts');
const problem = (page: Page, name: RegExp) => panelOf(page).getByRole('treeitem', { name });

/** Puts lines under the end of the open file, at once. */
async function writeAtEnd(page: Page, text: string): Promise<void> {
	await focusEnd(page);
	await page.keyboard.insertText(text);
	// The list of words that may be open.
	await page.keyboard.press('Escape');
}

async function openProblems(page: Page): Promise<void> {
	await page.keyboard.press('Control+j');
	await expect(panelOf(page)).toBeVisible();
}

/** Puts slips into a Python file, and opens the list of problems. */
async function makeSlips(page: Page): Promise<void> {
	await openFile(page, 'main.py');
	await writeAtEnd(page, SLIPS);
	await openProblems(page);
	await expect(problem(page, /imported but unused/)).toHaveCount(2);
}

/** Two people in one Python file with slips in it. */
async function withSlips(party: Party): Promise<{ ana: Page; bo: Page }> {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'main.py');
	await makeSlips(ana);
	return { ana, bo };
}

async function alone(party: Party): Promise<Page> {
	const ana = await party.room('Ana', { template: 'Python' });
	await makeSlips(ana);
	return ana;
}

async function runCommand(page: Page, words: string): Promise<void> {
	await openPicker(page, 'Control+Shift+P');
	await page.keyboard.type(words);
	await page.keyboard.press('Enter');
}

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => SERIOUS.has(impact ?? ''));
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)).toEqual([]);
}

// Two people, a linter of 11 MB, and a machine that may be busy.
test.describe.configure({ timeout: 120_000 });

const quickFix = (page: Page, name: RegExp): Locator => page.locator('.action-widget').getByRole('option', { name });

test('a slip is underlined for both, counted, and mended for both by one fix', async ({ party }) => {
	const { ana, bo } = await withSlips(party);
	for (const page of [ana, bo]) {
		await expect(page.locator('.squiggly-error')).not.toHaveCount(0);
		await expect(countsOf(page)).toHaveAccessibleName(/error/);
		await expect(page.getByRole('treeitem', { name: /^main\.py/ }).first()).toContainText(/\d/);
	}
	await problem(ana, /os.* imported but unused/).click();
	await ana.keyboard.press('Control+.');
	await expect(quickFix(ana, /Fix all 2 of this kind/)).toBeVisible();
	await quickFix(ana, /Fix all 2 of this kind/).click();
	await sameText([ana, bo], (text) => text.includes('value = len') && !text.includes('import os'));
	for (const page of [ana, bo]) await expect(countsOf(page)).toHaveAccessibleName('Problems: 1 error, 1 note');
});

test('fixes stay with their place while another types above it', async ({ party }) => {
	const { ana, bo } = await withSlips(party);
	await problem(ana, /Comparison to|None/)
		.first()
		.click();
	await ana.keyboard.press('Control+.');
	await expect(ana.locator('.action-widget').first()).toBeVisible();
	await bo.locator('.monaco-editor .view-lines').first().click();
	await bo.keyboard.press('Control+Home');
	await bo.keyboard.type('# 😀 above\n');
	await expect(ana.locator('.monaco-editor')).toContainText('above');
	await ana.keyboard.press('Enter');
	await sameText([ana, bo], (text) => text.includes('if value is None:') && text.startsWith('# 😀 above\n"""'));
});

test('the list is gone through, filtered and left with keys alone', async ({ party }) => {
	const ana = await alone(party);
	const list = panelOf(ana).getByRole('tree', { name: 'Problems' });
	await ana.keyboard.press('Control+Shift+M');
	await expect(list).toBeFocused();
	await ana.keyboard.press('Home');
	await ana.keyboard.press('ArrowLeft');
	await expect(problem(ana, /imported but unused/)).toHaveCount(0);
	await ana.keyboard.press('ArrowRight');
	await ana.keyboard.press('ArrowDown');
	await ana.keyboard.press('Enter');
	await expect(ana.locator('.monaco-editor .native-edit-context, .monaco-editor textarea').first()).toBeFocused();
	await expect(ana.getByText(/^\s*Line 2\d, column/)).toBeVisible();
	const filter = panelOf(ana).getByLabel('Filter the problems');
	await filter.fill('unused json');
	await expect(problem(ana, /json.* imported but unused/)).toHaveCount(1);
	await expect(problem(ana, /os.* imported/)).toHaveCount(0);
	await filter.fill('no such words');
	await expect(panelOf(ana).getByText('Nothing fits the filter')).toBeVisible();
	await filter.press('Escape');
	await expect(problem(ana, /imported but unused/)).toHaveCount(2);
	await panelOf(ana).getByRole('button', { name: 'Group and filter' }).click();
	await ana.getByRole('menuitemcheckbox', { name: 'Warnings' }).click();
	await ana.keyboard.press('Escape');
	await expect(problem(ana, /imported but unused/)).toHaveCount(0);
	await expect(problem(ana, /Undefined name/)).toHaveCount(1);
	await panelOf(ana).getByRole('button', { name: 'Group and filter' }).click();
	await ana.getByRole('menuitemcheckbox', { name: 'By severity' }).click();
	await ana.keyboard.press('Escape');
	await expect(problem(ana, /^1 note$/)).toHaveCount(1);
	await expect(problem(ana, /^Note, line 21: .*main\.py/)).toHaveCount(1);
});

test('F8 goes from problem to problem, with what it says, and the caret stays in the editor', async ({ party }) => {
	const ana = await alone(party);
	await ana.locator('.monaco-editor .view-lines').first().click();
	await ana.keyboard.press('Control+Home');
	const hover = ana.locator('.monaco-hover-content').filter({ visible: true });
	for (const [line, words] of [
		[18, 'os'],
		[19, 'json'],
		[21, 'None'],
		[21, 'missing'],
	] as const) {
		await ana.keyboard.press('F8');
		await expect(ana.getByText(new RegExp(`^\\s*Line ${line}, column`))).toBeVisible();
		await expect(hover).toContainText(words);
	}
	await expect(hover.getByRole('link', { name: /F821/ })).toHaveAttribute('href', /docs\.astral\.sh/);
	await ana.keyboard.press('Shift+F8');
	await ana.keyboard.press('Shift+F8');
	await expect(hover).toContainText('json');
	await ana.keyboard.press('Control+.');
	await expect(ana.locator('.action-widget').first()).toBeVisible();
});

test('a rule that one person switches off is off for everybody, and can be switched on again', async ({ party }) => {
	const { ana, bo } = await withSlips(party);
	await openProblems(bo);
	await expect(problem(bo, /imported but unused/)).toHaveCount(2);
	await problem(ana, /os.* imported but unused/).click();
	await ana.keyboard.press('Control+.');
	await quickFix(ana, /Switch this rule off/).click();
	for (const page of [ana, bo]) await expect(problem(page, /imported but unused/)).toHaveCount(0);
	await runCommand(bo, 'settings of the rules');
	const settings = bo.getByRole('dialog', { name: 'Settings of the rules' });
	const level = settings.getByLabel('Severity of ruff/F401');
	await expect(level).toHaveValue('off');
	await level.selectOption('error');
	await bo.keyboard.press('Escape');
	for (const page of [ana, bo]) await expect(problem(page, /^Error, .*imported but unused/)).toHaveCount(2);
	await expect(treeItem(ana, 'lint.json')).toHaveCount(1);
});

test('a comment silences a rule on its line', async ({ party }) => {
	const { ana, bo } = await withSlips(party);
	await problem(ana, /Undefined name/).click();
	await ana.keyboard.press('Control+.');
	await quickFix(ana, /Ignore this here/).click();
	await sameText([ana, bo], (text) => text.includes('# covibe-ignore-next-line ruff/F821'));
	for (const page of [ana, bo]) await expect(countsOf(page)).toHaveAccessibleName('Problems: 2 warnings, 1 note');
});

test('who asks is told how many there are; who looks on may not mend', async ({ party }) => {
	const ana = await alone(party);
	await runCommand(ana, 'say how many');
	await expect(ana.getByRole('status').filter({ hasText: 'In main.py: 1 error, 2 warnings, 1 note.' })).toHaveCount(1);
	const vi = await party.guest(ana, 'Vi', 'viewer');
	await openFile(vi, 'main.py');
	await openProblems(vi);
	await problem(vi, /os.* imported but unused/).dblclick();
	const before = await editorText(vi);
	await vi.keyboard.press('Control+.');
	await vi.keyboard.press('Enter');
	await vi.keyboard.press('Shift+Alt+F');
	await runCommand(vi, 'settings of the rules');
	await expect(vi.getByText('You can look at these, not change them.')).toBeVisible();
	await expect(vi.getByLabel('Severity of ruff/F401')).toBeDisabled();
	expect(await editorText(vi)).toBe(before);
});

test('JavaScript is looked at by ESLint, and no slip is told twice', async ({ party }) => {
	const ana = await party.room('Ana');
	await ana.getByRole('button', { name: 'New file' }).click();
	await ana.keyboard.type('a.js');
	await ana.keyboard.press('Enter');
	await expect(ana.getByRole('tab', { name: 'a.js', selected: true })).toBeVisible();
	await writeAtEnd(ana, 'const bad = /[]/;\nconst key = { a: bad, a: 2 };\nif (key === NaN) alert(key?.a.b, 1);\n');
	await openProblems(ana);
	await expect(problem(ana, /eslint\/no-empty-character-class/)).toHaveCount(1);
	await expect(problem(ana, /line 2/)).toHaveCount(1);
	await expect(problem(ana, /line 3/)).toHaveCount(1);
});

test('a linter that does not load is said quietly, and loads when it can', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await ana.context().route(/ruff.*\.wasm/, (route) => route.abort());
	party.allowConsole(/ERR_FAILED|ruff/);
	await openFile(ana, 'main.py');
	await writeAtEnd(ana, '\nimport os\n');
	await expect(ana.getByTestId('lint-state')).toHaveText(/Ruff does not work now/);
	await focusEnd(ana);
	await ana.keyboard.type('# typing goes on');
	await saved(ana);
	expect(await editorText(ana)).toContain('# typing goes on');
	await ana.context().unroute(/ruff.*\.wasm/);
	await expect(ana.locator('.squiggly-warning')).not.toHaveCount(0, { timeout: 30_000 });
	await expect(ana.getByTestId('lint-state')).toHaveCount(0);
});

for (const colorScheme of ['light', 'dark'] as const) {
	for (const width of [1440, 390]) {
		test(`problems are accessible and fit: ${colorScheme}, ${width} px`, async ({ party }) => {
			const options = { colorScheme, viewport: { width, height: 844 }, hasTouch: width === 390 };
			const ana = await party.room('Ana', { template: 'Python' }, options);
			if (width === 390) await ana.getByRole('button', { name: 'Files', exact: true }).click();
			await treeItem(ana, 'main.py').click();
			await writeAtEnd(ana, SLIPS);
			await expect(countsOf(ana)).toHaveAccessibleName('Problems: 1 error, 2 warnings, 1 note');
			if (width === 390) await ana.getByRole('button', { name: 'Problems (4)' }).click();
			else await openProblems(ana);
			await expect(problem(ana, /imported but unused/)).toHaveCount(2);
			await expectAccessible(ana);
			await panelOf(ana).getByRole('button', { name: 'Settings of the rules' }).click();
			await expect(ana.getByRole('dialog', { name: 'Settings of the rules' })).toBeVisible();
			await expectAccessible(ana);
			const overflow = await ana.evaluate(() => document.documentElement.scrollWidth - innerWidth);
			expect(overflow).toBeLessThanOrEqual(0);
		});
	}
}
