import { eventually } from '@covibe/shared/testing';
import { expect, it } from 'vitest';
import { type BusPair, describeBus } from '../../test/bus-contract.ts';
import { createTestDatabase } from '../../test/database.ts';
import type { Bus } from './bus.ts';
import { roomTopic } from './news.ts';
import { openPostgresBus } from './postgres-bus.ts';

async function openPair(): Promise<BusPair> {
	const database = await createTestDatabase();
	const { sql } = database;
	const open = async (): Promise<Bus> => {
		const bus = openPostgresBus(database);
		await new Promise<void>((resolve) => bus.onGap(resolve));
		return bus;
	};
	const [one, other] = [await open(), await open()];
	return {
		one,
		other,
		cut: async () => {
			const cut = await sql`
				SELECT pg_terminate_backend(pid) FROM pg_stat_activity
				WHERE application_name = 'covibe-listener' AND datname = current_database()`;
			expect(cut).toHaveLength(2);
		},
		close: async () => {
			await Promise.all([one.close(), other.close()]);
			await database.close();
		},
	};
}

describeBus('PostgreSQL', openPair);

it('hears nothing that is no news of ours, and goes on', async () => {
	const database = await createTestDatabase();
	const bus = openPostgresBus(database);
	const heard: unknown[] = [];
	await new Promise<void>((resolve) => bus.onGap(resolve));
	const room = roomTopic('A'.repeat(22) as Parameters<typeof roomTopic>[0]);
	bus.subscribe(room, (news) => heard.push(news));
	for (const payload of ['', 'null', '{', '{"topic":7}', JSON.stringify({ topic: room, news: { kind: 'confetti' } })])
		await database.sql`SELECT pg_notify('covibe_news', ${payload})`;
	await bus.publish(room, { kind: 'ai-settings' });
	await eventually(() => expect(heard).toEqual([{ kind: 'ai-settings' }]));
	await bus.close();
	await database.close();
});
