import { CovibeError, type UserId } from '@covibe/shared';
import { type Arrival, findLink, type Link, requirePassword, takePlace } from './links.ts';
import type { Sql } from './sql.ts';
import { addressKey, type Allowed, Throttle } from './throttle.ts';

/** A minute of clicking at dead links. Each more would be a query: nobody finds one of 2^256 tokens. */
const MISSES: Allowed = { times: 60, withinMs: 60_000 };
/** Somebody who was told a password mistypes it twice. */
const WRONG_PASSWORDS: Allowed = { times: 10, withinMs: 600_000 };
/** From all addresses: a botnet that has the link gets through 200 words an hour, and meanwhile nobody else comes in. */
const WRONG_PASSWORDS_OF_LINK: Allowed = { times: 200, withinMs: 3_600_000 };

/** Who comes: somebody who is known, or who becomes so when nothing else is in the way. */
export type Entry = {
	readonly token: string;
	readonly password?: string | undefined;
	readonly who: UserId | (() => Promise<UserId>);
};

type Guess = {
	readonly id: string;
	readonly token: string;
	readonly password: string | undefined;
	readonly userId: UserId | undefined;
};

/** Where people come in by links: counts who guesses. */
export class LinkDoor {
	readonly #sql: Sql;
	readonly #misses = new Throttle(MISSES);
	readonly #wrong = new Throttle(WRONG_PASSWORDS);
	readonly #wrongOfLink = new Throttle(WRONG_PASSWORDS_OF_LINK);

	constructor(sql: Sql) {
		this.#sql = sql;
	}

	/** What a token opens. @throws CovibeError 'link-invalid' | 'slow-down' for an address that guesses */
	async look(token: string, address: string): Promise<Link> {
		const from = addressKey(address);
		await this.#misses.check(from);
		const link = await findLink(this.#sql, token);
		if (link) return link;
		await this.#misses.spend(from);
		throw new CovibeError('link-invalid');
	}

	/**
	 * Lets somebody in, or has them wait. Guesses that come at once are counted when they are answered: what is too many of them is told to
	 * slow down before passwords are hashed.
	 * @throws CovibeError 'link-invalid' | 'link-password' | 'removed' | 'lobby-full' | 'not-let-in' | 'slow-down'
	 */
	async enter({ token, password, who }: Entry, address: string): Promise<Arrival> {
		const { id, needsPassword } = await this.look(token, address);
		const userId = typeof who === 'function' ? undefined : who;
		if (needsPassword) await this.#hear({ id, token, password, userId }, addressKey(address));
		return takePlace(this.#sql, { token, userId: typeof who === 'function' ? await who() : who });
	}

	async #hear(guess: Guess, from: string): Promise<void> {
		const own = `${guess.id} ${from}`;
		await this.#wrong.check(own);
		await this.#wrongOfLink.check(guess.id);
		try {
			await requirePassword(this.#sql, guess);
		} catch (cause) {
			if (cause instanceof CovibeError && cause.code === 'link-password') {
				await this.#wrong.spend(own);
				await this.#wrongOfLink.spend(guess.id);
			}
			throw cause;
		}
	}
}
