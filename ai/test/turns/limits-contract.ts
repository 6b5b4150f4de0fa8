import { describe, expect, test } from 'vitest';
import { Limits, type LimitSettings, type LimitStore } from '../../src/turns/limits.ts';

const wide = { turnsPerMinute: 100, tokensPerDay: 1_000_000, microUsdPerMonth: undefined };
const asker = { userId: 'u', projectId: 'p', keyId: 'k' };
const start = Date.parse('2026-11-26T12:00:00Z');

/** What holds for the limits wherever their use is kept; each test begins with an empty store. */
export function testLimits(name: string, openStore: () => Promise<LimitStore>): void {
	async function open(settings: Partial<LimitSettings>) {
		const clock = { now: start };
		const all = { user: wide, project: wide, key: wide, ...settings };
		return { limits: new Limits(await openStore(), all, () => clock.now), clock };
	}

	describe(name, () => {
		test('a user has so many turns a minute, and gets them back one by one', async () => {
			const { limits, clock } = await open({ user: { ...wide, turnsPerMinute: 2 } });
			expect(await limits.admit(asker)).toEqual({ ok: true });
			expect(await limits.admit(asker)).toEqual({ ok: true });
			const retryAt = new Date(start + 30_000);
			expect(await limits.admit(asker)).toEqual({ ok: false, scope: 'user', limit: 'turns', retryAt });
			expect(await limits.admit({ ...asker, userId: 'other' })).toEqual({ ok: true });
			clock.now += 30_000;
			expect(await limits.admit(asker)).toEqual({ ok: true });
			expect(await limits.admit(asker)).toMatchObject({ ok: false });
		});

		test('a refusal by one scope takes nothing from the others', async () => {
			const { limits } = await open({ user: { ...wide, turnsPerMinute: 1 }, project: { ...wide, turnsPerMinute: 2 } });
			await limits.admit(asker);
			for (let attempt = 0; attempt < 5; attempt++) await limits.admit(asker);
			expect(await limits.admit({ ...asker, userId: 'other' })).toEqual({ ok: true });
		});

		test('tokens may leave a debt, which is paid by time', async () => {
			const { limits, clock } = await open({ project: { ...wide, tokensPerDay: 1_000 } });
			await limits.charge(asker, { tokens: 1_500, microUsd: undefined });
			expect(await limits.admit(asker)).toMatchObject({ ok: false, scope: 'project', limit: 'tokens' });
			clock.now += 12 * 3_600_000;
			expect(await limits.admit(asker)).toMatchObject({ ok: false });
			clock.now += 60 * 60_000;
			expect(await limits.admit(asker)).toEqual({ ok: true });
		});

		test('money ends with the month, in UTC', async () => {
			const { limits, clock } = await open({ key: { ...wide, microUsdPerMonth: 5_000 } });
			await limits.charge(asker, { tokens: 10, microUsd: 5_000 });
			const retryAt = new Date('2026-12-01T00:00:00Z');
			expect(await limits.admit(asker)).toEqual({ ok: false, scope: 'key', limit: 'money', retryAt });
			clock.now = retryAt.getTime();
			expect(await limits.admit(asker)).toEqual({ ok: true });
		});

		test('of many who ask at once, as many are let in as there are turns', async () => {
			const { limits } = await open({ project: { ...wide, turnsPerMinute: 7 } });
			const users = Array.from({ length: 20 }, (_, index) => ({ ...asker, userId: `u${index}` }));
			const admissions = await Promise.all(users.map((each) => limits.admit(each)));
			expect(admissions.filter(({ ok }) => ok)).toHaveLength(7);
		});
	});
}
