import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorReady, treeItem } from './people.ts';

const row = (page: Page, name: string) => page.getByRole('listitem').filter({ hasText: name });

async function openActions(page: Page, name: string): Promise<void> {
	await page.getByRole('button', { name: `What to do with ${name}`, exact: true }).click();
}

async function expectWellMade(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	expect(violations.filter(({ impact }) => ['serious', 'critical'].includes(impact ?? ''))).toEqual([]);
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(overflow).toBeLessThanOrEqual(0);
}

test('rooms are found, duplicated, put away, deleted for everybody and brought back', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python', room: 'Compiler' });
	const bo = await party.guest(ana, 'Bo');
	await ana.goto(`${party.url}/rooms`);
	await expect(row(ana, 'Compiler')).toContainText('Yours · 2 people');

	await openActions(ana, 'Compiler');
	await ana.getByRole('button', { name: 'Duplicate' }).click();
	await ana.waitForURL('**/p/*');
	await editorReady(ana);
	await expect(ana).toHaveTitle(/Compiler \(copy\)/);
	await expect(treeItem(ana, 'words.py')).toBeVisible();

	await ana.goto(`${party.url}/rooms`);
	await ana.getByLabel('Search by name').fill('copy');
	await expect(ana.getByRole('listitem')).toHaveCount(1);
	await openActions(ana, 'Compiler (copy)');
	await ana.getByRole('button', { name: 'Put away' }).click();
	await expect(ana.getByText('No room of this list has that in its name')).toBeVisible();
	await ana.getByRole('link', { name: 'Put away' }).click();
	await expect(row(ana, 'Compiler (copy)')).toBeVisible();

	await ana.goto(`${party.url}/rooms`);
	await expectWellMade(ana);
	await openActions(ana, 'Compiler');
	await expectWellMade(ana);
	await ana.getByRole('button', { name: 'Delete for everybody' }).click();
	await expect(ana.getByText('None here')).toBeVisible();
	await expect(bo.getByText('This room does not exist, or your link no longer opens it.')).toBeVisible();

	await ana.emulateMedia({ colorScheme: 'dark' });
	await ana.setViewportSize({ width: 390, height: 844 });
	await ana.getByRole('link', { name: 'Deleted' }).click();
	await expect(row(ana, 'Compiler')).toContainText('30 days left');
	await expectWellMade(ana);
	await ana.getByRole('button', { name: 'Restore Compiler' }).click();
	await expect(ana.getByText('None here')).toBeVisible();
	await bo.reload();
	await editorReady(bo);
	party.allowConsole(/404/);
});
