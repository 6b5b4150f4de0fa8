import AxeBuilder from '@axe-core/playwright';
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

test('the built-in helper answers both, edits the file, and one click takes exactly its work back', async ({
	party,
}) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'words.py');
	await focusEnd(ana);
	await ana.keyboard.insertText('\ndef same(one):\n    return one == None\n');
	await sameText([ana, bo], (text) => text.includes('== None'));
	await say(ana, 'not for the AI');
	await expect(messages(bo)).toContainText('not for the AI');
	await say(ana, '@ai fix the problems in this file');
	for (const page of [ana, bo]) {
		await expect(page.getByRole('group', { name: 'Edits of this answer' })).toBeVisible({ timeout: 45_000 });
		await expect(messages(page)).toContainText('not a language model');
	}
	// Two questions would be two answers: what was said to people got none.
	await expect(messages(ana).getByRole('list', { name: 'What it did' })).toHaveCount(1);
	await sameText([ana, bo], (text) => text.includes('is None') && !text.includes('== None'));
	await focusEnd(bo);
	await bo.keyboard.type('# typed by bo');
	await ana.getByRole('group', { name: 'Edits of this answer' }).getByRole('button', { name: 'Undo' }).click();
	await sameText([ana, bo], (text) => text.includes('== None') && text.includes('# typed by bo'));
});

test('somebody alone talks to the AI without calling it, and a command asks about what is open', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await openFile(ana, 'words.py');
	await field(ana).click();
	await ana.keyboard.type('/expl');
	await ana.keyboard.press('Enter');
	await expect(field(ana)).toHaveValue('/explain ');
	await ana.keyboard.press('Enter');
	await expect(messages(ana).getByRole('article').last()).toContainText('words.py', { timeout: 45_000 });
	await ana.reload();
	await expect(messages(ana).getByRole('article')).toHaveCount(2);
	await expect(ana.getByTestId('live-answer')).toHaveCount(0);
});

test('threads are apart, and words are found in all of them', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await say(ana, 'in the first thread');
	await ana.getByRole('button', { name: /^Chat\. Threads/ }).click();
	await ana.getByRole('menuitem', { name: 'New thread…' }).click();
	await ana.getByRole('textbox', { name: 'Name of the new thread' }).fill('Colours');
	await ana.keyboard.press('Enter');
	await expect(ana.getByRole('button', { name: /^Colours\. Threads/ })).toBeVisible();
	await say(ana, 'green, perhaps');
	await expect(messages(ana)).not.toContainText('in the first thread');
	await expect(messages(bo)).not.toContainText('green');
	await bo.getByRole('button', { name: 'Search in the chat' }).click();
	await bo.keyboard.type('green');
	await bo.getByRole('list', { name: 'Found messages' }).getByRole('button').click();
	await expect(messages(bo)).toContainText('green, perhaps');
	await expect(bo.getByRole('button', { name: /^Colours\. Threads/ })).toBeVisible();
});

test('the owner sets the AI up: a key is kept and never shown again, and the AI can be switched off', async ({
	party,
}) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await ana.getByRole('button', { name: 'AI settings and keys' }).click();
	const dialog = ana.getByRole('dialog', { name: 'AI settings' });
	await dialog.getByLabel('Key', { exact: true }).fill('sk-canary-of-the-test-4321');
	await dialog.getByRole('button', { name: 'Keep it' }).click();
	await expect(dialog.getByText('…4321')).toBeVisible();
	expect(await ana.content()).not.toContain('sk-canary');
	await dialog.getByRole('button', { name: /Remove the key/ }).click();
	await expect(dialog.getByText('…4321')).toHaveCount(0);
	await dialog.getByLabel('Who may ask').selectOption('nobody');
	await dialog.getByRole('button', { name: 'Save' }).click();
	await expect(dialog).toBeHidden();
	party.allowConsole(/403/);
	await say(bo, '@ai are you there?');
	await expect(messages(bo).getByRole('alert')).toContainText('switched off');
	await bo.getByRole('button', { name: 'AI settings and keys' }).click();
	await expect(bo.getByRole('dialog').getByLabel('Who may ask')).toBeDisabled();
});

for (const colorScheme of ['light', 'dark'] as const) {
	test(`the chat, what it offers and its settings keep nobody out: ${colorScheme}`, async ({ party }) => {
		// The name at Bo's caret fades after a while: half faded, it has no contrast to speak of.
		const ana = await party.room('Ana', { template: 'Python' }, { colorScheme, reducedMotion: 'reduce' });
		await party.guest(ana, 'Bo');
		const serious = async () => {
			const { violations } = await new AxeBuilder({ page: ana }).analyze();
			return violations
				.filter(({ impact }) => impact === 'serious' || impact === 'critical')
				.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' | ')}`);
		};
		await field(ana).fill(
			'See `words.py` and [this](https://elsewhere.example)\n```python\nprint("x")  # a comment\n```',
		);
		await ana.keyboard.press('Control+End');
		await ana.keyboard.press('Enter');
		await expect(messages(ana).locator('[class^="mtk"]').first()).toBeVisible();
		await ana.keyboard.type('@');
		await expect(ana.getByRole('listbox', { name: 'Suggestions' })).toBeVisible();
		expect(await serious()).toEqual([]);
		await ana.keyboard.press('Escape');
		await ana.getByRole('button', { name: 'AI settings and keys' }).click();
		await expect(ana.getByLabel('Who may ask')).toBeVisible();
		expect(await serious()).toEqual([]);
	});
}
