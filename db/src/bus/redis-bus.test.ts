import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect } from 'vitest';
import { type BusPair, describeBus } from '../../test/bus-contract.ts';
import { startTestCluster, startTestRedis, type TestRedis } from '../../test/redis.ts';
import { openRedis } from '../redis.ts';
import type { Bus } from './bus.ts';
import { roomTopic } from './news.ts';
import { openRedisBus } from './redis-bus.ts';

/** A room that no test listens to. */
const nobodys = roomTopic('Z'.repeat(22) as Parameters<typeof roomTopic>[0]);

let redis: TestRedis;
let cluster: Awaited<ReturnType<typeof startTestCluster>>;
beforeAll(async () => {
	[redis, cluster] = await Promise.all([startTestRedis(), startTestCluster()]);
});
afterAll(() => Promise.all([redis.close(), cluster.close()]));

/** Ends every connection that listens, on each of the servers. */
async function cutSubscribers(redisUrl: string): Promise<void> {
	let cut = 0;
	for (const url of redisUrl.split(',')) {
		const administrator = openRedis(url);
		await eventually(() => expect(administrator.isReady).toBe(true));
		cut += Number(await administrator.run('CLIENT', 'KILL', 'TYPE', 'pubsub'));
		administrator.close();
	}
	expect(cut).toBe(2);
}

async function openPair(redisUrl: string): Promise<BusPair> {
	const open = async (): Promise<Bus> => {
		const bus = openRedisBus(redisUrl);
		await new Promise<void>((resolve) => bus.onGap(resolve));
		await eventually(() => bus.publish(nobodys, { kind: 'ai-settings' }));
		return bus;
	};
	const [one, other] = [await open(), await open()];
	return {
		one,
		other,
		cut: () => cutSubscribers(redisUrl),
		close: async () => {
			await Promise.all([one.close(), other.close()]);
		},
	};
}

describeBus('Redis', () => openPair(redis.redisUrl));
describeBus('a Redis cluster', () => openPair(cluster.redisUrl));
