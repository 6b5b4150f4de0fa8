import type { WebSocket } from 'uWebSockets.js';
import type { Connection, Door, Socket } from '../socket.ts';

/** Hangs on every WebSocket of uWebSockets.js, which copies its fields. */
export interface SocketData {
	readonly open: OpenSocket;
}

/** One live WebSocket: keeps rooms from touching it after its end, which would throw. */
export class OpenSocket implements Socket {
	readonly remoteAddress: string;
	#native: WebSocket<SocketData> | undefined;
	#connection: Connection | undefined;
	#isClosed = false;

	constructor(remoteAddress: string) {
		this.remoteAddress = remoteAddress;
	}

	/** @throws whatever the door throws; the socket is then still open. */
	attach<Admission>(native: WebSocket<SocketData>, door: Door<Admission>, admission: Admission): void {
		this.#native = native;
		const connection = door.connect(this, admission);
		// The door may have closed the socket before it had a connection that could be told.
		if (this.#isClosed) connection.closed();
		else this.#connection = connection;
	}

	/** @param bytes lent until this returns */
	receive(bytes: ArrayBuffer, isBinary: boolean): void {
		if (isBinary) this.#connection?.receive(new Uint8Array(bytes.slice(0)));
		else this.#connection?.receiveText();
	}

	/** The native socket has ended, by whomever. */
	detach(): void {
		if (this.#isClosed) return;
		this.#isClosed = true;
		this.#native = undefined;
		const connection = this.#connection;
		this.#connection = undefined;
		connection?.closed();
	}

	send(frame: Uint8Array): void {
		this.#native?.send(frame, true, false);
	}

	subscribe(topic: string): void {
		this.#native?.subscribe(topic);
	}

	unsubscribe(topic: string): void {
		this.#native?.unsubscribe(topic);
	}

	close(code: number, reason: string): void {
		const native = this.#native;
		this.#native = undefined;
		// Calls back into detach() before it returns.
		native?.end(code, reason);
	}
}
