import type { Redis } from '@covibe/db';
import type { ProjectId } from '@covibe/shared';
import type { NodeId, RoomMessage } from './message.ts';
import type { RelayedRoom, RoomLink } from './relay.ts';

/** A longer row is told without its bytes: inboxes are in memory, the log is not. */
const ROW_BYTES = 64 * 1024;
/** What a room waits for Redis, and for the other nodes, before it opens without them. */
const REGISTER_MS = 500;
const ANSWER_MS = 200;
/** A registry that nobody renews ends by itself. */
const REGISTRY_MS = 10 * 60_000;

export type RedisLinkParts = {
	readonly node: NodeId;
	readonly redis: Redis;
	readonly post: (node: NodeId, message: RoomMessage) => void;
	/** Something could not be said or heard. */
	readonly noteTrouble: () => void;
	readonly onClose: () => void;
};

type Peer = { isSilent: boolean };

/** One room's registry, and the nodes that it names. */
export class RedisLink implements RoomLink {
	readonly registered: Promise<void>;
	readonly #parts: RedisLinkParts;
	readonly #key: string;
	readonly #peers = new Map<NodeId, Peer>();
	/** Came before the room was built. */
	#early: { readonly from: NodeId; readonly message: RoomMessage }[] = [];
	#room: RelayedRoom | undefined;
	#unanswered = new Set<NodeId>();
	#onAnswered: () => void = () => undefined;
	#isClosed = false;

	constructor(projectId: ProjectId, parts: RedisLinkParts) {
		this.#parts = parts;
		// The braces: all keys of a project are in one slot of a cluster.
		this.#key = `covibe:{${projectId}}:nodes`;
		this.registered = withLimit(this.#register(), REGISTER_MS);
	}

	get peers(): NodeId[] {
		return [...this.#peers.keys()];
	}

	hasPeer(node: NodeId): boolean {
		return this.#peers.has(node);
	}

	/**
	 * Writes this node down before it reads who else is: of two that come at once, at least one sees the other.
	 * Never rejects.
	 */
	async #register(): Promise<void> {
		const { redis, node, noteTrouble } = this.#parts;
		try {
			const [nodes] = await Promise.all([
				redis.run('ZADD', this.#key, Date.now(), node).then(() => redis.run('ZRANGE', this.#key, 0, -1)),
				redis.run('PEXPIRE', this.#key, REGISTRY_MS),
			]);
			if (this.#isClosed || !Array.isArray(nodes)) return;
			for (const each of nodes as NodeId[]) if (each !== node) this.#meet(each);
		} catch {
			// Safe: without Redis the room lives by the log alone, and registers when Redis is back.
			noteTrouble();
		}
	}

	#meet(node: NodeId): Peer {
		const peer = this.#peers.get(node) ?? { isSilent: false };
		this.#peers.set(node, peer);
		return peer;
	}

	async attach(room: RelayedRoom): Promise<void> {
		this.#room = room;
		const early = this.#early;
		this.#early = [];
		for (const { from, message } of early) this.receive(from, message);
		if (this.#peers.size === 0) return;
		this.#unanswered = new Set(this.#peers.keys());
		const answered = new Promise<void>((resolve) => (this.#onAnswered = resolve));
		for (const node of this.#peers.keys()) this.ask(node);
		await withLimit(answered, ANSWER_MS);
	}

	/** Tells a node what is here, and asks what is there. */
	ask(node: NodeId): void {
		if (this.#room) this.#parts.post(node, { kind: 'state', isQuestion: true, ...this.#room.state() });
	}

	/** All that this room knows of others may be wrong. Never rejects. */
	async askAgain(): Promise<void> {
		for (const peer of this.#peers.values()) peer.isSilent = true;
		await this.#register();
		if (!this.#isClosed) for (const node of this.#peers.keys()) this.ask(node);
	}

	/** Those who were asked and have not answered are gone. */
	forgetSilent(): void {
		for (const [node, { isSilent }] of [...this.#peers]) if (isSilent) this.forgetPeer(node);
	}

	receive(from: NodeId, message: RoomMessage): void {
		if (this.#isClosed) return;
		if (!this.#room) {
			this.#early.push({ from, message });
			return;
		}
		if (message.kind === 'bye') {
			this.forgetPeer(from);
			return;
		}
		this.#meet(from).isSilent = false;
		this.#room.hear(from, message);
		if (message.kind !== 'state') return;
		this.#noteAnswer(from);
		if (message.isQuestion) this.#parts.post(from, { kind: 'state', isQuestion: false, ...this.#room.state() });
	}

	#noteAnswer(from: NodeId): void {
		if (this.#unanswered.delete(from) && this.#unanswered.size === 0) this.#onAnswered();
	}

	/** @returns true when the node was known here. */
	forgetPeer(node: NodeId): boolean {
		this.#noteAnswer(node);
		if (!this.#peers.delete(node)) return false;
		// Safe: who stands in the registry without being there is found out by whoever writes to it.
		this.#parts.redis.run('ZREM', this.#key, node).catch(() => undefined);
		this.#room?.forgetNode(node);
		return true;
	}

	send(message: RoomMessage): void {
		if (this.#isClosed || this.#peers.size === 0) return;
		const isLong = message.kind === 'row' && (message.bytes?.length ?? 0) > ROW_BYTES;
		const sent = isLong ? { ...message, bytes: undefined } : message;
		for (const node of this.#peers.keys()) this.#parts.post(node, sent);
	}

	close(): void {
		if (this.#isClosed) return;
		// Safe: see forgetPeer.
		this.#parts.redis.run('ZREM', this.#key, this.#parts.node).catch(() => undefined);
		this.send({ kind: 'bye' });
		this.#isClosed = true;
		this.#onAnswered();
		this.#parts.onClose();
	}
}

async function withLimit(promise: Promise<void>, limitMs: number): Promise<void> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<void>((resolve) => (timer = setTimeout(resolve, limitMs)));
	await Promise.race([promise, limit]);
	clearTimeout(timer);
}
