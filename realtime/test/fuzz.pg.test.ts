import { afterAll, beforeAll, expect, test } from 'vitest';
import { attack } from './fuzz/attack.ts';
import { type House, openHouse } from './house.ts';

let house: House;
beforeAll(async () => {
	house = await openHouse({ ABUSE_LIMITS: '0', LOG_LEVEL: 'warn' });
});
afterAll(() => house.close());

test('[RT5] [RT8] [RT21] 3,000 hostile frames on the real socket: it lives, and nobody else notices', async () => {
	const [room, calmRoom] = [await house.createRoom(), await house.createRoom()];
	const attackers = [await house.invite(room, 'editor'), await house.invite(room, 'viewer')];
	const { port, pid } = house.realtime;
	const seed = Number(process.env['SEED'] ?? 1);
	const result = await attack({ port, pid, room, calmRoom, owner: house.ownerId, attackers }, { frames: 3_000, seed });
	expect(house.realtime.child.exitCode).toBeNull();
	expect(result, `SEED=${seed}`).toMatchObject({ runs: 3_000, diverged: 0, impostors: 0, leaked: 0 });
	expect(result.refused).toBeGreaterThan(100);
	expect(result.rss_growth_mb).toBeLessThan(128);
}, 120_000);
