import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorReady, editorText, focusEnd } from './people.ts';

/** What a browser says of refused forms and of sockets that end with a code; provoked here on purpose. */
const REFUSED = /WebSocket connection|Failed to load resource/;
const EMAIL = 'ana@example.org';
const PASSWORD = 'correct horse battery';
const NEW_PASSWORD = 'another staple entirely';
/** axe's own words for what keeps people out. */
const SERIOUS = new Set(['serious', 'critical']);

/** In both themes, without anything on its way from one to the other. */
async function expectAccessible(page: Page): Promise<void> {
	for (const colorScheme of ['dark', 'light'] as const) {
		await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
		await expect(page.locator('html')).toHaveClass(colorScheme === 'dark' ? /dark/ : /^(?!.*dark)/);
		const { violations } = await new AxeBuilder({ page }).analyze();
		const serious = violations.filter(({ impact }) => SERIOUS.has(impact ?? ''));
		expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
	}
	const overflow = () =>
		page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
	expect(await overflow()).toBeLessThanOrEqual(0);
}

async function signIn(page: Page, password: string): Promise<void> {
	await page.getByLabel('E-mail address').fill(EMAIL);
	await page.getByLabel('Password', { exact: true }).fill(password);
	await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Loses what it writes from now on, and lets go of everything else. */
async function cutEdits(page: Page): Promise<void> {
	await page.routeWebSocket(/\/sync\//, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((frame) => {
			const isUpdate = typeof frame !== 'string' && frame[0] === 0 && frame[1] === 2;
			if (!isUpdate) server.send(frame);
		});
	});
	await page.reload();
	await editorReady(page);
}

test('[RT24] a guest makes an account, is signed in on two devices, signs one out from the other, and leaves for good', async ({
	party,
	house,
}) => {
	party.allowConsole(REFUSED);
	const phone = { viewport: { width: 390, height: 844 } };
	const longName = 'Anastasia Maximiliane von und zu Hohenstein-Weissenburg';
	const ana = await party.room(longName, { room: 'Tuesday kata' });
	await ana.setViewportSize(phone.viewport);
	const room = ana.url();

	await ana.goto(party.url);
	const header = ana.getByRole('banner');
	await expect(header.getByText('(guest)')).toBeInViewport({ ratio: 1 });
	await header.getByRole('link', { name: /guest/ }).click();
	await expect(ana.getByRole('heading', { name: 'Keep your rooms' })).toBeVisible();
	await expectAccessible(ana);
	await ana.getByRole('link', { name: 'Make an account' }).click();
	await ana.getByLabel('E-mail address').fill('ana@example..org');
	await ana.getByLabel('Password').fill('short');
	await ana.getByRole('button', { name: 'Make account' }).click();
	await expect(ana.getByText('This is not an e-mail address.')).toBeVisible();
	await expect(ana.getByText('Use at least 10 characters.')).toBeVisible();
	await expect(ana.getByLabel('E-mail address')).toHaveValue('ana@example..org');
	await expectAccessible(ana);
	await ana.getByLabel('E-mail address').fill(EMAIL);
	await ana.getByLabel('Password').fill(PASSWORD);
	await ana.getByRole('button', { name: 'Make account' }).click();
	await expect(ana.getByRole('heading', { name: 'Now sign in' })).toBeVisible();
	await expectAccessible(ana);
	await expect(ana.getByLabel('E-mail address')).toHaveValue(EMAIL);
	await signIn(ana, PASSWORD);
	await expect(ana.getByRole('link', { name: /Tuesday kata/ })).toBeVisible();
	await expect(header.getByText('(guest)')).toHaveCount(0);

	// Another device, on which the room is opened.
	const laptop = await party.newPage();
	await laptop.goto(`${party.url}/account`);
	await expect(laptop).toHaveURL(/\/sign-in\?next=/);
	await signIn(laptop, 'not the password');
	await expect(laptop.getByText('This address and this password do not belong together.')).toBeVisible();
	await expect(laptop.getByLabel('E-mail address')).toHaveValue(EMAIL);
	await expectAccessible(laptop);
	await signIn(laptop, PASSWORD);
	await expect(laptop.getByRole('heading', { name: longName })).toBeVisible();
	await expect(laptop.getByText('you look after this installation')).toBeVisible();
	await expectAccessible(laptop);
	await laptop.goto(room);
	await editorReady(laptop);
	await cutEdits(laptop);
	await focusEnd(laptop);
	await laptop.keyboard.type('unsent');

	// The first device sends it away.
	await ana.goto(`${party.url}/account`);
	await ana.getByRole('button', { name: /^Sign out Chrom/ }).click();
	await expect(ana.getByText('That device is signed out.')).toBeVisible();
	await expect(laptop.getByText(/You were signed out on this device/).first()).toBeVisible();
	expect(await editorText(laptop)).toContain('unsent');
	await laptop.goto(party.url);
	await expect(laptop.getByRole('banner').getByRole('link', { name: 'Sign in' })).toBeVisible();

	// A new password, without JavaScript, and one by a link.
	const plain = await party.newPage({ javaScriptEnabled: false });
	await plain.goto(`${party.url}/sign-in?next=/account`);
	await signIn(plain, PASSWORD);
	await plain.getByLabel('Present password').fill('not the password');
	await plain.getByLabel('New password').fill('short');
	await plain.getByRole('button', { name: 'Change password' }).click();
	await expect(plain.getByText('Use at least 10 characters.')).toBeVisible();
	await plain.getByLabel('Present password').fill(PASSWORD);
	await plain.getByLabel('New password').fill(NEW_PASSWORD);
	await plain.getByRole('button', { name: 'Change password' }).click();
	await expect(plain.getByText('Your password is changed')).toBeVisible();
	await expect(plain.getByText('This device')).toBeVisible();
	await ana.reload();
	await expect(ana).toHaveURL(/\/sign-in/);
	const link = await house.command('reset-link', EMAIL);
	await ana.goto(link);
	await expectAccessible(ana);
	await ana.getByLabel('New password').fill(PASSWORD);
	await ana.getByRole('button', { name: 'Set password' }).click();
	await expect(ana.getByText('Your new password is set.')).toBeVisible();
	await signIn(ana, PASSWORD);
	await expect(ana.getByRole('link', { name: /Tuesday kata/ })).toBeVisible();
	expect((await laptop.goto(link))?.status()).toBe(404);
	await plain.goto(`${party.url}/account`);
	await expect(plain).toHaveURL(/\/sign-in/);

	// Signed out everywhere, and in once more to end it.
	await ana.goto(`${party.url}/account`);
	await ana.getByRole('button', { name: 'Sign out everywhere' }).click();
	await expect(header.getByRole('link', { name: 'Sign in' })).toBeVisible();
	await ana.goto(`${party.url}/sign-in?next=/account`);
	await signIn(ana, PASSWORD);
	await expect(ana.getByText('These rooms of yours are deleted')).toBeVisible();
	await ana.getByLabel('Your password, to be sure').fill('not the password');
	await ana.getByRole('button', { name: 'Delete account' }).click();
	await expect(ana.getByText('This address and this password do not belong together.')).toBeVisible();
	await ana.getByLabel('Your password, to be sure').fill(PASSWORD);
	await ana.getByRole('button', { name: 'Delete account' }).click();
	await expect(ana.getByLabel('Your name')).toBeVisible();
	expect((await ana.goto(room))?.status()).toBe(404);
});
