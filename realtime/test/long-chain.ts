import type { ProjectId } from '@covibe/shared';
import * as encoding from 'lib0/encoding';
import { RoomDocument } from '../src/room-document.ts';

export type Part = number | readonly number[] | string;

/** Bytes from varints (numbers), raw bytes (arrays) and strings. */
export function bytesOf(parts: readonly Part[]): Uint8Array {
	const encoder = encoding.createEncoder();
	for (const part of parts) {
		if (typeof part === 'number') encoding.writeVarUint(encoder, part);
		else if (typeof part === 'string') encoding.writeVarString(encoder, part);
		else encoding.writeUint8Array(encoder, Uint8Array.from(part));
	}
	return encoding.toUint8Array(encoder);
}

/** Builds a room from a log in which so many rows add one value each to the end of a list. */
export function createRoomDocumentOf(rows: number): RoomDocument {
	const updates = Array.from({ length: rows }, (_, clock) => {
		const struct: Part[] = clock === 0 ? [[0x08], 1, 'text', 1, [126]] : [[0x88], 9, clock - 1, 1, [126]];
		return { seq: clock + 1, bytes: bytesOf([1, 1, 9, clock, ...struct, 0]) };
	});
	return new RoomDocument('room' as ProjectId, { snapshot: undefined, updates, clients: [] });
}
