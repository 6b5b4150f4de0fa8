import { expect, test } from 'vitest';
import { createMemoryLimitStore, Limits, type LimitSettings } from './limits.ts';

const wide = { turnsPerMinute: 100, tokensPerDay: 1_000_000, microUsdPerMonth: undefined };
const asker = { userId: 'u', projectId: 'p', keyId: 'k' };
const start = Date.parse('2026-11-26T12:00:00Z');

test('a user has so many turns a minute, and gets them back one by one', async () => {
	const { limits, clock } = open({ user: { ...wide, turnsPerMinute: 2 } });
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
	const { limits } = open({ user: { ...wide, turnsPerMinute: 1 }, project: { ...wide, turnsPerMinute: 2 } });
	await limits.admit(asker);
	for (let attempt = 0; attempt < 5; attempt++) await limits.admit(asker);
	expect(await limits.admit({ ...asker, userId: 'other' })).toEqual({ ok: true });
});

test('tokens may leave a debt, which is paid by time', async () => {
	const { limits, clock } = open({ project: { ...wide, tokensPerDay: 1_000 } });
	await limits.charge(asker, { tokens: 1_500, microUsd: undefined });
	expect(await limits.admit(asker)).toMatchObject({ ok: false, scope: 'project', limit: 'tokens' });
	clock.now += 12 * 3_600_000;
	expect(await limits.admit(asker)).toMatchObject({ ok: false });
	clock.now += 60 * 60_000;
	expect(await limits.admit(asker)).toEqual({ ok: true });
});

test('money ends with the month, in UTC', async () => {
	const { limits, clock } = open({ key: { ...wide, microUsdPerMonth: 5_000 } });
	await limits.charge(asker, { tokens: 10, microUsd: 5_000 });
	const retryAt = new Date('2026-12-01T00:00:00Z');
	expect(await limits.admit(asker)).toEqual({ ok: false, scope: 'key', limit: 'money', retryAt });
	clock.now = retryAt.getTime();
	expect(await limits.admit(asker)).toEqual({ ok: true });
});

function open(settings: Partial<LimitSettings>) {
	const clock = { now: start };
	const all = { user: wide, project: wide, key: wide, ...settings };
	return { limits: new Limits(createMemoryLimitStore(), all, () => clock.now), clock };
}
