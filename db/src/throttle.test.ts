import { expect, it } from 'vitest';
import { addressKey, Throttle } from './throttle.ts';

it('lets nobody try more often than allowed, says for how long, and leaves others alone', async () => {
	const throttle = new Throttle({ times: 3, withinMs: 600_000 });
	for (let time = 0; time < 3; time++) await throttle.spend('mallory');
	await expect(throttle.spend('mallory')).rejects.toMatchObject({
		code: 'slow-down',
		message: 'That was tried too often. Wait 10 minutes, then try again.',
	});
	await expect(throttle.check('mallory')).rejects.toMatchObject({ code: 'slow-down' });
	await throttle.check('ana');
	await throttle.forget('mallory');
	await throttle.spend('mallory');
});

it('takes all addresses of one network of IPv6 for one, and one of IPv4 for itself', () => {
	expect(addressKey('2001:DB8:0001:2:3:4:5:6')).toBe('2001:db8:1:2');
	expect(addressKey('2001:db8::1')).toBe('2001:db8:0:0');
	expect(addressKey('::1')).toBe('0:0:0:0');
	expect(['203.0.113.7', '::ffff:203.0.113.7'].map(addressKey)).toEqual(['203.0.113.7', '203.0.113.7']);
	expect(addressKey('0000:0000:0000:0000:0000:ffff:cb00:7107')).toBe('cb00:7107');
});
