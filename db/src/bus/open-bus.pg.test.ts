import type { ProjectId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { startTestRedis, type TestRedis } from '../../test/redis.ts';
import type { Bus } from './bus.ts';
import { roomTopic } from './news.ts';
import { openBus } from './open-bus.ts';

const room = roomTopic('A'.repeat(22) as ProjectId);
let database: TestDatabase;
let redis: TestRedis;
let buses: Bus[];

beforeEach(async () => {
	[database, redis] = await Promise.all([createTestDatabase(), startTestRedis()]);
	buses = [0, 1].map(() => openBus({ ...database, redisUrl: redis.redisUrl }));
});
afterEach(async () => {
	await Promise.all(buses.map((bus) => bus.close()));
	await Promise.all([database.close(), redis.close()]);
});

/** Publishes on one, and waits until the other hears it. @returns how long that took. */
async function tell(): Promise<number> {
	const startedAt = performance.now();
	let heard = 0;
	const stop = buses[1]?.subscribe(room, () => heard++);
	await buses[0]?.publish(room, { kind: 'ai-settings' });
	await eventually(() => expect(heard).toBeGreaterThan(0), 1_000);
	stop?.();
	return performance.now() - startedAt;
}

it.each([
	['is gone', 'kill', 'restart'],
	['hangs', 'stop', 'go on'],
])('brings news within a second while Redis %s, and after it is back', async (_, trouble) => {
	await eventually(tell);
	if (trouble === 'kill') await redis.kill();
	else redis.signal('SIGSTOP');
	await eventually(async () => expect(await tell()).toBeLessThan(300));
	if (trouble === 'kill') await redis.restart();
	else redis.signal('SIGCONT');
	let gaps = 0;
	buses[1]?.onGap(() => gaps++);
	await eventually(tell);
	if (trouble === 'kill') await eventually(() => expect(gaps).toBeGreaterThan(0));
});
