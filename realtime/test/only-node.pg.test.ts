import { eventually } from '@covibe/shared/testing';
import { startTestRedis } from '@covibe/db/testing-redis';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type House, openHouse } from './house.ts';
import { startProcess } from './process.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse();
});
afterAll(() => house.close());

test('[RT34] without Redis a second node on the same database refuses to start, in one line, and the first goes on', async () => {
	const start = startProcess({ DATABASE_URL: house.databaseUrl });
	await expect(start).rejects.toThrow(
		'realtime ended with 97: Another realtime process serves this database: stop it, or set REDIS_URL for both',
	);
	const redis = await startTestRedis();
	const withRedis = startProcess({ DATABASE_URL: house.databaseUrl, REDIS_URL: redis.redisUrl });
	await expect(withRedis).rejects.toThrow('ended with 97: A realtime process without REDIS_URL serves this database');
	await redis.close();
	const ada = house.join(await house.createRoom());
	await eventually(() => expect(ada.provider.synced).toBe(true));
});

test('[RT34] a node that was killed makes room for its successor', async () => {
	await house.realtime.end('SIGKILL');
	await house.restart();
	const ada = house.join(await house.createRoom());
	await eventually(() => expect(ada.provider.synced).toBe(true));
});

test('[RT14] a REDIS_URL that is none ends the start with one line that does not repeat it', async () => {
	const start = startProcess({ DATABASE_URL: house.databaseUrl, REDIS_URL: 'hunter2' });
	await expect(start).rejects.toThrow(/ended with 1: REDIS_URL must look like (?!.*hunter2)/);
});
