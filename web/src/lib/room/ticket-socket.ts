import { CovibeError, FRAME, SYNC } from '@covibe/shared';

/** What the room is told of its sockets, and asked for. */
export type SocketTap = {
	ticket(signal: AbortSignal): Promise<string>;
	opened(): void;
	/** An update or a second sync step went out. */
	sentUpdate(kind: 'update' | 'sync-step2'): void;
};

/** RFC 6455: the connection was lost without a close frame. */
const ABNORMAL_CLOSURE = 1006;

/**
 * The WebSocket that y-websocket is given. It differs from the browser's in three ways: it fetches a single-use ticket
 * before it opens; it counts update frames for the acknowledgements; and it can hold back remote edits for a while.
 */
export class TicketSocket {
	static readonly CONNECTING = 0;
	static readonly OPEN = 1;
	static readonly CLOSING = 2;
	static readonly CLOSED = 3;
	readonly OPEN = 1;
	binaryType: BinaryType = 'arraybuffer';
	onopen: ((event: Event) => void) | null = null;
	onmessage: ((event: MessageEvent<ArrayBuffer>) => void) | null = null;
	onclose: ((event: CloseEvent) => void) | null = null;
	onerror: ((event: Event) => void) | null = null;

	#socket: WebSocket | undefined;
	readonly #opening = new AbortController();
	readonly #tap: SocketTap;
	readonly #held: MessageEvent<ArrayBuffer>[] = [];
	#holds = 0;
	#answered = false;
	#isOver = false;

	constructor(url: string, tap: SocketTap) {
		this.#tap = tap;
		void this.#open(url);
	}

	get readyState(): number {
		if (this.#isOver) return TicketSocket.CLOSED;
		return this.#socket?.readyState ?? TicketSocket.CONNECTING;
	}

	send(frame: Uint8Array<ArrayBuffer>): void {
		const kind = frame[0] === FRAME.sync ? frame[1] : undefined;
		// Until the server's first sync step is answered it may lack what this edit builds on. The answer holds it too.
		if (kind === SYNC.update && !this.#answered) return;
		if (kind === SYNC.step2) this.#answered = true;
		this.#socket?.send(frame);
		if (kind === SYNC.update) this.#tap.sentUpdate('update');
		if (kind === SYNC.step2) this.#tap.sentUpdate('sync-step2');
	}

	/** Keeps remote edits back; everything else still arrives. Call `release` as often as `hold`. */
	hold(): void {
		this.#holds++;
	}

	release(): void {
		this.#holds = Math.max(0, this.#holds - 1);
		if (this.#holds > 0) return;
		for (const event of this.#held.splice(0)) this.onmessage?.(event);
	}

	close(): void {
		this.#isOver = true;
		this.#opening.abort();
		this.#socket?.close();
	}

	/** Ends as if the connection had been lost, so that the owner connects anew. */
	fail(): void {
		this.#end(new CloseEvent('close', { code: ABNORMAL_CLOSURE }));
	}

	async #open(url: string): Promise<void> {
		let ticket: string;
		try {
			ticket = await this.#tap.ticket(this.#opening.signal);
		} catch (failure) {
			const code = failure instanceof CovibeError ? failure.spec.close : ABNORMAL_CLOSURE;
			const reason = failure instanceof CovibeError ? failure.message : '';
			this.#end(new CloseEvent('close', { code, reason }));
			return;
		}
		if (!this.#isOver) this.#connect(url, ticket);
	}

	#connect(url: string, ticket: string): void {
		const socket = new WebSocket(url, ['covibe', `ticket.${ticket}`]);
		socket.binaryType = this.binaryType;
		socket.onopen = (event) => {
			this.#tap.opened();
			this.onopen?.(event);
		};
		socket.onmessage = (event: MessageEvent<ArrayBuffer>) => this.#deliver(event);
		socket.onerror = (event) => this.onerror?.(event);
		socket.onclose = (event) => this.#end(event);
		this.#socket = socket;
	}

	#deliver(event: MessageEvent<ArrayBuffer>): void {
		const isSync = new Uint8Array(event.data, 0, 1)[0] === FRAME.sync;
		if (isSync && this.#holds > 0) this.#held.push(event);
		else this.onmessage?.(event);
	}

	#end(event: CloseEvent): void {
		if (this.#isOver) return;
		this.#holds = 0;
		this.release();
		this.close();
		this.onclose?.(event);
	}
}
