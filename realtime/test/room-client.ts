import { once } from 'node:events';
import {
	encodeClientEvent,
	encodeSync,
	FRAME,
	type ProjectId,
	readNack,
	readRoomEvent,
	type RoomEvent,
	SYNC,
} from '@covibe/shared';
import * as decoding from 'lib0/decoding';
import WebSocket from 'ws';
import * as Y from 'yjs';

/** A program that asked for our messages, with a bearer token, and keeps all that it hears. */
export interface RoomClient {
	readonly events: readonly RoomEvent[];
	readonly nacks: readonly string[];
	/** Undefined while it is open. */
	readonly closeCode: number | undefined;
	say(event: Parameters<typeof encodeClientEvent>[0]): void;
	/** Types into the text of the room, as a client with a new id. */
	type(text: string): void;
	close(): void;
}

/** @throws Error with the HTTP status when it is not let in. */
export async function openRoomClient(visit: {
	port: number;
	projectId: ProjectId;
	bearer: string;
}): Promise<RoomClient> {
	const socket = new WebSocket(`ws://127.0.0.1:${visit.port}/sync/${visit.projectId}?covibe=1`, {
		headers: { authorization: `Bearer ${visit.bearer}` },
	});
	const events: RoomEvent[] = [];
	const nacks: string[] = [];
	let closeCode: number | undefined;
	socket.on('close', (code) => (closeCode = code));
	socket.on('message', (bytes: Buffer) => {
		const decoder = decoding.createDecoder(new Uint8Array(bytes));
		const type = decoding.readVarUint(decoder);
		if (type === FRAME.nack) nacks.push(readNack(decoder).code);
		const event = type === FRAME.roomEvent ? readRoomEvent(decoder) : undefined;
		if (event) events.push(event);
	});
	await once(socket, 'open');
	return {
		events,
		nacks,
		get closeCode() {
			return closeCode;
		},
		say: (event) => socket.send(encodeClientEvent(event)),
		type: (text) => {
			const doc = new Y.Doc();
			doc.getText('text').insert(0, text);
			socket.send(encodeSync(SYNC.update, Y.encodeStateAsUpdate(doc)));
		},
		close: () => socket.terminate(),
	};
}
