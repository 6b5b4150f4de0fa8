import type { IncomingMessage } from 'node:http';
import type { HttpResponse } from 'uWebSockets.js';
import { responseHeadersFrom } from './forwarding.ts';
import { endHead, statusLine, writeHeaders } from './reply.ts';

/** Both sides of one answer on its way from web to the client. */
export interface Passage {
	readonly response: HttpResponse;
	readonly message: IncomingMessage;
	/** False once the client has gone: the response must not be touched any more. */
	isOpen(): boolean;
	/** Called once, when the last byte was handed over. */
	finish(): void;
}

/** Passes web's answer on as it comes, no faster than the client reads. */
export function passAnswer(passage: Passage, method: string): void {
	const { message } = passage;
	const length = readLength(message);
	if (method === 'HEAD' || message.statusCode === 204 || message.statusCode === 304) {
		passHead(passage, length);
		return;
	}
	if (length === undefined) {
		passChunks(passage);
		return;
	}
	if (length === 0) {
		passEmpty(passage);
		return;
	}
	passSized(passage, length);
}

function passHead(passage: Passage, length: number | undefined): void {
	const { response, message } = passage;
	message.resume();
	passage.finish();
	response.cork(() => {
		writeTop(passage);
		endHead(response, message.statusCode === 204 ? undefined : length);
	});
}

function passEmpty(passage: Passage): void {
	passage.message.resume();
	passage.finish();
	passage.response.cork(() => {
		writeTop(passage);
		passage.response.end('');
	});
}

/** An answer of unknown length: each piece goes out at once, so that event streams live. */
function passChunks(passage: Passage): void {
	const { response, message } = passage;
	response.onWritable(() => {
		message.resume();
		return true;
	});
	response.cork(() => {
		writeTop(passage);
		// The head leaves with the first piece of the body; this comment, which readers skip, opens the stream at once.
		if (message.headers['content-type']?.startsWith('text/event-stream')) response.write(':\n\n');
	});
	message.on('data', (chunk: Buffer) => {
		if (!passage.isOpen()) return;
		response.cork(() => {
			if (!response.write(chunk)) message.pause();
		});
	});
	message.on('end', () => {
		if (!passage.isOpen()) return;
		passage.finish();
		response.cork(() => response.end());
	});
}

/** An answer of known length keeps it. uWebSockets.js takes what fits and says where to go on. */
function passSized(passage: Passage, length: number): void {
	const { response, message } = passage;
	let rest: { bytes: Buffer; offset: number } | undefined;
	const send = (bytes: Buffer, offset: number): boolean => {
		const [isTaken, isDone] = response.tryEnd(bytes, length);
		rest = isTaken || isDone ? undefined : { bytes, offset };
		if (isDone) passage.finish();
		return isTaken;
	};
	response.onWritable((offset) => {
		if (rest && !send(rest.bytes.subarray(offset - rest.offset), offset)) return false;
		if (passage.isOpen()) message.resume();
		return true;
	});
	let hasTop = false;
	message.on('data', (chunk: Buffer) => {
		if (!passage.isOpen()) return;
		response.cork(() => {
			if (!hasTop) writeTop(passage);
			hasTop = true;
			if (!send(chunk, response.getWriteOffset())) message.pause();
		});
	});
}

function writeTop({ response, message }: Passage): void {
	response.writeStatus(statusLine(message.statusCode ?? 502));
	writeHeaders(response, responseHeadersFrom(message.rawHeaders));
}

/** node's parser has already refused repeated, broken and conflicting lengths. */
function readLength(message: IncomingMessage): number | undefined {
	const raw = message.headers['content-length'];
	return raw === undefined ? undefined : Number(raw);
}
