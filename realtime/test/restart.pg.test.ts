import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, expect, test } from 'vitest';
import * as Y from 'yjs';
import { type House, openHouse } from './house.ts';
import { startProcess } from './process.ts';
import type { StockClient } from './stock-client.ts';

let house: House;
beforeEach(async () => {
	house = await openHouse();
});
afterEach(() => house.close());

/** Types until `stop`, some hundred letters a second, at the end: in front of one another they would be too tangled to join. */
function type(client: StockClient, letter: string): { stop(): void } {
	const timer = setInterval(() => client.text.insert(client.text.length, letter), 3);
	return { stop: () => clearInterval(timer) };
}

test('[RT14] SIGTERM in the middle of typing: exit 0 when all is said, and everybody goes on with the next process', async () => {
	const room = await house.createRoom();
	const [ada, ben] = [house.join(room), house.join(room)];
	await eventually(() => expect(ada.provider.synced && ben.provider.synced).toBe(true));
	const typing = [type(ada, 'a'), type(ben, 'b')];
	await eventually(() => expect(ben.text.length).toBeGreaterThan(50));
	expect(await house.realtime.end('SIGTERM')).toBe(0);
	await eventually(() => expect([ada.closeCodes[0], ben.closeCodes[0]]).toEqual([1012, 1012]));
	await house.restart();
	await eventually(() => expect(ada.provider.synced && ben.provider.synced).toBe(true));
	for (const each of typing) each.stop();
	await eventually(() => expect(ada.text.toJSON()).toBe(ben.text.toJSON()));
	const snapshots = await house.sql`SELECT seq FROM doc_snapshot WHERE project_id = ${room}`;
	expect(snapshots).toHaveLength(1);
});

test('[RT2] kill -9 in the middle of typing: every acknowledged edit is in the log', async () => {
	const room = await house.createRoom();
	for (let cycle = 0; cycle < 4; cycle++) {
		const clients = [1, 2, 3].map(() => house.join(room, house.ownerId, { covibe: '1' }));
		const typing = clients.map((client, index) => type(client, String(index)));
		await eventually(() =>
			expect(Math.min(...clients.map((client) => client.acknowledged().length))).toBeGreaterThan(20),
		);
		await house.realtime.end('SIGKILL');
		// Nobody can bring back what was lost.
		for (const each of typing) each.stop();
		for (const client of clients) client.close();
		// A commit that was under way ends without the process that asked for it.
		await eventually(async () => {
			const backends = await house.sql`SELECT FROM pg_stat_activity
				WHERE application_name = 'covibe-realtime' AND datname = current_database()`;
			expect(backends).toHaveLength(0);
		});
		const rows = await house.sql<{ bytes: Buffer }[]>`
			SELECT bytes FROM doc_update WHERE project_id = ${room} ORDER BY seq`;
		const logged = new Y.Doc();
		for (const row of rows) Y.applyUpdate(logged, row.bytes);
		const before = logged.getText('text').toJSON();
		for (const update of clients.flatMap((client) => client.acknowledged())) Y.applyUpdate(logged, update);
		expect(logged.getText('text').toJSON()).toBe(before);
		await house.restart();
		const reader = house.join(room);
		await eventually(() => expect(reader.text.toJSON()).toBe(before));
		reader.close();
	}
});

test('[RT14] when the supervisor is gone, the process ends by itself', async () => {
	const exited = new Promise((resolve) => house.realtime.child.once('exit', resolve));
	house.realtime.child.disconnect();
	expect(await exited).toBe(0);
});

test('[RT14] a taken port is told apart by its exit code, in one line', async () => {
	const settings = { DATABASE_URL: 'postgres://nobody@localhost/none', PORT: String(house.realtime.port) };
	await expect(startProcess(settings)).rejects.toThrow(`realtime ended with 98: Port ${settings.PORT} is taken`);
});

test('[RT14] a setting that is missing or wrong ends the start with one line', async () => {
	await expect(startProcess({ DATABASE_URL: '' })).rejects.toThrow('ended with 1: DATABASE_URL must be set');
	const settings = { DATABASE_URL: 'postgres://nobody@localhost/none', ROOM_IDLE_MS: '10s' };
	await expect(startProcess(settings)).rejects.toThrow('ROOM_IDLE_MS must be an integer');
});
