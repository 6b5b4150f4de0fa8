import type { Locator, Page } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, openFile, saved, sameText } from './people.ts';

const field = (page: Page): Locator => page.getByRole('textbox', { name: 'Message', exact: true });
const messages = (page: Page): Locator => page.getByRole('log', { name: 'Messages' });

test('with no key at all "@ai fix the problems in this file" edits for two people, and rejecting takes its work alone', async ({
	party,
}) => {
	// Grammars and rules are read for the first time in pages and in the agent.
	test.slow();
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await openFile(page, 'main.py');
	await focusEnd(ana);
	await ana.keyboard.press('Control+a');
	// The editor indents by itself.
	await ana.keyboard.type('def pick(x):\nif x == None:\nreturn 1');
	await saved(ana);
	const written = await editorText(ana);
	expect(written).toContain('x == None');
	await field(ana).click();
	await ana.keyboard.type('@ai fix the problems in this file');
	await ana.keyboard.press('Enter');
	for (const page of [ana, bo]) {
		await expect(messages(page)).toContainText('not a language model');
		await expect.poll(() => editorText(page)).toContain('x is None');
		await expect(page.getByTestId('review-bar')).toBeVisible();
	}
	await focusEnd(bo);
	await bo.keyboard.type('  # Bo was here');
	await saved(bo);
	await ana.getByTestId('review-bar').getByRole('button', { name: 'Reject all' }).click();
	await sameText([ana, bo], (text) => text === `${written}  # Bo was here`);
});
