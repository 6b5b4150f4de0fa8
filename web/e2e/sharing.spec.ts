import { AxeBuilder } from '@axe-core/playwright';
import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorReady, editorText, focusEnd, sameText, saved, shareLink } from './people.ts';
import { shot } from './shots.ts';
import { tap } from './wire.ts';

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

test('who knocks waits, is let in, becomes a viewer in the middle of typing, is removed, and does not come back', async ({
	party,
}) => {
	party.allowConsole(/WebSocket connection|WebSocket is already in|Failed to load resource/);
	const ana = await party.room('Ana', { room: 'Interview' });
	await ana.getByRole('button', { name: 'Share this room' }).click();
	const share = ana.getByRole('dialog', { name: 'Share this room' });
	await share.getByLabel('Asks for a password').check();
	await share.getByLabel('Password of the link').fill('open sesame');
	await share.getByLabel('You let each person in').check();
	await share.getByRole('button', { name: /Copy link/ }).click();
	await expect(share.getByLabel('Link to this room')).toHaveValue(/\/s\//);
	const link = await share.getByLabel('Link to this room').inputValue();
	await shot(ana, 'share');
	await ana.keyboard.press('Escape');

	const bo = await party.newPage();
	await bo.goto(link);
	await bo.getByLabel('Your name').fill('Bo');
	await bo.getByLabel('Password').fill('close sesame');
	await bo.getByRole('button', { name: 'Ask to join' }).click();
	await expect(bo.getByText('This is not the password of this link.')).toBeVisible();
	expect(await seriousFindings(bo)).toEqual([]);
	await shot(bo, 'knock');
	await bo.getByLabel('Password').fill('open sesame');
	await bo.getByRole('button', { name: 'Ask to join' }).click();
	const waiting = bo.getByText('Waiting to be let in, Bo');
	await expect(waiting).toBeVisible();
	const room = ana.url();
	expect((await bo.request.get(room)).status()).toBe(404);
	expect((await bo.request.post(`${room}/ticket`, { headers: { origin: party.url } })).status()).toBe(404);
	await bo.reload();
	await expect(waiting).toBeVisible();
	expect(await seriousFindings(bo)).toEqual([]);
	await shot(bo, 'lobby');

	const knock = ana.getByRole('listitem').filter({ hasText: 'Bo asks to come in' });
	await expect(knock).toBeVisible();
	await shot(ana, 'toast');
	// The keys of the toasts lead to the first of them; from there Tab goes on.
	await ana.keyboard.press('Alt+KeyT');
	await pressTo(ana, knock.getByRole('button', { name: 'Let in' }));
	expect(await seriousFindings(ana)).toEqual([]);
	await ana.keyboard.press('Enter');
	await expect(knock).toBeHidden();
	await bo.waitForURL(room);
	await editorReady(bo);

	const wire = await tap(bo);
	wire.loseEdits();
	await focusEnd(bo);
	await bo.keyboard.type('unsent');
	await expect(bo.getByTestId('save-state')).toContainText('Saving');
	await ana.getByRole('button', { name: 'Share this room' }).click();
	await ana.getByRole('button', { name: 'Manage people and links…' }).click();
	const access = ana.getByRole('dialog', { name: 'People and links' });
	await access.getByRole('combobox', { name: 'What Bo may do' }).selectOption('viewer');
	const notice = bo.getByRole('region', { name: 'Recovered copy' });
	await expect(notice).toContainText('You may look at this room, but not change it');
	await expect(bo.getByText('View only')).toBeVisible();
	await saved(bo);
	await shot(bo, 'viewer');
	await shot(ana, 'access');

	await pressTo(ana, access.getByRole('button', { name: 'Remove Bo' }));
	await ana.keyboard.press('Enter');
	await pressTo(ana, access.getByRole('button', { name: 'Remove', exact: true }));
	await ana.keyboard.press('Enter');
	await expect(access.getByRole('list', { name: 'Removed people' })).toContainText('Bo');
	await expect(bo.getByText(/You were removed from this room/).first()).toBeVisible();
	await notice.getByRole('button', { name: 'Open the copy' }).click();
	await expect(bo.getByRole('region', { name: 'Your copy compared with the room' })).toContainText('unsent');
	expect(await seriousFindings(bo)).toEqual([]);
	await shot(bo, 'removed');
	for (const address of [link, room]) {
		expect((await bo.goto(address))?.status()).toBe(403);
		await expect(
			bo.getByText('You were removed from this room. Only a new invitation lets you in again.'),
		).toBeVisible();
	}
	await shot(bo, 'back');
});

test('[RT26] [PR24] a frozen room is read by everybody and written by nobody; a full one says so', async ({
	party,
}) => {
	party.allowConsole(/WebSocket connection|WebSocket is already in|Failed to load resource/);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await focusEnd(bo);
	await bo.keyboard.type('before');
	await sameText([ana, bo], (text) => text === 'before');
	await ana.getByRole('button', { name: 'Share this room' }).click();
	await ana.getByRole('button', { name: 'Manage people and links…' }).click();
	const access = ana.getByRole('dialog', { name: 'People and links' });
	await pressTo(ana, access.getByLabel('Frozen: nobody changes files'));
	await ana.keyboard.press('Space');
	const notice = bo.getByText('This room is frozen: nobody can change its files for now, the AI neither.');
	await expect(notice).toBeVisible();
	await access.getByLabel('At once there are at most').selectOption('2 people');
	await expect(access.getByLabel('At once there are at most')).toHaveValue('2');
	expect(await seriousFindings(ana)).toEqual([]);
	await shot(ana, 'rules');
	await ana.keyboard.press('Escape');
	await focusEnd(bo);
	await bo.keyboard.type('after');
	expect(await editorText(bo)).toBe('before');
	await expect(bo.getByRole('button', { name: 'New file' })).toHaveCount(0);
	await shot(bo, 'frozen');

	const cleo = await party.newPage();
	await cleo.goto(await shareLink(ana, 'editor'));
	await cleo.getByLabel('Your name').fill('Cleo');
	await cleo.getByRole('button', { name: 'Join room' }).click();
	await expect(cleo.getByText(/This room is full/)).toBeVisible();
	await shot(cleo, 'full');
	await bo.close();
	await expect(ana.getByRole('button', { name: /^Follow Bo/ })).toBeHidden();
	await cleo.getByRole('button', { name: 'Reload' }).click();
	await editorReady(cleo);
	await ana.getByRole('button', { name: 'Unfreeze' }).click();
	await expect(cleo.getByText('This room is frozen')).toBeHidden();
	await focusEnd(cleo);
	await cleo.keyboard.type(' and after');
	await sameText([ana, cleo], (text) => text === 'before and after');
});

async function enterByLinkHere(page: Page, name: string): Promise<void> {
	await page.getByLabel('Your name').fill(name);
	await page.getByRole('button', { name: 'Join room' }).click();
	await page.waitForURL('**/p/*');
	await editorReady(page);
}
