import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, enterByLink, focusEnd, openFile, sameText, shareLink } from './people.ts';

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });
const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

async function say(page: Page, words: string): Promise<void> {
	await field(page).click();
	await page.keyboard.type(words);
	await page.keyboard.press('Enter');
	await expect(field(page)).toHaveValue('');
}

test('two people talk: typing is seen, words arrive formatted, names of files lead to them', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await field(ana).click();
	await ana.keyboard.type('Look at `words.py`, **Bo**');
	await expect(bo.getByTestId('typing')).toHaveText(/Ana is typing/);
	await ana.keyboard.press('Enter');
	await expect(messages(bo).locator('strong', { hasText: 'Bo' })).toBeVisible();
	await expect(bo.getByTestId('typing')).not.toHaveText(/typing/);
	await messages(bo).getByRole('button', { name: 'words.py' }).click();
	await expect(bo.getByRole('tab', { name: 'words.py', selected: true })).toBeVisible();
	await expect(messages(ana).getByRole('article')).toHaveCount(1);
});

test('a message can be changed with Arrow up, answered, and deleted, for everybody', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await say(ana, 'We met at tuo');
	await expect(messages(bo)).toContainText('We met at tuo');
	await ana.keyboard.press('ArrowUp');
	await expect(field(ana)).toHaveValue('We met at tuo');
	await ana.keyboard.press('Control+a');
	await ana.keyboard.type('We meet at two');
	await ana.keyboard.press('Enter');
	await expect(messages(bo)).toContainText('We meet at two');
	await expect(messages(bo)).not.toContainText('tuo');
	await messages(bo).getByRole('article').first().hover();
	await messages(bo).getByRole('button', { name: 'Reply' }).click();
	await say(bo, 'I will be there');
	await expect(messages(ana)).toContainText('I will be there');
	await messages(ana).getByRole('article').first().hover();
	await messages(ana).getByRole('button', { name: 'Delete' }).click();
	await expect(messages(bo)).toContainText('This message was deleted.');
	await expect(messages(bo)).not.toContainText('We meet at two');
});

test('hostile Markdown loads nothing, runs nothing and leads nowhere unsafe', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	const asked: string[] = [];
	bo.on('request', (request) => asked.push(request.url()));
	await field(ana).fill(
		[
			'![spy](https://elsewhere.example/spy.png) <img src="https://elsewhere.example/spy2.png" onerror="alert(1)">',
			'[run](javascript:alert(1)) [out](https://elsewhere.example/page) <script>window.wasHere = true</script>',
			'<a href="javascript:alert(2)">words</a> end of it',
		].join('\n'),
	);
	await ana.keyboard.press('Enter');
	const said = messages(bo).getByRole('article').first();
	await expect(said).toContainText('end of it');
	await expect(said).toContainText('<script>');
	await expect(said.locator('img, script, iframe, [onerror]')).toHaveCount(0);
	const links = await said
		.locator('a')
		.evaluateAll((all) => all.map((a) => [a.getAttribute('href'), a.getAttribute('rel'), a.getAttribute('target')]));
	expect(links).toEqual([
		['https://elsewhere.example/spy.png', 'noopener noreferrer nofollow', '_blank'],
		['https://elsewhere.example/page', 'noopener noreferrer nofollow', '_blank'],
	]);
	expect(asked.filter((url) => url.includes('elsewhere'))).toEqual([]);
	expect(await bo.evaluate(() => 'wasHere' in window)).toBe(false);
});

test('who has the chat closed sees how much is new, and where it begins', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await say(ana, 'seen at once');
	await expect(messages(bo)).toContainText('seen at once');
	await bo.getByRole('banner').getByRole('button', { name: 'Hide chat' }).click();
	await expect(messages(bo)).toHaveCount(0);
	await say(ana, 'one');
	await say(ana, 'two');
	await expect(bo.getByTestId('unread')).toHaveText('2');
	await bo.keyboard.press('Control+l');
	await expect(bo.getByTestId('new-messages')).toBeVisible();
	await expect(bo.getByTestId('unread')).toHaveCount(0);
	await expect(field(bo)).toBeFocused();
	await bo.reload();
	await expect(messages(bo)).toContainText('two');
	await expect(bo.getByTestId('unread')).toHaveCount(0);
	await expect(bo.getByTestId('new-messages')).toHaveCount(0);
});

test('a selection goes with the question, and code comes back to the caret', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(ana, 'words.py');
	await focusEnd(ana);
	await ana.keyboard.press('Control+Home');
	await ana.keyboard.press('Shift+ArrowDown');
	await ana.keyboard.press('Shift+ArrowDown');
	await ana.keyboard.press('Control+l');
	await expect(ana.getByRole('button', { name: 'words.py:1–2', exact: true })).toBeVisible();
	await say(ana, 'What are these?');
	await expect(messages(bo).getByRole('button', { name: 'words.py:1–2' })).toBeVisible();
	await openFile(bo, 'main.py');
	await openFile(ana, 'main.py');
	await field(bo).fill('Try this:\n```python\nprint("from the chat")\n```');
	await bo.keyboard.press('Enter');
	const code = messages(ana).getByRole('figure');
	await expect(code.locator('[class^="mtk"]').first()).toBeVisible();
	await focusEnd(ana);
	await code.getByRole('button', { name: 'Insert at the cursor' }).click();
	await sameText([ana, bo], (text) => text.includes('print("from the chat")'));
	await ana.keyboard.press('Control+z');
	await expect.poll(() => editorText(ana)).not.toContain('from the chat');
});

test('a name is completed with the keyboard, and who is meant sees it', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo Diaz');
	await field(ana).click();
	await ana.keyboard.type('Hi @bo');
	await expect(
		ana.getByRole('listbox', { name: 'Suggestions' }).getByRole('option', { name: 'Bo Diaz' }),
	).toBeVisible();
	await ana.keyboard.press('Tab');
	await expect(field(ana)).toHaveValue('Hi @Bo Diaz ');
	await ana.keyboard.press('Enter');
	await expect(messages(bo).locator('.chat-mention-self')).toHaveText('@Bo Diaz');
});

test('without a connection nothing that was written is lost, and it arrives once', async ({ party }) => {
	party.allowConsole(/WebSocket connection|Failed to load resource|ERR_/);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await ana.context().setOffline(true);
	await field(ana).click();
	await ana.keyboard.type('from the train');
	await ana.keyboard.press('Enter');
	await expect(messages(ana).getByRole('alert')).toContainText('cannot be reached');
	await ana.evaluate(() => window.dispatchEvent(new Event('offline')));
	await expect(ana.getByTestId('save-state')).not.toHaveText(/^\s*Saved\s*$/);
	await ana.context().setOffline(false);
	await expect(messages(bo)).toContainText('from the train');
	await expect(messages(ana).getByRole('alert')).toHaveCount(0);
	await expect(messages(ana).getByRole('article')).toHaveCount(1);
	await expect(messages(bo).getByRole('article')).toHaveCount(1);
});

test('a draft outlives the page', async ({ party }) => {
	const ana = await party.room('Ana');
	await field(ana).click();
	await ana.keyboard.type('half a thought');
	await expect.poll(() => ana.evaluate(() => JSON.stringify(Object.values(localStorage)))).toContain('half a thought');
	await ana.reload();
	await expect(field(ana)).toHaveValue('half a thought');
});

test('who may only look reads along, and has nothing to write in', async ({ party }) => {
	const ana = await party.room('Ana');
	const eve = await party.newPage();
	await enterByLink(eve, await shareLink(ana, 'viewer'), 'Eve');
	await say(ana, 'hello, all');
	await expect(messages(eve)).toContainText('hello, all');
	await expect(field(eve)).toHaveCount(0);
	await expect(eve.getByText('You can read along.')).toBeVisible();
});
