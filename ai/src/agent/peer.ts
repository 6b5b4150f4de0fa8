import { setTimeout as wait } from 'node:timers/promises';
import { type AgentClaims, signAgentTicket } from '@covibe/db';
import {
	can,
	CovibeError,
	createProjectDocument,
	encodeClientEvent,
	FRAME,
	isErrorCode,
	LIMITS,
	type Nack,
	parsePresence,
	type Presence,
	NO_RULES,
	readNack,
	readRoomEvent,
	readWelcome,
	type RoomRules,
	type Role,
} from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import { RoomSocket } from './room-socket.ts';

export type PeerOptions = {
	/** `ws://host:port` */
	readonly realtimeUrl: string;
	readonly ticketSecret: string;
	readonly agent: AgentClaims;
};

/** On its own transactions; the room's have the provider. */
export const AGENT_ORIGIN = Symbol('agent');

/** A room that does not open for so long is of no use to who waits for an answer. */
const JOIN_LIMIT_MS = 10_000;
/** A realtime process that starts again is back within seconds. */
const LONGEST_PAUSE_MS = 1_000;
const SETTLE_STEP_MS = 5;

/**
 * An agent in a room: a peer like all others, with the protocol of y-websocket, let in for one turn and epoch. It comes
 * back by itself when the room restarts, and never when the room sent it away.
 */
export class Peer {
	readonly doc: Y.Doc = createProjectDocument();
	readonly awareness: Awareness;
	readonly #provider: WebsocketProvider;
	readonly #listeners: PeerListener[] = [];
	#role: Role | undefined;
	#rules: RoomRules = NO_RULES;
	#nack: Nack | undefined;
	#refusal: CovibeError | undefined;
	#sent = 0;
	#acknowledged = 0;
	#isAnswered = false;
	#hasLeft = false;

	/** Comes in, and resolves with the whole document there. @throws CovibeError when it is not let in, or the signal's reason. */
	static async join(options: PeerOptions, signal: AbortSignal): Promise<Peer> {
		const peer = new Peer(options);
		try {
			await peer.#untilSynced(signal);
			return peer;
		} catch (error) {
			peer.leave();
			throw error;
		}
	}

	private constructor({ realtimeUrl, ticketSecret, agent }: PeerOptions) {
		this.awareness = new Awareness(this.doc);
		this.awareness.setLocalState({ status: 'reading' });
		const tap = {
			bearer: () => signAgentTicket(ticketSecret, agent),
			opened: () => this.#opened(),
			sentUpdate: (kind: 'update' | 'sync-step2') => this.#noteSent(kind),
			refused: (error: CovibeError) => this.#refuse(error),
		};
		class AgentSocket extends RoomSocket {
			constructor(url: string) {
				super(url, tap);
			}
		}
		this.#provider = new WebsocketProvider(`${realtimeUrl}/sync`, agent.projectId, this.doc, {
			awareness: this.awareness,
			disableBc: true,
			maxBackoffTime: LONGEST_PAUSE_MS,
			params: { covibe: '1' },
			WebSocketPolyfill: AgentSocket as unknown as typeof globalThis.WebSocket,
		});
		this.#listen();
	}

	#listen(): void {
		const { messageHandlers } = this.#provider;
		messageHandlers[FRAME.ack] = (_encoder, decoder) => (this.#acknowledged = decoding.readVarUint(decoder));
		messageHandlers[FRAME.nack] = (_encoder, decoder) => (this.#nack = readNack(decoder));
		messageHandlers[FRAME.welcome] = (_encoder, decoder) => (this.#role = readWelcome(decoder).role);
		// What the room tells of the chat the agent reads in rows.
		messageHandlers[FRAME.roomEvent] = (_encoder, decoder) => {
			const event = readRoomEvent(decoder);
			if (event?.type === 'room-rules') this.#rules = event.rules;
		};
		this.#provider.on('sync', (isSynced) => {
			if (isSynced) for (const { cameBack } of this.#listeners) cameBack?.();
		});
		this.#provider.on('closed', ({ reason }) => {
			const code = this.#nack?.code ?? (isErrorCode(reason) ? reason : 'forbidden');
			this.#refuse(new CovibeError(code));
		});
	}

	/** `cameBack` is called after each connection, the first included; `refused` once, when the room sent it away for good. */
	listen(listener: PeerListener): void {
		this.#listeners.push(listener);
	}

	/** Why the room sent it away; undefined while it may come back. */
	get refusal(): CovibeError | undefined {
		return this.#refusal;
	}

	get #isWriter(): boolean {
		return this.#role !== undefined && can(this.#role, 'edit') && !this.#rules.isFrozen;
	}

	get canEdit(): boolean {
		return !this.#hasLeft && this.#refusal === undefined && this.#isWriter;
	}

	/** What everybody in the room shows of themselves. */
	presences(): Presence[] {
		return [...this.awareness.getStates().values()].flatMap((state) => parsePresence(state) ?? []);
	}

	/** Sends a piece of the answer; false while there is no connection. [PR17] */
	say(index: number, text: string): boolean {
		const { ws, wsconnected } = this.#provider;
		if (!ws || !wsconnected) return false;
		for (let at = 0; at < text.length; at += LIMITS.deltaUnits)
			ws.send(
				encodeClientEvent({
					type: 'turn-delta',
					index: index + at,
					text: text.slice(at, at + LIMITS.deltaUnits),
				}),
			);
		return true;
	}

	/** Resolves with true when all of its edits are on disk, with false when that takes too long or cannot be. [PR5] */
	async settled(limitMs: number): Promise<boolean> {
		const endMs = performance.now() + limitMs;
		while (!this.#isSettled) {
			if (this.#refusal || performance.now() > endMs) return false;
			await wait(SETTLE_STEP_MS);
		}
		return true;
	}

	get #isSettled(): boolean {
		return this.#provider.wsconnected && this.#isAnswered && this.#acknowledged >= this.#sent;
	}

	/** Safe to call twice. */
	leave(): void {
		if (this.#hasLeft) return;
		this.#hasLeft = true;
		this.awareness.setLocalState(null);
		this.#provider.destroy();
		this.awareness.destroy();
		this.doc.destroy();
	}

	#opened(): void {
		[this.#sent, this.#acknowledged, this.#isAnswered] = [0, 0, false];
	}

	#noteSent(kind: 'update' | 'sync-step2'): void {
		this.#sent += 1;
		if (kind === 'sync-step2') this.#isAnswered = true;
	}

	#refuse(error: CovibeError): void {
		if (this.#refusal || this.#hasLeft) return;
		this.#refusal = error;
		this.#provider.disconnect();
		for (const { refused } of this.#listeners) refused?.(error);
	}

	async #untilSynced(signal: AbortSignal): Promise<void> {
		const endMs = performance.now() + JOIN_LIMIT_MS;
		// The welcome is the first frame, so that the role is known as soon as the document is.
		while (!this.#provider.synced) {
			if (this.#refusal) throw this.#refusal;
			signal.throwIfAborted();
			if (performance.now() > endMs) throw new CovibeError('room-unavailable', { detail: UNREACHABLE });
			await wait(SETTLE_STEP_MS);
		}
	}
}

export type PeerListener = { readonly cameBack?: () => void; readonly refused?: (error: CovibeError) => void };

const UNREACHABLE = 'The AI could not get into the room. Ask again in a moment.';
