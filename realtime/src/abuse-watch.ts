import { CovibeError, type ProjectId } from '@covibe/shared';
import type { AbuseLimits } from './abuse-limits.ts';
import { type Allowance, TokenBucket } from './token-bucket.ts';

/** Whose limits a socket counts against. */
export type Guest = {
	/** A person over all sockets, or an agent for its turn. */
	readonly person: string;
	readonly projectId: ProjectId;
	readonly address: string;
};

/** Which limit was reached, as metrics name it. */
export type LimitName =
	'socket' | 'person' | 'project' | 'questions' | 'person-sockets' | 'address-sockets' | 'project-sockets';

/** One socket's account. */
export interface Account {
	/** Pays for a frame. @throws CovibeError 'slow-down' */
	spend(bytes: number, nowMs: number): void;
	/** Pays for a question with a large answer. @throws CovibeError 'slow-down' */
	ask(nowMs: number): void;
	close(): void;
}

const BYTES_PER_UNIT = 2_048;

type Party = { readonly bucket: TokenBucket; sockets: number };

/**
 * Counts what sockets ask of this node, for each socket, person and room. Not for each address: a class sits behind one,
 * so an address has a limit of sockets alone. [RT41]
 */
export class AbuseWatch {
	readonly #limits: AbuseLimits;
	readonly #onLimit: (limit: LimitName) => void;
	readonly #people = new Map<string, Party>();
	readonly #projects = new Map<string, Party>();
	readonly #addresses = new Map<string, number>();

	constructor(limits: AbuseLimits, onLimit: (limit: LimitName) => void) {
		this.#limits = limits;
		this.#onLimit = onLimit;
	}

	/** Opens an account for a socket; it is closed when the socket is gone. @throws CovibeError 'too-many-connections' */
	open({ person, projectId, address }: Guest, nowMs: number): Account {
		const limits = this.#limits;
		const [own, room] = [
			partyOf(this.#people, person, limits.person, nowMs),
			partyOf(this.#projects, projectId, limits.project, nowMs),
		];
		const ofAddress = this.#addresses.get(address) ?? 0;
		if (own.sockets >= limits.socketsPerPerson) throw this.#reached('person-sockets', 'too-many-connections');
		if (room.sockets >= limits.socketsPerProject) throw this.#reached('project-sockets', 'too-many-connections');
		if (ofAddress >= limits.socketsPerAddress) throw this.#reached('address-sockets', 'too-many-connections');
		own.sockets++;
		room.sockets++;
		this.#addresses.set(address, ofAddress + 1);
		const buckets = [
			['socket', new TokenBucket(limits.socket, nowMs)],
			['person', own.bucket],
			['project', room.bucket],
		] as const;
		const questions = new TokenBucket(limits.questions, nowMs);
		return {
			spend: (bytes, atMs) => {
				const units = 1 + Math.floor(bytes / BYTES_PER_UNIT);
				for (const [name, bucket] of buckets) if (!bucket.spend(atMs, units)) throw this.#reached(name, 'slow-down');
			},
			ask: (atMs) => {
				if (!questions.spend(atMs)) throw this.#reached('questions', 'slow-down');
			},
			close: () => {
				own.sockets--;
				room.sockets--;
				const left = (this.#addresses.get(address) ?? 1) - 1;
				if (left > 0) this.#addresses.set(address, left);
				else this.#addresses.delete(address);
			},
		};
	}

	/** Forgets whoever is gone and has nothing to make up for: coming back does not fill a bucket. */
	sweep(nowMs: number): void {
		for (const parties of [this.#people, this.#projects])
			for (const [name, { sockets, bucket }] of parties)
				if (sockets === 0 && bucket.isFull(nowMs)) parties.delete(name);
	}

	#reached(limit: LimitName, code: 'slow-down' | 'too-many-connections'): CovibeError {
		this.#onLimit(limit);
		return new CovibeError(code, { cause: limit });
	}
}

function partyOf(parties: Map<string, Party>, name: string, allowance: Allowance, nowMs: number): Party {
	const known = parties.get(name);
	if (known) return known;
	const party = { bucket: new TokenBucket(allowance, nowMs), sockets: 0 };
	parties.set(name, party);
	return party;
}
