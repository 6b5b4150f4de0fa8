import { CovibeError, type EmailAddress } from '@covibe/shared';
import { hashToken } from './ids.ts';
import { addressKey, type Allowed, Throttle } from './throttle.ts';

const QUARTER_OF_AN_HOUR_MS = 15 * 60_000;

/** Wrong passwords alone count. */
export type SignInLimits = {
	/** For one account from one address: a person who tries all passwords they ever had. */
	readonly pair: Allowed;
	/** For one account from everywhere: ten addresses that guess together. */
	readonly account: Allowed;
	/** From one address, whichever accounts: a class of forty that mistypes five times each. */
	readonly address: Allowed;
};

const LIMITS: SignInLimits = {
	pair: { times: 10, withinMs: QUARTER_OF_AN_HOUR_MS },
	account: { times: 100, withinMs: 4 * QUARTER_OF_AN_HOUR_MS },
	address: { times: 200, withinMs: QUARTER_OF_AN_HOUR_MS },
};

/**
 * Bounds how often passwords are tried. Whether an address has an account makes no difference. Who guesses at an account
 * from one address shuts out nobody elsewhere, and no other account at the same address.
 */
export class SignInThrottle {
	readonly #pair: Throttle;
	readonly #account: Throttle;
	readonly #address: Throttle;

	constructor(limits: SignInLimits = LIMITS) {
		this.#pair = new Throttle(limits.pair);
		this.#account = new Throttle(limits.account);
		this.#address = new Throttle(limits.address);
	}

	/** Counts a try before it is made, so that many at once are no way round. @throws CovibeError 'slow-down' */
	async attempt<T>(who: { email: EmailAddress; address: string }, work: () => Promise<T>): Promise<T> {
		// Addresses of people are not kept in memory.
		const account = hashToken(who.email).toString('base64url');
		const address = addressKey(who.address);
		const pair = `${account} ${address}`;
		// The narrowest first: what it refuses costs the others nothing.
		await this.#pair.spend(pair);
		await this.#account.spend(account);
		await this.#address.spend(address);
		let isWrong = false;
		try {
			const result = await work();
			await this.#pair.forget(pair);
			return result;
		} catch (error) {
			isWrong = error instanceof CovibeError && error.code === 'credentials-wrong';
			if (!isWrong) await this.#pair.giveBack(pair);
			throw error;
		} finally {
			if (!isWrong) await Promise.all([this.#account.giveBack(account), this.#address.giveBack(address)]);
		}
	}
}
