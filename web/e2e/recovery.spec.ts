import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, sameText, saved } from './people.ts';
import { shot } from './shots.ts';
import { tap } from './wire.ts';

/** What a browser says of sockets that end with a code; provoked here on purpose. */
const ENDED = /WebSocket connection|WebSocket is already in|Failed to load resource/;

test('[PR6] [PR19] a refused edit is put in again under a new client id, or kept as a copy beside the room', async ({
	party,
}) => {
	party.allowConsole(ENDED);
	const ana = await party.room('Ana');
	await focusEnd(ana);
	await ana.keyboard.type('saved ');
	await saved(ana);
	const wire = await tap(ana);

	wire.refuseNext('client-taken', 4409);
	await focusEnd(ana);
	// While the room is opened again nothing can be typed, so the test types one letter.
	await ana.keyboard.press('+');
	await expect.poll(() => editorText(ana)).toBe('saved +');
	await saved(ana);
	await expect(ana.getByRole('region', { name: 'Recovered copy' })).toBeHidden();
	const bo = await party.guest(ana, 'Bo');
	await sameText([ana, bo], (text) => text === 'saved +');

	wire.refuseNext('project-full', 4413);
	await focusEnd(ana);
	await ana.keyboard.press('!');
	const notice = ana.getByRole('region', { name: 'Recovered copy' });
	await expect(notice).toContainText('This room is full');
	await saved(ana);
	await sameText([ana, bo], (text) => text === 'saved +');
	await shot(ana, 'notice');

	await ana.reload();
	await notice.getByRole('button', { name: 'Open the copy' }).click();
	const dialog = ana.getByRole('dialog', { name: 'Recovered copy' });
	await expect(dialog.getByRole('region', { name: 'Your copy compared with the room' })).toContainText('saved +!');
	await shot(ana, 'dialog');
	const download = ana.waitForEvent('download');
	await dialog.getByRole('button', { name: 'Download' }).click();
	expect((await download).suggestedFilename()).toBe('scratch.txt');
	await dialog.getByRole('button', { name: 'Forget this copy' }).click();
	await dialog.getByRole('button', { name: 'Forget it for good' }).click();
	await expect(notice).toBeHidden();
});

test('[RT22] who may only look from now on keeps what was not sent yet', async ({ party }) => {
	party.allowConsole(ENDED);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	const wire = await tap(bo);
	wire.loseEdits();
	await focusEnd(bo);
	await bo.keyboard.type('unsent');
	await expect.poll(() => bo.getByTestId('save-state').textContent()).toContain('Saving');
	await ana.getByRole('button', { name: 'Share this room' }).click();
	await ana.getByRole('button', { name: 'Manage people and links…' }).click();
	await ana.getByRole('dialog').getByRole('combobox', { name: 'What Bo may do' }).selectOption('viewer');
	const notice = bo.getByRole('region', { name: 'Recovered copy' });
	await expect(notice).toContainText('You may look at this room, but not change it');
	await expect(bo.getByText('View only')).toBeVisible();
	await saved(bo);
	await sameText([ana, bo], (text) => text === '');
	await notice.getByRole('button', { name: 'Open the copy' }).click();
	await expect(bo.getByRole('region', { name: 'Your copy compared with the room' })).toContainText('unsent');
});
