import { expect, test } from './fixtures.ts';
import { realtimePid } from './house.ts';
import { countOf, editorText, focusEnd, sameText, saved, saveWords } from './people.ts';

/** What a browser says of sockets and requests that a dead server refuses; provoked here on purpose. */
const REFUSED = /WebSocket connection|Failed to load resource|ERR_|502|503/;

test('realtime is killed with -9 while two people type: both recover by themselves with every letter', async ({
	party,
	house,
}) => {
	party.allowConsole(REFUSED);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await focusEnd(page);
	const typing = Promise.all([
		ana.keyboard.type('a'.repeat(120), { delay: 30 }),
		bo.keyboard.type('b'.repeat(120), { delay: 30 }),
	]);
	await sameText([ana], (text) => countOf(text, 'a') > 20 && countOf(text, 'b') > 0);
	process.kill(realtimePid(house.pid), 'SIGKILL');
	const killedAt = Date.now();
	await expect.poll(() => saveWords(ana)).not.toBe('Saved');
	await typing;
	await sameText([ana, bo], (text) => countOf(text, 'a') === 120 && countOf(text, 'b') === 120);
	await Promise.all([saved(ana), saved(bo)]);
	test.info().annotations.push({
		type: 'recovered',
		description: `${Date.now() - killedAt} ms after the kill, typing included`,
	});
});

test('offline, the page says so and keeps edits on the device; back online they reach everyone', async ({ party }) => {
	party.allowConsole(REFUSED);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await ana.context().setOffline(true);
	await cutSockets(ana);
	await expect(ana.getByTestId('save-state')).toContainText('kept on this device');
	await focusEnd(ana);
	await ana.keyboard.type('from the train ');
	await focusEnd(bo);
	await bo.keyboard.type('from the office ');
	expect(await editorText(bo)).not.toContain('train');
	await ana.context().setOffline(false);
	await sameText([ana, bo], (text) => text.includes('from the train') && text.includes('from the office'));
	await Promise.all([saved(ana), saved(bo)]);
});

test('edits made offline survive closing the tab', async ({ party }) => {
	party.allowConsole(REFUSED);
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	const address = ana.url();
	await ana.context().setOffline(true);
	await cutSockets(ana);
	await expect(ana.getByTestId('save-state')).toContainText('kept on this device');
	await focusEnd(ana);
	await ana.keyboard.type('written in a tunnel');
	await expect.poll(() => editorText(ana)).toContain('tunnel');
	const context = ana.context();
	await keptOnDevice(ana);
	await ana.close();
	await context.setOffline(false);
	const again = await context.newPage();
	await again.goto(address);
	await sameText([again, bo], (text) => text === 'written in a tunnel');
	await saved(again);
});

test('the page never says saved before the server has acknowledged', async ({ party }) => {
	const ana = await party.room('Ana');
	const heard = await watchAcks(ana);
	await focusEnd(ana);
	for (const letter of 'truth') {
		await ana.keyboard.type(letter);
		await saved(ana);
		expect(await heard.unacknowledged()).toBe(0);
	}
});

/** Waits until the device has stored what was typed: its transactions end in the order in which they began. */
async function keptOnDevice(page: import('@playwright/test').Page): Promise<void> {
	await page.evaluate(async () => {
		const stores = (await indexedDB.databases()).filter(({ name }) => name?.startsWith('covibe:'));
		for (const { name } of stores) {
			const database = await new Promise<IDBDatabase>((resolve, reject) => {
				const request = indexedDB.open(name ?? '');
				request.onsuccess = () => resolve(request.result);
				request.onerror = () => reject(new Error('the store of the room cannot be opened'));
			});
			await new Promise<void>((resolve, reject) => {
				const last = database.transaction('updates', 'readwrite', { durability: 'strict' });
				last.oncomplete = () => resolve();
				last.onabort = () => reject(new Error('the store of the room cannot be written'));
				last.objectStore('updates').count();
			});
			database.close();
		}
	});
}

/** Chromium leaves open sockets alone when it goes offline; this cuts them as a lost network would. */
async function cutSockets(page: import('@playwright/test').Page): Promise<void> {
	await page.evaluate(() => window.dispatchEvent(new Event('offline')));
}

/** Counts update frames out and acknowledgements in, on the wire, beside the page's own bookkeeping. */
async function watchAcks(page: import('@playwright/test').Page): Promise<{ unacknowledged(): Promise<number> }> {
	const counts = { sent: 0, acknowledged: 0 };
	page.on('websocket', (socket) => {
		counts.sent = 0;
		counts.acknowledged = 0;
		socket.on('framesent', ({ payload }) => {
			if (typeof payload !== 'string' && payload[0] === 0 && (payload[1] === 1 || payload[1] === 2)) counts.sent++;
		});
		socket.on('framereceived', ({ payload }) => {
			if (typeof payload !== 'string' && payload[0] === 100) counts.acknowledged = payload[1] ?? 0;
		});
	});
	await page.reload();
	await saved(page);
	return { unacknowledged: () => Promise.resolve(counts.sent - counts.acknowledged) };
}
