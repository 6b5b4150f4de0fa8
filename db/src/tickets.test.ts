import { createHmac } from 'node:crypto';
import { CovibeError, type ProjectId, type UserId } from '@covibe/shared';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { signServiceToken, signTicket, verifyServiceToken, verifyTicket } from './tickets.ts';

const SECRET = 'a'.repeat(43);
const userId = 'U'.repeat(22) as UserId;
const projectId = 'P'.repeat(22) as ProjectId;

afterEach(() => vi.useRealTimers());

function refusal(verify: () => unknown): string {
	try {
		verify();
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return 'accepted';
}

function forge(header: object, payload: object, secret: string): string {
	const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
	const body = `${encode(header)}.${encode(payload)}`;
	return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
}

describe('tickets', () => {
	it('say who and where, for thirty seconds', () => {
		const ticket = signTicket(SECRET, { userId, projectId });
		const claims = verifyTicket(SECRET, ticket);
		expect(claims).toMatchObject({ userId, projectId });
		const lifetimeMs = claims.expiresAt.getTime() - Date.now();
		expect(lifetimeMs).toBeGreaterThan(28_000);
		expect(lifetimeMs).toBeLessThanOrEqual(31_000);
	});

	it('are all different', () => {
		const ids = [1, 2].map(() => verifyTicket(SECRET, signTicket(SECRET, { userId, projectId })).ticketId);
		expect(ids[0]).not.toBe(ids[1]);
	});

	it('expire', () => {
		vi.useFakeTimers();
		const ticket = signTicket(SECRET, { userId, projectId });
		vi.advanceTimersByTime(40_000);
		expect(refusal(() => verifyTicket(SECRET, ticket))).toBe('ticket-invalid');
	});

	it('of another key, another purpose, another algorithm, or none at all are refused', () => {
		const exp = Math.floor(Date.now() / 1_000) + 30;
		const payload = { aud: 'covibe:room', sub: userId, project: projectId, jti: 'x', exp };
		const hs256 = { alg: 'HS256', typ: 'JWT' };
		expect(refusal(() => verifyTicket(SECRET, forge(hs256, payload, SECRET)))).toBe('accepted');
		const forged = [
			forge(hs256, payload, 'b'.repeat(43)),
			forge({ alg: 'none' }, payload, SECRET),
			`${forge({ alg: 'none' }, payload, SECRET).split('.').slice(0, 2).join('.')}.`,
			forge({ alg: 'HS512' }, payload, SECRET),
			forge(hs256, { ...payload, aud: 'covibe:service' }, SECRET),
			forge(hs256, { ...payload, exp: undefined }, SECRET),
			forge(hs256, { ...payload, exp: exp - 60 }, SECRET),
			forge(hs256, { ...payload, project: '../x' }, SECRET),
			forge(hs256, { ...payload, sub: { toString: 'x' } }, SECRET),
			signServiceToken(SECRET, { userId, lifetimeMs: 60_000 }),
			'',
			'a.b.c',
			'x'.repeat(100_000),
		];
		for (const token of forged) expect(refusal(() => verifyTicket(SECRET, token))).toBe('ticket-invalid');
	});

	it('do not open what a service token opens', () => {
		expect(verifyServiceToken(SECRET, signServiceToken(SECRET, { userId, lifetimeMs: 60_000 }))).toEqual({ userId });
		expect(refusal(() => verifyServiceToken(SECRET, signTicket(SECRET, { userId, projectId })))).toBe('ticket-invalid');
	});
});
