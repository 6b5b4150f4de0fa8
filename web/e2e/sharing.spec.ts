import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorReady } from './people.ts';

/** Goes on with a key until something has the keyboard, or holds what has it, as somebody without a mouse does. */
async function pressTo(page: Page, target: Locator, key = 'Tab'): Promise<void> {
	for (let presses = 0; presses < 60; presses++) {
		if (await target.evaluate((element) => element.contains(document.activeElement))) return;
		await page.keyboard.press(key);
	}
	throw new Error(`${key} does not reach ${String(target)}`);
}

async function seriousFindings(page: Page): Promise<string[]> {
	const { violations } = await new AxeBuilder({ page }).exclude('.monaco-editor').analyze();
	return violations
		.filter(({ impact }) => impact === 'serious' || impact === 'critical')
		.map(({ id, help }) => `${id}: ${help}`);
}

test('a link with a password is made and replaced by keyboard alone; without JavaScript it tells a wrong password', async ({
	party,
}) => {
	party.allowConsole(/40[34]|422/);
	const ana = await party.room('Ana');
	const keys = ana.keyboard;

	// Tab types into the editor; F6 leads out of it.
	await pressTo(ana, ana.locator('header'), 'F6');
	await pressTo(ana, ana.getByRole('button', { name: 'Share this room' }));
	await keys.press('Enter');
	const dialog = ana.getByRole('dialog', { name: 'Share this room' });
	const copy = dialog.getByRole('button', { name: /Copy link|Copied/ });
	await expect(copy).toBeFocused();
	await pressTo(ana, dialog.getByLabel('Asks for a password'));
	await keys.press('Space');
	await pressTo(ana, dialog.getByLabel('Password of the link'));
	await keys.type('short');
	await pressTo(ana, copy);
	await keys.press('Enter');
	await expect(dialog.getByText('A password has from 6 to 200 characters.')).toBeVisible();
	await expect(dialog.getByLabel('Password of the link')).toBeFocused();
	await keys.type(' and sweet');
	await pressTo(ana, copy);
	await keys.press('Enter');
	const field = dialog.getByLabel('Link to this room');
	await expect(field).toHaveValue(/\/s\/[\w-]{43}$/);
	const old = await field.inputValue();
	expect(await seriousFindings(ana)).toEqual([]);

	const bo = await party.newPage({ javaScriptEnabled: false });
	await bo.goto(old);
	await bo.getByLabel('Your name').fill('Bo');
	await bo.getByLabel('Password').fill('wrong word');
	await bo.getByRole('button', { name: 'Join room' }).click();
	await expect(bo.getByText('This is not the password of this link.')).toBeVisible();
	await expect(bo.getByLabel('Password')).toHaveAttribute('aria-invalid', 'true');
	await expect(bo.getByLabel('Your name')).toHaveValue('Bo');
	await bo.getByLabel('Password').fill('short and sweet');
	await bo.getByRole('button', { name: 'Join room' }).click();
	await bo.waitForURL('**/p/*');

	await pressTo(ana, dialog.getByRole('button', { name: /Manage people/ }));
	await keys.press('Enter');
	const access = ana.getByRole('dialog', { name: 'People and links' });
	const row = access.getByRole('list', { name: 'Links' }).getByRole('listitem');
	await expect(row).toContainText('with a password');
	await expect(row).toContainText('Came by it: Bo');
	await pressTo(ana, row.getByRole('button', { name: 'New address' }));
	await keys.press('Enter');
	await expect(row.getByRole('button', { name: 'Replace it' })).toBeFocused();
	await keys.press('Enter');
	await expect(row.getByLabel('Link to this room')).toHaveValue(/\/s\//);
	const link = await row.getByLabel('Link to this room').inputValue();
	expect(link).not.toBe(old);
	expect(await seriousFindings(ana)).toEqual([]);

	const cleo = await party.newPage();
	expect((await cleo.goto(old))?.status()).toBe(404);
	await cleo.goto(link);
	await cleo.getByLabel('Password').fill('short and sweet');
	await enterByLinkHere(cleo, 'Cleo');
	await keys.press('Escape');
	await expect(access).toBeHidden();
});

async function enterByLinkHere(page: Page, name: string): Promise<void> {
	await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: 'Join room' }).click();
	await page.waitForURL('**/p/*');
	await editorReady(page);
}
