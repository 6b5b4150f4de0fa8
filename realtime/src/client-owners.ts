import type { ClientBinding } from '@covibe/db';
import { CovibeError } from '@covibe/shared';
import type { Member } from './member.ts';
import { type Allowance, TokenBucket } from './token-bucket.ts';
import type { Known } from './updates/readiness.ts';
import type { ClockRange } from './updates/validate.ts';

/** Every id stays in the state vector that each newcomer sends; this is ten page loads a day for three years. */
const CLIENTS_PER_OWNER = 10_000;
const NONE: readonly number[] = [];

/**
 * Whose client ids are whose in one room. Structs are taken only under ids of who sends them: otherwise anybody could
 * write in another's name, or take the clocks that another's next edits need, and those would be lost without a word.
 * [RT21]
 */
export class ClientOwners {
	readonly #ownerByClient = new Map<number, string>();
	readonly #countByOwner = new Map<string, number>();
	/** Bound here, and not in the log yet: another node may be first, and say otherwise. */
	readonly #unsettled = new Set<number>();
	readonly #newByOwner = new Map<string, TokenBucket>();
	readonly #allowance: Allowance;

	constructor(bindings: readonly ClientBinding[], allowance: Allowance) {
		this.#allowance = allowance;
		// One string for each owner, not for each of their ids.
		const names = new Map<string, string>();
		for (const { client, userId, turnId } of bindings) {
			const name = nameOf(userId, turnId);
			if (!names.has(name)) names.set(name, name);
			this.#note(client, names.get(name) ?? name);
		}
	}

	/**
	 * The ids among those with new structs that nobody used before.
	 * @throws CovibeError 'client-taken' when one is somebody else's: another person's, their agent's, or the seed's
	 */
	check(member: Member, structs: readonly ClockRange[], known: Known): readonly number[] {
		let fresh: number[] | undefined;
		for (const { client, end } of structs) {
			const knownEnd = known.get(client) ?? 0;
			if (end <= knownEnd) continue;
			const owner = this.#ownerByClient.get(client);
			if (owner === undefined && knownEnd === 0) (fresh ??= []).push(client);
			else if (owner !== ownerOf(member)) throw new CovibeError('client-taken');
		}
		return fresh ?? NONE;
	}

	/** Binds ids that `check` found to be free. @throws CovibeError 'slow-down' | 'project-full': too many of them */
	bind(member: Member, clients: readonly number[], nowMs: number): readonly ClientBinding[] {
		const owner = ownerOf(member);
		if ((this.#countByOwner.get(owner) ?? 0) + clients.length > CLIENTS_PER_OWNER)
			throw new CovibeError('project-full');
		const bucket = this.#newByOwner.get(owner) ?? new TokenBucket(this.#allowance, nowMs);
		this.#newByOwner.set(owner, bucket);
		if (!bucket.spend(nowMs, clients.length)) throw new CovibeError('slow-down');
		for (const client of clients) {
			this.#note(client, owner);
			this.#unsettled.add(client);
		}
		return clients.map((client) => ({ client, userId: member.user.id, turnId: member.agent?.turnId }));
	}

	/** The log has these bindings. */
	settle(bindings: readonly ClientBinding[]): void {
		for (const { client } of bindings) this.#unsettled.delete(client);
	}

	/** Takes over what another node has bound. @throws Error when this node has promised one of the ids to somebody else */
	learn(bindings: readonly ClientBinding[]): void {
		for (const { client, userId, turnId } of bindings) {
			const owner = nameOf(userId, turnId);
			const known = this.#ownerByClient.get(client);
			if (known === undefined) this.#note(client, owner);
			else if (known !== owner) throw new Error('two nodes bound one client id to different people');
		}
		this.settle(bindings);
	}

	/** True when each of these ids has an owner, by the log. */
	hasAll(clients: Iterable<number>): boolean {
		for (const client of clients) if (!this.#ownerByClient.has(client) || this.#unsettled.has(client)) return false;
		return true;
	}

	/** True when somebody else writes under this id. */
	isOthers(member: Member, client: number): boolean {
		const owner = this.#ownerByClient.get(client);
		return owner !== undefined && owner !== ownerOf(member);
	}

	#note(client: number, owner: string): void {
		this.#ownerByClient.set(client, owner);
		this.#countByOwner.set(owner, (this.#countByOwner.get(owner) ?? 0) + 1);
	}
}

/** A person over all tabs and devices; an agent for each turn of its own, apart from who asked it. */
function ownerOf({ user, agent }: Member): string {
	return nameOf(user.id, agent?.turnId);
}

function nameOf(userId: string, turnId: string | undefined): string {
	return turnId === undefined ? userId : `${userId}/${turnId}`;
}
