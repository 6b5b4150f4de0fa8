import {
	type ClientEvent,
	encodeClientEvent,
	ERRORS,
	FRAME,
	isErrorCode,
	type Nack,
	type ProjectId,
	readNack,
	readRoomEvent,
	readWelcome,
	type RoomEvent,
	type Welcome,
} from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import type { Awareness } from 'y-protocols/awareness';
import { WebsocketProvider } from 'y-websocket';
import type * as Y from 'yjs';
import type { Refusal } from '../recovery/remedy.ts';
import { longestPauseMs } from './back-off.ts';
import { isSettled, type LinkProgress, NEW_LINK } from './save-state.ts';
import { fetchTicket } from './ticket.ts';
import { type SocketTap, TicketSocket } from './ticket-socket.ts';

export type LinkOptions = {
	readonly projectId: ProjectId;
	readonly doc: Y.Doc;
	readonly awareness: Awareness;
	welcomed(welcome: Welcome): void;
	/** The chat and the AI's turns. */
	told(event: RoomEvent): void;
	/** The server's whole document has arrived. */
	synced(): void;
	/** Everything that this page holds is durable on the server. */
	settled(): void;
	/** The server ended the connection for good. */
	refused(refusal: Refusal): void;
};

/** An answer to a probe takes a round trip; a connection without one for this long is dead. */
const PROBE_TIMEOUT_MS = 3_000;
/** Edits without acknowledgement for this long make the page doubt the connection. */
const DOUBT_AFTER_MS = 5_000;

/** The connection of one room: y-websocket with tickets, counted acknowledgements, and doubts about dead sockets. */
export class RoomLink {
	readonly #provider: WebsocketProvider;
	readonly #options: LinkOptions;
	#socket: TicketSocket | undefined;
	#holds = 0;
	#nack: Nack | undefined;
	#doubt: ReturnType<typeof setInterval> | undefined;
	#probe: ReturnType<typeof setTimeout> | undefined;
	readonly #listeners = new AbortController();

	isConnected: boolean = $state(false);
	hasEverConnected: boolean = $state(false);
	closedMessage: string | undefined = $state();
	progress: LinkProgress = $state.raw(NEW_LINK);
	/** Edits of this page that no acknowledgement covers. */
	hasUnsaved: boolean = $state(false);

	constructor(options: LinkOptions) {
		this.#options = options;
		const tap: SocketTap = {
			ticket: (signal) => fetchTicket(options.projectId, signal),
			opened: () => this.#opened(),
			sentUpdate: (kind) => this.#sentUpdate(kind),
		};
		const adopt = (socket: TicketSocket) => this.#adopt(socket);
		class RoomSocket extends TicketSocket {
			constructor(url: string) {
				super(url, tap);
				adopt(this);
			}
		}
		this.#provider = new WebsocketProvider(
			`${location.origin.replace(/^http/, 'ws')}/sync`,
			options.projectId,
			options.doc,
			{
				awareness: options.awareness,
				connect: false,
				// Tabs of one browser meet on the server like everyone, so that acknowledgements cover all that they show.
				disableBc: true,
				maxBackoffTime: longestPauseMs(0, Math.random()),
				params: { covibe: '1' },
				WebSocketPolyfill: RoomSocket as unknown as typeof WebSocket,
			},
		);
		this.#listen();
	}

	start(): void {
		const { signal } = this.#listeners;
		this.#options.doc.on('update', this.#edited);
		for (const event of ['online', 'pageshow', 'focus']) addEventListener(event, () => this.#wake(), { signal });
		addEventListener('offline', () => this.#probeSocket(), { signal });
		document.addEventListener('visibilitychange', () => this.#wake(), { signal });
		this.#doubt = setInterval(() => {
			if (this.isConnected && !isSettled(this.progress)) this.#probeSocket();
		}, DOUBT_AFTER_MS);
		this.#provider.connect();
	}

	stop(): void {
		this.#listeners.abort();
		clearInterval(this.#doubt);
		clearTimeout(this.#probe);
		this.#options.doc.off('update', this.#edited);
		this.#provider.destroy();
	}

	reconnect(): void {
		if (this.isConnected) return;
		this.closedMessage = undefined;
		this.#provider.wsUnsuccessfulReconnects = 0;
		this.#provider.disconnect();
		this.#provider.connect();
	}

	/** Keeps remote edits back on this and any following socket, until the returned function is called. */
	hold(): () => void {
		let isHeld = true;
		this.#holds++;
		this.#socket?.hold();
		return () => {
			if (!isHeld) return;
			isHeld = false;
			this.#holds--;
			this.#socket?.release();
		};
	}

	/** Nothing of this page is under way, and nothing of others is held back. */
	get isAtRest(): boolean {
		return this.isConnected && this.#holds === 0 && !this.hasUnsaved && isSettled(this.progress);
	}

	/** Gives the socket up, to sync from the start on another. */
	resync(): void {
		this.#socket?.fail();
	}

	/** Ends the connection for good. */
	end(message: string): void {
		this.closedMessage = message;
		this.#provider.disconnect();
	}

	/** Says something besides edits; without a connection it is lost. */
	say(event: ClientEvent): void {
		if (this.isConnected) this.#socket?.send(new Uint8Array(encodeClientEvent(event)));
	}

	#listen(): void {
		const provider = this.#provider;
		provider.messageHandlers[FRAME.ack] = (_encoder, decoder) => this.#acknowledged(decoding.readVarUint(decoder));
		provider.messageHandlers[FRAME.nack] = (_encoder, decoder) => (this.#nack = readNack(decoder));
		provider.messageHandlers[FRAME.welcome] = (_encoder, decoder) => this.#options.welcomed(readWelcome(decoder));
		provider.messageHandlers[FRAME.roomEvent] = (_encoder, decoder) => {
			const event = readRoomEvent(decoder);
			if (event) this.#options.told(event);
		};
		provider.on('status', ({ status }) => {
			this.isConnected = status === 'connected';
			if (this.isConnected) this.hasEverConnected = true;
		});
		provider.on('sync', (isSynced: boolean) => {
			if (isSynced) this.#options.synced();
		});
		// Emitted before y-websocket works out its next pause.
		provider.on('connection-close', () => {
			provider.maxBackoffTime = longestPauseMs(provider.wsUnsuccessfulReconnects, Math.random());
		});
		provider.on('closed', ({ code, reason }) => this.#closed(code, reason));
	}

	#adopt(socket: TicketSocket): void {
		this.#socket = socket;
		for (let hold = 0; hold < this.#holds; hold++) socket.hold();
	}

	#opened(): void {
		this.#nack = undefined;
		this.progress = NEW_LINK;
	}

	#sentUpdate(kind: 'update' | 'sync-step2'): void {
		const { sent, acknowledged, answered } = this.progress;
		this.progress = { sent: sent + 1, acknowledged, answered: answered || kind === 'sync-step2' };
	}

	#acknowledged(count: number): void {
		clearTimeout(this.#probe);
		this.#probe = undefined;
		this.progress = { ...this.progress, acknowledged: count };
		if (!isSettled(this.progress)) return;
		this.hasUnsaved = false;
		this.#options.settled();
	}

	readonly #edited = (_update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction) => {
		if (transaction.local) this.hasUnsaved = true;
	};

	#closed(code: number, reason: string): void {
		const spec = Object.values(ERRORS).find((each) => each.close === code);
		const named = isErrorCode(reason) ? reason : undefined;
		const said = named === undefined ? reason : ERRORS[named].message;
		this.closedMessage = this.#nack?.message ?? (said || (spec?.message ?? 'The server ended the connection.'));
		this.#options.refused({ code: this.#nack?.code ?? named, message: this.closedMessage });
	}

	/** The page is looked at again, or the network is back: a socket may have died in its sleep. */
	#wake(): void {
		if (document.visibilityState === 'hidden') return;
		if (this.isConnected) this.#probeSocket();
		else if (this.closedMessage === undefined && !this.#provider.wsconnecting) this.reconnect();
	}

	/** Asks the server for anything at all, and gives the socket up when nothing comes. */
	#probeSocket(): void {
		const socket = this.#socket;
		if (!socket || !this.isConnected || this.#probe !== undefined) return;
		const heardAt = this.#provider.wsLastMessageReceived;
		socket.send(new Uint8Array([FRAME.queryAwareness]));
		this.#probe = setTimeout(() => {
			this.#probe = undefined;
			if (socket === this.#socket && this.#provider.wsLastMessageReceived === heardAt) socket.fail();
		}, PROBE_TIMEOUT_MS);
	}
}
