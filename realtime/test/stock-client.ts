import { signServiceToken } from '@covibe/db';
import { FRAME, type ProjectId, SYNC, type UserId } from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import { WebsocketProvider } from 'y-websocket';
import * as Y from 'yjs';
import { TICKET_SECRET } from './process.ts';

/** An unmodified y-websocket client with a document of its own. */
export interface StockClient {
	readonly doc: Y.Doc;
	readonly text: Y.Text;
	readonly provider: WebsocketProvider;
	/** Close codes of its sockets so far. */
	readonly closeCodes: number[];
	/** Updates that the server called durable; only for a client that asks for acks. */
	acknowledged(): readonly Uint8Array[];
	close(): void;
}

/** Any root type that the tests' server allows by EXTRA_ROOT_NAMES. */
export const TEXT_NAME = 'text';

export type Visit = { readonly port: number; readonly projectId: ProjectId | string; readonly userId: UserId };

/** Connects as a program does: with a bearer token, which `ws` alone can send. */
export function openStockClient(
	visit: Visit,
	options: { doc?: Y.Doc; params?: Record<string, string> } = {},
): StockClient {
	const token = signServiceToken(TICKET_SECRET, { userId: visit.userId, lifetimeMs: 60_000 });
	const closeCodes: number[] = [];
	const durable: Uint8Array[] = [];
	let unacknowledged: Uint8Array[] = [];
	let acknowledgedCount = 0;
	class BearerSocket extends WebSocket {
		constructor(url: string, protocols?: string[]) {
			super(url, protocols, { headers: { authorization: `Bearer ${token}` } });
			this.on('close', (code) => closeCodes.push(code));
			[unacknowledged, acknowledgedCount] = [[], 0];
		}

		override send(...args: unknown[]): void {
			const decoder = decoding.createDecoder(args[0] as Uint8Array);
			if (decoding.readVarUint(decoder) === FRAME.sync && decoding.readVarUint(decoder) !== SYNC.step1)
				unacknowledged.push(decoding.readVarUint8Array(decoder));
			super.send(args[0] as Uint8Array);
		}
	}
	const doc = options.doc ?? new Y.Doc();
	const provider = new WebsocketProvider(`ws://127.0.0.1:${visit.port}/sync`, visit.projectId, doc, {
		WebSocketPolyfill: BearerSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true,
		maxBackoffTime: 200,
		...(options.params ? { params: options.params } : {}),
	});
	provider.messageHandlers[FRAME.ack] = (_encoder: unknown, decoder: decoding.Decoder) => {
		const count = decoding.readVarUint(decoder);
		durable.push(...unacknowledged.splice(0, count - acknowledgedCount));
		acknowledgedCount = count;
	};
	// The stock client complains about what it does not know.
	provider.messageHandlers[FRAME.welcome] = () => undefined;
	provider.messageHandlers[FRAME.nack] = () => undefined;
	provider.messageHandlers[FRAME.roomEvent] = () => undefined;
	const close = () => {
		provider.destroy();
		provider.awareness.destroy();
	};
	return { doc, text: doc.getText(TEXT_NAME), provider, closeCodes, acknowledged: () => durable, close };
}
