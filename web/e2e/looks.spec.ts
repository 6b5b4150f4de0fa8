import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { openFile, shareLink } from './people.ts';

/** axe's own words for what keeps people out. */
const SERIOUS = new Set(['serious', 'critical']);

async function expectAccessible(page: Page): Promise<void> {
	const { violations } = await new AxeBuilder({ page }).analyze();
	const serious = violations.filter(({ impact }) => SERIOUS.has(impact ?? ''));
	expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`)).toEqual([]);
}

async function expectNothingCutOff(page: Page): Promise<void> {
	const overflow = await page.evaluate(
		() => document.documentElement.scrollWidth - document.documentElement.clientWidth,
	);
	expect(overflow).toBeLessThanOrEqual(0);
}

for (const colorScheme of ['light', 'dark'] as const) {
	for (const width of [1440, 390]) {
		test(`home, link, room and dialogs are accessible and fit: ${colorScheme}, ${width} px`, async ({ party }) => {
			const options = { colorScheme, viewport: { width, height: 844 }, hasTouch: width === 390 };
			const home = await party.newPage(options);
			await home.goto(party.url);
			await expectAccessible(home);
			await expectNothingCutOff(home);
			const ana = await party.room('Ana', { template: 'TypeScript' }, options);
			await expectAccessible(ana);
			await expectNothingCutOff(ana);
			const link = await shareLink(ana, 'editor');
			await ana.getByRole('button', { name: 'Share this room' }).click();
			await expect(ana.getByRole('dialog')).toBeVisible();
			await expectAccessible(ana);
			const guest = await party.newPage(options);
			await guest.goto(link);
			await expectAccessible(guest);
			await expectNothingCutOff(guest);
		});
	}
}

test('the editor follows the system from light to dark', async ({ party }) => {
	const ana = await party.room('Ana', {}, { colorScheme: 'light' });
	const background = () =>
		ana
			.locator('.monaco-editor')
			.first()
			.evaluate((editor) => getComputedStyle(editor).backgroundColor);
	const light = await background();
	await ana.emulateMedia({ colorScheme: 'dark' });
	await expect.poll(background).not.toBe(light);
});

test('at 390 px one panel shows at a time and the editor can be used', async ({ party }) => {
	const ana = await party.room(
		'Ana',
		{ template: 'Python' },
		{ viewport: { width: 390, height: 844 }, hasTouch: true },
	);
	await ana.getByRole('button', { name: 'Files', exact: true }).click();
	await openFileOnPhone(ana, 'main.py');
	await expect(ana.locator('.monaco-editor .view-line').first()).toBeVisible();
	await expectNothingCutOff(ana);
});

async function openFileOnPhone(page: Page, name: string): Promise<void> {
	await page.getByRole('treeitem', { name, exact: true }).click();
	await expect(page.locator('.monaco-editor')).toBeVisible();
}

test('the room can be used with the keyboard alone', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await ana.keyboard.press('Control+p');
	// Without waiting for anything, as people type.
	await ana.keyboard.type('words');
	await expect(ana.getByRole('combobox')).toHaveValue('words');
	await ana.keyboard.press('Enter');
	await expect(
		ana
			.getByRole('tab', { name: 'words.py', selected: true })
			.or(ana.getByRole('tab', { name: 'test_words.py', selected: true })),
	).toBeVisible();
	await ana.keyboard.press('Control+Shift+p');
	await expect(ana.getByRole('combobox')).toBeVisible();
	await ana.keyboard.press('Escape');
	await openFile(ana, 'main.py');
});

test('the first load stays under 1.2 MB of compressed JavaScript, and the editor is cached for ever', async ({
	party,
}) => {
	const page = await party.newPage();
	const scripts: { url: string; bytes: number; cache: string }[] = [];
	page.on('response', (response) => {
		const type = response.headers()['content-type'] ?? '';
		if (!type.includes('javascript')) return;
		scripts.push({
			url: response.url(),
			bytes: Number(response.headers()['content-length'] ?? Number.NaN),
			cache: response.headers()['cache-control'] ?? '',
		});
	});
	await page.route('**/*', (route) =>
		route.continue({ headers: { ...route.request().headers(), 'accept-encoding': 'gzip' } }),
	);
	await page.goto(party.url);
	await page.getByLabel('Your name').fill('Ana');
	await page.getByRole('button', { name: 'New room' }).click();
	await page.locator('.monaco-editor .view-line').first().waitFor();
	const total = scripts.reduce((sum, { bytes }) => sum + bytes, 0);
	test.info().annotations.push({
		type: 'javascript',
		description: `${Math.round(total / 1_000)} kB gzip in ${scripts.length} files`,
	});
	expect(total).toBeGreaterThan(300_000);
	expect(total).toBeLessThan(1_200_000);
	expect(scripts.filter(({ cache }) => !cache.includes('immutable')).map(({ url }) => url)).toEqual([]);
});
