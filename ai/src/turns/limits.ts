/** What one user, project or key may use. */
export type ScopeLimits = {
	readonly turnsPerMinute: number;
	readonly tokensPerDay: number;
	/** Undefined: no cap. */
	readonly microUsdPerMonth: number | undefined;
};

export const SCOPES = ['user', 'project', 'key'] as const;
export type Scope = (typeof SCOPES)[number];
export type LimitSettings = Readonly<Record<Scope, ScopeLimits>>;

/** Who is asking, where, and with which key. */
export type Asker = { readonly userId: string; readonly projectId: string; readonly keyId: string };

/** What is kept of one scope. Times are epoch milliseconds. */
export type ScopeUse = {
	readonly turns: Bucket;
	readonly tokens: Bucket;
	/** Spent in the month, such as `2026-11` (UTC). */
	readonly spent: { readonly month: string; readonly microUsd: number };
};

/** What is left, as of a moment; below zero after a turn that took more than was there. */
export type Bucket = { readonly left: number; readonly at: number };

/** Where the use of scopes is kept. */
export interface LimitStore {
	/** Reads these scopes, lets `change` decide, and writes what it returns: all of it at once, or none. */
	change<Result>(
		names: readonly string[],
		change: (uses: readonly (ScopeUse | undefined)[]) => { uses: readonly ScopeUse[]; result: Result },
	): Promise<Result>;
}

export type Admission =
	| { readonly ok: true }
	| {
			readonly ok: false;
			readonly scope: Scope;
			readonly limit: 'turns' | 'tokens' | 'money';
			/** When the same question may be asked again. */
			readonly retryAt: Date;
	  };

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Counts turns, tokens and money for each user, project and key. What a turn uses is known after it, and may leave a debt. */
export class Limits {
	readonly #store: LimitStore;
	readonly #settings: LimitSettings;
	readonly #now: () => number;

	constructor(store: LimitStore, settings: LimitSettings, now: () => number = Date.now) {
		this.#store = store;
		this.#settings = settings;
		this.#now = now;
	}

	/** Takes one turn from all three scopes, or from none of them. What is asked for while somebody types is no turn. */
	admit(asker: Asker, { isTurn = true } = {}): Promise<Admission> {
		const now = this.#now();
		return this.#store.change<Admission>(namesOf(asker), (kept) => {
			const uses = this.#refilled(kept, now);
			const refusals = SCOPES.flatMap((scope, index) =>
				refusalOf(scope, uses[index], this.#settings[scope], now),
			).filter(({ limit }) => isTurn || limit !== 'turns');
			// The one that holds longest: whoever comes back at another's time would be refused again.
			const refusal = refusals.sort((left, right) => right.retryAt.getTime() - left.retryAt.getTime())[0];
			if (refusal) return { uses, result: refusal };
			if (!isTurn) return { uses, result: { ok: true } };
			const taken = uses.map((use) => ({ ...use, turns: { ...use.turns, left: use.turns.left - 1 } }));
			return { uses: taken, result: { ok: true } };
		});
	}

	/** Writes down what an attempt used; unpriced ones cost no money here. */
	charge(asker: Asker, used: { tokens: number; microUsd: number | undefined }): Promise<void> {
		const now = this.#now();
		return this.#store.change(namesOf(asker), (kept) => ({
			uses: this.#refilled(kept, now).map((use) => ({
				...use,
				tokens: { ...use.tokens, left: use.tokens.left - used.tokens },
				spent: { ...use.spent, microUsd: use.spent.microUsd + (used.microUsd ?? 0) },
			})),
			result: undefined,
		}));
	}

	#refilled(kept: readonly (ScopeUse | undefined)[], now: number): ScopeUse[] {
		return SCOPES.map((scope, index) => {
			const use = kept[index];
			const { turnsPerMinute, tokensPerDay } = this.#settings[scope];
			const month = monthOf(now);
			return {
				turns: refill(use?.turns, { capacity: turnsPerMinute, periodMs: MINUTE_MS, now }),
				tokens: refill(use?.tokens, { capacity: tokensPerDay, periodMs: DAY_MS, now }),
				spent: use?.spent.month === month ? use.spent : { month, microUsd: 0 },
			};
		});
	}
}

/** Keeps it in this process: for one ai process, and for tests. */
export function createMemoryLimitStore(): LimitStore {
	const uses = new Map<string, ScopeUse>();
	return {
		change: (names, change) => {
			const { uses: changed, result } = change(names.map((name) => uses.get(name)));
			changed.forEach((use, index) => uses.set(names[index] ?? '', use));
			return Promise.resolve(result);
		},
	};
}

function namesOf({ userId, projectId, keyId }: Asker): string[] {
	return [`user:${userId}`, `project:${projectId}`, `key:${keyId}`];
}

type Refill = { readonly capacity: number; readonly periodMs: number; readonly now: number };

function refill(bucket: Bucket | undefined, { capacity, periodMs, now }: Refill): Bucket {
	if (!bucket) return { left: capacity, at: now };
	// A clock that was set back gives nothing, and takes nothing.
	const gained = (Math.max(0, now - bucket.at) / periodMs) * capacity;
	return { left: Math.min(capacity, bucket.left + gained), at: Math.max(now, bucket.at) };
}

function refusalOf(
	scope: Scope,
	use: ScopeUse | undefined,
	limits: ScopeLimits,
	now: number,
): Exclude<Admission, { ok: true }>[] {
	if (!use) return [];
	const refusals: Exclude<Admission, { ok: true }>[] = [];
	const refuse = (limit: 'turns' | 'tokens' | 'money', retryAt: number) =>
		refusals.push({ ok: false, scope, limit, retryAt: new Date(retryAt) });
	if (use.turns.left < 1) refuse('turns', now + ((1 - use.turns.left) / limits.turnsPerMinute) * MINUTE_MS);
	if (use.tokens.left < 1) refuse('tokens', now + ((1 - use.tokens.left) / limits.tokensPerDay) * DAY_MS);
	if (limits.microUsdPerMonth !== undefined && use.spent.microUsd >= limits.microUsdPerMonth)
		refuse('money', nextMonth(now));
	return refusals;
}

function monthOf(now: number): string {
	return new Date(now).toISOString().slice(0, 7);
}

function nextMonth(now: number): number {
	const date = new Date(now);
	return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1);
}
