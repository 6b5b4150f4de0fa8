import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, openFile, sameText, saved, treeItem } from './people.ts';

test('a caret with a name shows where another types, in the colour of their avatar', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await focusEnd(bo);
	await bo.keyboard.type('here');
	await expect(ana.locator('.monaco-editor').getByText('Bo', { exact: true })).toBeVisible();
	await expect(ana.getByRole('button', { name: /^Follow Bo/ })).toBeVisible();
	await expect(ana.getByRole('button', { name: /scratch\.txt/ })).not.toHaveCount(0);
});

test('following goes along to other files and ends with Escape or typing', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'words.py');
	await ana.getByRole('button', { name: /^Follow Bo/ }).click();
	await expect(ana.getByText('Following Bo')).toBeVisible();
	await expect(ana.getByRole('tab', { name: 'words.py', selected: true })).toBeVisible();
	await openFile(bo, 'main.py');
	await expect(ana.getByRole('tab', { name: 'main.py', selected: true })).toBeVisible();
	await ana.keyboard.press('Escape');
	await expect(ana.getByText('Following Bo')).toBeHidden();
	await openFile(bo, 'README.md');
	await expect(treeItem(bo, 'README.md')).toHaveAttribute('aria-selected', 'true');
	await expect(ana.getByRole('tab', { name: 'main.py', selected: true })).toBeVisible();
	await ana.getByRole('button', { name: /^Follow Bo/ }).click();
	await expect(ana.getByRole('tab', { name: 'README.md', selected: true })).toBeVisible();
	await focusEnd(ana);
	await ana.keyboard.type('x');
	await expect(ana.getByText('Following Bo')).toBeHidden();
});

test('somebody who leaves is gone from the room', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await expect(ana.getByRole('button', { name: /^Follow Bo/ })).toBeVisible();
	await bo.close();
	await expect(ana.getByRole('button', { name: /^Follow Bo/ })).toBeHidden();
});

test('who may only look is told so, cannot type, and follows every change', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const vi = await party.guest(ana, 'Vi', 'viewer');
	await expect(vi.getByText('View only')).toBeVisible();
	await expect(vi.getByRole('button', { name: 'New file' })).toHaveCount(0);
	await openFile(vi, 'main.py');
	const before = await editorText(vi);
	await focusEnd(vi);
	await vi.keyboard.type('not allowed');
	expect(await editorText(vi)).toBe(before);
	await openFile(ana, 'main.py');
	await focusEnd(ana);
	await ana.keyboard.type('# allowed');
	await sameText([ana, vi], (text) => text.includes('# allowed'));
	await saved(vi);
});

test('who may only edit cannot share', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await bo.getByRole('button', { name: 'Share this room' }).click();
	await expect(bo.getByText('Only the owner and the admins of this room can make a link.')).toBeVisible();
	const status = await bo.evaluate(
		async () =>
			(
				await fetch(`${location.pathname}/links`, {
					method: 'POST',
					body: '{"role":"editor"}',
					headers: { 'content-type': 'application/json' },
				})
			).status,
	);
	expect(status).toBe(403);
	party.allowConsole(/403/);
});
