import type { Socket } from 'node:net';
import { CovibeError, type ErrorCode, FRAME, SYNC } from '@covibe/shared';
import WebSocket from 'ws';

export type RoomSocketTap = {
	/** Signed for each connection: a ticket lives for half a minute. */
	readonly bearer: () => string;
	readonly opened: () => void;
	/** An update or a second sync step went out; each is acknowledged. */
	readonly sentUpdate: (kind: 'update' | 'sync-step2') => void;
	/** Let in nowhere, and trying again would not help. */
	readonly refused: (error: CovibeError) => void;
};

/** What an upgrade that is answered with HTTP means; others pass. */
const REFUSALS: Readonly<Record<string, ErrorCode>> = {
	'401': 'ticket-invalid',
	'403': 'forbidden',
	'404': 'not-found',
	'409': 'turn-over',
};

/**
 * The WebSocket that y-websocket is given in an agent. It brings a ticket of its own for each connection, and counts
 * update frames for the acknowledgements.
 */
export class RoomSocket extends WebSocket {
	readonly #tap: RoomSocketTap;
	#hasAnswered = false;
	#stream: Socket | undefined;

	constructor(url: string, tap: RoomSocketTap) {
		super(url, { headers: { authorization: `Bearer ${tap.bearer()}` }, perMessageDeflate: false });
		this.#tap = tap;
		this.on('upgrade', ({ socket }) => (this.#stream = socket));
		this.on('open', () => tap.opened());
		this.on('error', (error) => {
			const status = /Unexpected server response: (\d+)/.exec(error.message)?.[1] ?? '';
			const code = REFUSALS[status];
			if (code) tap.refused(new CovibeError(code));
		});
	}

	/** Until the server's first sync step is answered it may lack what an edit builds on; the answer holds it too. [PR10] */
	override send(frame: Uint8Array): void {
		if (this.readyState !== WebSocket.OPEN) return;
		const kind = frame[0] === FRAME.sync ? frame[1] : undefined;
		if (kind === SYNC.update && !this.#hasAnswered) return;
		if (kind === SYNC.step2) this.#hasAnswered = true;
		this.#gather();
		super.send(frame);
		if (kind === SYNC.update) this.#tap.sentUpdate('update');
		if (kind === SYNC.step2) this.#tap.sentUpdate('sync-step2');
	}

	/** Frames of one moment (an edit, and the caret behind it) leave in one write: a call into the system costs more than they do. */
	#gather(): void {
		const stream = this.#stream;
		if (!stream || stream.writableCorked > 0) return;
		stream.cork();
		process.nextTick(() => stream.uncork());
	}
}
