import { randomBytes } from 'node:crypto';
import { openRedis, type Redis } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';
import type { Logger } from 'pino';
import { DEAD_AFTER_MS, Inbox, post } from './inbox.ts';
import { decodeLetter, encodeLetter, type Letter, type NodeId } from './message.ts';
import { RedisLink } from './redis-link.ts';
import type { Relay, RoomLink } from './relay.ts';

/** Often enough that one or two lost beats do not make a node dead. */
const BEAT_MS = 1_000;
/** What other nodes have to notice that Redis is there again. */
const SETTLING_MS = 3_000;
/** How often everything is asked again, should something have been lost that nobody noticed. */
const ASK_ALL_MS = 60_000;
/** Rooms that are asked about at once. */
const ROOMS_AT_ONCE = 100;

export type RedisRelayOptions = { readonly redisUrl: string; readonly logger: Logger };

/**
 * The other nodes, over Redis. Each node has an inbox, a stream that it alone reads; a room's registry says which nodes
 * have it. So a room that is on one node costs no command at all, and one on two nodes one command an update. [RT32]
 */
export class RedisRelay implements Relay {
	readonly hasOthers = true;
	readonly #node = randomBytes(12).toString('base64url') as NodeId;
	readonly #logger: Logger;
	readonly #redis: Redis;
	readonly #inbox: Inbox;
	readonly #links = new Map<ProjectId, RedisLink>();
	readonly #sent = new Map<NodeId, number>();
	readonly #received = new Map<NodeId, number>();
	readonly #beat: NodeJS.Timeout;
	#isBeating = false;
	#isAskDue = false;
	#nextAskMs = performance.now() + ASK_ALL_MS;
	#buryFromMs = 0;
	#isClosed = false;

	constructor({ redisUrl, logger }: RedisRelayOptions) {
		this.#logger = logger;
		this.#redis = openRedis(redisUrl);
		const onLetter = (bytes: Uint8Array) => this.#receive(bytes);
		this.#inbox = new Inbox({ node: this.#node, redisUrl, redis: this.#redis, onLetter });
		this.#redis.onReady(() => {
			// A Redis that is empty after a restart says of all that they are gone.
			this.#buryFromMs = performance.now() + SETTLING_MS;
			this.#isAskDue = true;
			this.#beatSoon();
		});
		this.#beat = setInterval(() => this.#beatSoon(), BEAT_MS);
	}

	open(projectId: ProjectId): RoomLink {
		const link = new RedisLink(projectId, {
			node: this.#node,
			redis: this.#redis,
			post: (node, message) => this.#post(node, { projectId, message }),
			noteTrouble: () => void (this.#isAskDue = true),
			onClose: () => {
				if (this.#links.get(projectId) === link) this.#links.delete(projectId);
			},
		});
		this.#links.set(projectId, link);
		return link;
	}

	#post(node: NodeId, about: Letter['about']): void {
		const count = (this.#sent.get(node) ?? 0) + 1;
		this.#sent.set(node, count);
		post(this.#redis, node, encodeLetter({ from: this.#node, count, about })).then(
			(isThere) => {
				if (!isThere && performance.now() > this.#buryFromMs) this.#bury(node);
			},
			// Redis is away: when it is back, all is asked.
			() => (this.#isAskDue = true),
		);
	}

	#receive(bytes: Uint8Array): void {
		const letter = decodeLetter(bytes);
		if (!letter || letter.from === this.#node) return;
		const { from, count, about } = letter;
		const last = this.#received.get(from);
		this.#received.set(from, count);
		if (about) this.#deliver(from, about);
		if (last !== undefined && count !== last + 1) this.#askNode(from);
	}

	#deliver(from: NodeId, { projectId, message }: NonNullable<Letter['about']>): void {
		const link = this.#links.get(projectId);
		if (link)
			try {
				link.receive(from, message);
			} catch (error) {
				// A node of another version, or a mistake of ours: its letter is dropped, and the others are not.
				this.#logger.error({ err: error, projectId, from }, 'a letter of another node could not be taken');
			}
		else if (message.kind !== 'bye') this.#post(from, { projectId, message: { kind: 'bye' } });
	}

	/** Something from this node was lost. */
	#askNode(node: NodeId): void {
		for (const link of this.#links.values()) if (link.hasPeer(node)) link.ask(node);
	}

	/** It has not renewed its inbox: nobody of its members is here any more. */
	#bury(node: NodeId): void {
		this.#sent.delete(node);
		this.#received.delete(node);
		let rooms = 0;
		for (const link of this.#links.values()) if (link.forgetPeer(node)) rooms++;
		if (rooms > 0) this.#logger.warn({ node, rooms }, 'another realtime node is gone');
	}

	#beatSoon(): void {
		if (this.#isBeating || this.#isClosed || !this.#redis.isReady) return;
		this.#isBeating = true;
		void this.#beatOnce().finally(() => (this.#isBeating = false));
	}

	/** Never rejects. */
	async #beatOnce(): Promise<void> {
		try {
			// Forgotten: the others have taken this node for dead, or Redis has lost what was in it.
			if (await this.#inbox.renew()) this.#isAskDue = true;
			for (const node of this.#peers()) this.#post(node, undefined);
			if (this.#isAskDue || performance.now() > this.#nextAskMs) await this.#askAll();
		} catch (error) {
			this.#isAskDue = true;
			if (!this.#isClosed) this.#logger.warn({ err: error }, 'Redis does not answer; rooms go on by the log alone');
		}
	}

	#peers(): Set<NodeId> {
		return new Set([...this.#links.values()].flatMap((link) => link.peers));
	}

	/** Registers all rooms again, asks all who have them, and forgets who does not answer. */
	async #askAll(): Promise<void> {
		this.#isAskDue = false;
		this.#nextAskMs = performance.now() + ASK_ALL_MS;
		const links = [...this.#links.values()];
		for (let start = 0; start < links.length; start += ROOMS_AT_ONCE)
			await Promise.all(links.slice(start, start + ROOMS_AT_ONCE).map((link) => link.askAgain()));
		const peers = this.#peers();
		for (const counts of [this.#sent, this.#received])
			for (const node of counts.keys()) if (!peers.has(node)) counts.delete(node);
		setTimeout(() => {
			// While Redis is away nobody can answer.
			if (this.isReady) for (const link of links) link.forgetSilent();
		}, DEAD_AFTER_MS).unref();
	}

	/** Tells the others of each room, and that this node is gone. Safe to call twice. */
	async close(): Promise<void> {
		if (this.#isClosed) return;
		this.#isClosed = true;
		clearInterval(this.#beat);
		for (const link of [...this.#links.values()]) link.close();
		await this.#inbox.close();
		this.#redis.close();
	}

	/** True while other nodes can be told. */
	get isReady(): boolean {
		return this.#redis.isReady && !this.#isAskDue;
	}
}
