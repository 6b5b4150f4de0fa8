import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { focusEnd, openFile, sameText } from './people.ts';

/** Makes a file in the folder at the top and opens it. */
async function newFile(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: 'New file' }).first().click();
	await page.keyboard.type(name);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
	await page.locator('.monaco-editor .view-lines').first().click();
}

/** What is underlined, by how grave it is. */
const underlined = (page: Page, severity: 'error' | 'warning' | 'info'): Locator =>
	page.locator(`.monaco-editor .squiggly-${severity}`);

const counts = (page: Page) => page.getByTestId('problem-counts');

test('a missing bracket is underlined for both while two people type, and mending it clears it', async ({ party }) => {
	const ana = await party.room('Ana');
	await newFile(ana, 'sums.py');
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'sums.py');
	await focusEnd(ana);
	// The editor closes brackets by itself; one is taken out again.
	await ana.keyboard.type('total = sum([1, 2, 3])', { delay: 20 });
	await ana.keyboard.press('Backspace');
	await ana.keyboard.press('Enter');
	await focusEnd(bo);
	await Promise.all([ana.keyboard.type('one = 1 ', { delay: 20 }), bo.keyboard.type('# from bo ', { delay: 20 })]);
	await sameText([ana, bo], (text) => text.includes('sum('));
	for (const page of [ana, bo]) {
		await expect(underlined(page, 'error').first()).toBeVisible();
		await expect(counts(page)).toHaveAttribute('aria-label', 'Problems: 1 error');
	}
	// What is missing is found out when the worker has time; until then the same place says less.
	await expect(async () => {
		await ana.keyboard.press('Escape');
		await ana.keyboard.press('F8');
		await expect(ana.locator('.monaco-hover').getByText("Missing ')'")).toBeVisible({ timeout: 2_000 });
	}).toPass();
	await ana.keyboard.press('Escape');
	await ana.keyboard.press('End');
	await ana.keyboard.type(')');
	for (const page of [ana, bo]) {
		await expect(underlined(page, 'error')).toHaveCount(0);
		await expect(counts(page)).toHaveAttribute('aria-label', 'Problems: no problems');
	}
});

test('a rule speaks of what another person types, and a scan finds what no tab shows', async ({ party }) => {
	const ana = await party.room('Ana');
	await newFile(ana, 'run.py');
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'run.py');
	await focusEnd(bo);
	await bo.keyboard.type('import subprocess');
	await bo.keyboard.press('Enter');
	await bo.keyboard.type('subprocess.run("ls " + name, shell=True)');
	await expect(underlined(ana, 'error').or(underlined(ana, 'warning')).first()).toBeVisible();
	await ana.getByRole('button', { name: /^Problems: / }).click();
	const list = ana.getByRole('tree', { name: 'Problems' });
	await expect(list.getByText('shell=True', { exact: true })).toBeVisible();

	// Without a tab nobody looks at the file, until the whole room is looked through.
	await ana.getByRole('tab', { name: 'run.py' }).press('Delete');
	await expect(counts(ana)).toHaveAttribute('aria-label', 'Problems: no problems');
	await ana.getByRole('button', { name: 'Look through all files' }).first().click();
	await expect(list.getByText('shell=True', { exact: true })).toBeVisible();

	// What others type in it is looked at all the same.
	await bo.keyboard.press('Control+a');
	await bo.keyboard.type('print("mended")');
	await expect(counts(ana)).toHaveAttribute('aria-label', 'Problems: no problems');
});

test('a file in a language without a grammar says so quietly', async ({ party }) => {
	const ana = await party.room('Ana');
	await newFile(ana, 'notes.xyz');
	await expect(ana.getByTestId('lint-state')).toHaveText('No problems are looked for');
	await newFile(ana, 'main.go');
	await expect(ana.getByTestId('lint-state')).toHaveCount(0);
	await ana.keyboard.type('package main\n\nvar x = = 1\n');
	await expect(counts(ana)).toHaveAttribute('aria-label', /error/);
});
