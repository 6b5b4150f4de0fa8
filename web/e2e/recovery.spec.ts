import type { Page, WebSocketRoute } from '@playwright/test';
import { expect, test } from './fixtures.ts';
import { editorText, focusEnd, sameText, saved } from './people.ts';

/** What a browser says of sockets that end with a code; provoked here on purpose. */
const ENDED = /WebSocket connection|WebSocket is already in|Failed to load resource/;

/** Stands between a page and the server, and has the next edit refused or lost. */
type Wire = { refuseNext(code: string, close: number): void; loseEdits(): void };

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

/** Stands between the page and the server from its next connection on. */
async function tap(page: Page): Promise<Wire> {
	let refusal: { code: string; close: number } | undefined;
	let isLosing = false;
	await page.routeWebSocket(/\/sync\//, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			const isEdit = typeof message !== 'string' && message[0] === 0 && message[1] === 2;
			if (isEdit && isLosing) return;
			if (isEdit && refusal) refuse(socket, refusal);
			if (isEdit && refusal) void server.close();
			if (isEdit && refusal) refusal = undefined;
			else server.send(message);
		});
		// Edits are lost on one connection alone: on the next, the sync step holds them.
		server.onClose((code, reason) => {
			isLosing = false;
			void socket.close({ code: code ?? 1000, reason: reason ?? '' });
		});
	});
	await page.reload();
	await saved(page);
	return {
		refuseNext: (code, close) => (refusal = { code, close }),
		loseEdits: () => (isLosing = true),
	};
}

/** A nack, then the close, as the server sends them. */
function refuse(socket: WebSocketRoute, { code, close }: { code: string; close: number }): void {
	const message = code === 'project-full' ? 'This room is full.' : 'Refused.';
	socket.send(Buffer.from([102, code.length, ...Buffer.from(code), message.length, ...Buffer.from(message)]));
	void socket.close({ code: close, reason: code });
}

/** Pictures for people, where they ask for them. */
async function shot(page: Page, name: string): Promise<void> {
	const folder = process.env['SHOTS'];
	if (folder === undefined) return;
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(250);
		await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
	}
	await page.setViewportSize({ width: 390, height: 844 });
	await page.waitForTimeout(250);
	await page.screenshot({ path: `${folder}/${name}-390.png` });
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.emulateMedia({ colorScheme: 'light' });
}
