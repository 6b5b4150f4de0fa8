import { openRedis, type Redis } from '@covibe/db';
import type { NodeId } from './message.ts';

/** A node that has not renewed its inbox for so long is dead to the others; it comes back by itself when it is not. */
export const DEAD_AFTER_MS = 5_000;
/** Entries that an inbox holds: what a node that was stopped has missed beyond it, it reads from the log. */
const ENTRIES_LIMIT = 4_096;
const ENTRIES_PER_READ = 256;
const BLOCK_MS = 1_000;
const RETRY_MS = 100;

/** One key, so one slot of a cluster. */
export function inboxKey(node: NodeId): string {
	return `covibe:inbox:{${node}}`;
}

/** @returns false when there is no such inbox: the node is dead. @throws Error when Redis is away */
export async function post(redis: Redis, node: NodeId, letter: Buffer): Promise<boolean> {
	const id = await redis.run('XADD', inboxKey(node), 'NOMKSTREAM', 'MAXLEN', '~', ENTRIES_LIMIT, '*', 'm', letter);
	return id !== null;
}

/** A node's own stream of letters. Its being there is the sign that the node lives. */
export class Inbox {
	readonly #key: string;
	readonly #redis: Redis;
	readonly #reader: Redis;
	readonly #onLetter: (bytes: Uint8Array) => void;
	#lastId: string | undefined;
	#isClosed = false;

	constructor(options: { node: NodeId; redisUrl: string; redis: Redis; onLetter: (bytes: Uint8Array) => void }) {
		this.#key = inboxKey(options.node);
		this.#redis = options.redis;
		this.#reader = openRedis(options.redisUrl, { isBlocking: true });
		this.#onLetter = options.onLetter;
		void this.#read();
	}

	/** Says that this node lives. @returns true when the others had forgotten it meanwhile. @throws Error when Redis is away */
	async renew(): Promise<boolean> {
		const isThere = await this.#redis.run('PEXPIRE', this.#key, DEAD_AFTER_MS);
		if (isThere === 1 && this.#lastId !== undefined) {
			await this.#redis.run('XTRIM', this.#key, 'MINID', this.#lastId);
			return false;
		}
		const id = await this.#redis.run('XADD', this.#key, '*', 'm', '');
		await this.#redis.run('PEXPIRE', this.#key, DEAD_AFTER_MS);
		this.#lastId = String(id);
		return true;
	}

	/** Never rejects. */
	async #read(): Promise<void> {
		while (!this.#isClosed) {
			if (this.#lastId === undefined || !this.#reader.isReady) {
				await pause(RETRY_MS);
				continue;
			}
			try {
				const from = this.#lastId;
				const args = ['COUNT', ENTRIES_PER_READ, 'BLOCK', BLOCK_MS, 'STREAMS', this.#key, from];
				const answer = await this.#reader.runForBytes('XREAD', ...args);
				// Made anew while it was read: what this says is of the old one.
				if (this.#lastId === from) this.#take(answer);
			} catch {
				// Safe: the next try reads from the same entry on.
				await pause(RETRY_MS);
			}
		}
	}

	#take(answer: unknown): void {
		for (const [id, letter] of readEntries(answer)) {
			this.#lastId = id;
			if (letter.length > 0 && !this.#isClosed) this.#onLetter(letter);
		}
	}

	/** Those who still write here find that the node is gone. Safe to call twice. */
	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#reader.close();
		// Safe: without Redis the inbox is gone too, or ends by itself.
		await this.#redis.run('DEL', this.#key).catch(() => undefined);
	}
}

/** The answer of XREAD for one stream: [[key, [[id, [name, value]], …]]], or null when nothing came. */
function readEntries(answer: unknown): [id: string, letter: Uint8Array][] {
	if (!Array.isArray(answer)) return [];
	const [stream] = answer as [[unknown, [Buffer, Buffer[]][]]];
	return stream[1].map(([id, fields]) => [id.toString(), fields[1] ?? new Uint8Array()]);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
