import { isIPv6 } from 'node:net';
import { CovibeError } from '@covibe/shared';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';

/** So often within that time; then not at all until it is over. */
export type Allowed = { readonly times: number; readonly withinMs: number };

/**
 * How often somebody may try. Counted in this process: the proxy in front sends an address to one process, and of
 * several processes each allows as much.
 */
export class Throttle {
	readonly #limiter: RateLimiterMemory;

	constructor({ times, withinMs }: Allowed) {
		this.#limiter = new RateLimiterMemory({ points: times, duration: withinMs / 1_000 });
	}

	/** Counts a try. @throws CovibeError 'slow-down' that says for how long. */
	async spend(key: string): Promise<void> {
		try {
			await this.#limiter.consume(key);
		} catch (cause) {
			throw cause instanceof RateLimiterRes ? tooOften(cause) : cause;
		}
	}

	/** Counts nothing. @throws CovibeError 'slow-down' when nothing is left. */
	async check(key: string): Promise<void> {
		const state = await this.#limiter.get(key);
		if (state && state.remainingPoints <= 0) throw tooOften(state);
	}

	/** Takes a try back, that turned out to be none. */
	async giveBack(key: string): Promise<void> {
		await this.#limiter.reward(key);
	}

	/** What was counted is forgotten. */
	async forget(key: string): Promise<void> {
		await this.#limiter.delete(key);
	}
}

/** An IPv4 address as an IPv6 socket shows it: ::ffff:203.0.113.7, or with all zeros written out. */
const MAPPED = /^[0:]*:ffff:([^:]+(?::[^:]+)?)$/;

/** An address as limits count it: whoever has one of IPv6 has at least 2^64 of them. */
export function addressKey(address: string): string {
	const lower = address.toLowerCase();
	return MAPPED.exec(lower)?.[1] ?? (isIPv6(lower) ? networkOf(lower) : lower);
}

function networkOf(address: string): string {
	const [before = [], after] = address.split('::').map((part) => (part === '' ? [] : part.split(':')));
	const zeros = after ? Array.from({ length: 8 - before.length - after.length }, () => '0') : [];
	const groups = [...before, ...zeros, ...(after ?? [])];
	return groups
		.slice(0, 4)
		.map((group) => Number.parseInt(group, 16).toString(16))
		.join(':');
}

function tooOften({ msBeforeNext }: RateLimiterRes): CovibeError {
	const minutes = Math.ceil(msBeforeNext / 60_000);
	const wait = minutes === 1 ? 'a minute' : `${minutes} minutes`;
	return new CovibeError('slow-down', { detail: `That was tried too often. Wait ${wait}, then try again.` });
}
