import { expect, test } from './fixtures.ts';
import { editorReady, enterByLink, makeRoom, shareLink } from './people.ts';

test('a room from each template opens with its files', async ({ party }) => {
	const page = await party.newPage();
	for (const template of ['Empty', 'TypeScript', 'Python', 'HTML', 'Go', 'Rust']) {
		await makeRoom(page, { url: party.url, name: 'Ana', template });
		await expect(page.getByRole('treeitem').first()).toBeVisible();
		await expect(page.getByRole('tab', { selected: true })).toBeVisible();
	}
});

for (const [what, name] of [
	['10,000 letters', 'a'.repeat(10_000)],
	['a right-to-left override', 'Ana\u202e'],
	['an escape sequence', '\u001b[31mAna'],
] as const) {
	test(`a name with ${what} is refused beside its field, and what was typed stays`, async ({ party }) => {
		party.allowConsole(/422|400/);
		const page = await party.newPage();
		await page.goto(party.url);
		await page.getByLabel('Your name').fill(name);
		await page.getByLabel('Room name').fill('Kept');
		await page.getByRole('button', { name: 'New room' }).click();
		await expect(page.getByText(/A name (has at most|cannot hold)/)).toBeVisible();
		await expect(page.getByLabel('Room name')).toHaveValue('Kept');
		await expect(page.getByLabel('Your name')).toHaveAttribute('aria-invalid', 'true');
	});
}

test('a room can be made without JavaScript', async ({ party }) => {
	const page = await party.newPage({ javaScriptEnabled: false });
	await page.goto(party.url);
	await page.getByLabel('Your name').fill('Ana');
	await page.getByRole('button', { name: 'New room' }).click();
	await page.waitForURL('**/p/*');
});

test('my rooms are listed on the home page and open again', async ({ party }) => {
	const ana = await party.room('Ana', { room: 'Tuesday kata' });
	await ana.goto(party.url);
	await ana.getByRole('link', { name: /Tuesday kata/ }).click();
	await editorReady(ana);
});

for (const path of [
	'/p/AAAAAAAAAAAAAAAAAAAAAA',
	'/p/..%2f..%2fetc',
	'/s/unknown',
	'/nowhere',
	`/s/${'A'.repeat(43)}`,
]) {
	test(`${path} is a proper page that says that there is nothing`, async ({ party }) => {
		party.allowConsole(/404/);
		const page = await party.newPage();
		const response = await page.goto(party.url + path);
		expect(response?.status()).toBe(404);
		await expect(page.getByRole('link', { name: /home|start/i }).first()).toBeVisible();
	});
}

test('a room of others is not found without a link, and opens with one', async ({ party }) => {
	party.allowConsole(/404/);
	const ana = await party.room('Ana');
	const stranger = await party.newPage();
	expect((await stranger.goto(ana.url()))?.status()).toBe(404);
	await enterByLink(stranger, await shareLink(ana, 'viewer'), 'Stranger');
	await expect(stranger.getByText('View only')).toBeVisible();
});

test('who is in already goes straight into the room by any link', async ({ party }) => {
	const ana = await party.room('Ana');
	const link = await shareLink(ana, 'viewer');
	await ana.goto(link);
	await editorReady(ana);
	await expect(ana.getByText('View only')).toHaveCount(0);
});
