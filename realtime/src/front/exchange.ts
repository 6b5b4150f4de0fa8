import {
	type Agent,
	type ClientRequest,
	type IncomingMessage,
	request as openRequest,
	type RequestOptions,
} from 'node:http';
import type { Logger } from 'pino';
import type { HttpResponse } from 'uWebSockets.js';
import { passAnswer } from './answer.ts';
import { requestHeadersFor } from './forwarding.ts';
import { type Reply, sendReply, textReply } from './reply.ts';
import { type Client, type Framing, headerOf, type RequestHead } from './request.ts';
import { unavailableReply } from './unavailable.ts';

/** Where web listens: a unix socket, or an address as in development. */
export type Upstream = { readonly socketPath: string } | { readonly origin: URL };

export interface ExchangeSettings {
	readonly upstream: Upstream;
	readonly agent: Agent;
	readonly maxBodyBytes: number;
	/** From the last byte that came from the client to the first of the answer. */
	readonly firstByteMs: number;
	readonly log: Logger;
}

/** One request as judged by the front. */
export interface Asked {
	readonly head: RequestHead;
	readonly client: Client;
	readonly framing: Framing;
}

/** Codes of a kept connection that web closed just as we used it again. */
const STALE_CONNECTION = ['ECONNRESET', 'EPIPE'];

/** One request on its way to web and its answer on the way back. It ends when either side is done or gone. */
export class Exchange {
	readonly #response: HttpResponse;
	readonly #asked: Asked;
	readonly #settings: ExchangeSettings;
	/** over: the response is complete or its client is gone; it must not be touched any more. */
	#phase: 'waiting' | 'answering' | 'over' = 'waiting';
	#upstream: ClientRequest | undefined;
	#deadline: NodeJS.Timeout | undefined;
	#receivedBytes = 0;
	#isUploaded: boolean;
	#isPaused = false;
	#isRetried = false;

	constructor(response: HttpResponse, asked: Asked, settings: ExchangeSettings) {
		this.#response = response;
		this.#asked = asked;
		this.#settings = settings;
		this.#isUploaded = asked.framing.kind === 'none';
	}

	/** Sends the request to web; to be called within uWebSockets.js' handler. */
	start(): void {
		this.#response.onAborted(() => this.#end());
		this.#deadline = setTimeout(() => this.#expire(), this.#settings.firstByteMs);
		this.#open();
		if (this.#isUploaded || this.#phase === 'over') return;
		this.#response.onData((bytes, isLast) => this.#receive(bytes, isLast));
	}

	#open(): void {
		const upstream = this.#request();
		if (!upstream) {
			this.#refuse(textReply(400, 'Bad request.', { close: true }));
			return;
		}
		this.#upstream = upstream;
		upstream.on('response', (message) => this.#answer(message));
		upstream.on('error', (error: NodeJS.ErrnoException) => this.#fail(error));
		upstream.on('close', () => {
			const isCurrent = this.#upstream === upstream && this.#phase === 'waiting';
			if (isCurrent) this.#fail(new Error('web closed the connection without an answer'));
		});
		upstream.on('drain', () => this.#resume());
		if (this.#isUploaded) upstream.end();
	}

	/** Undefined when node refuses what could break its framing: bytes that HTTP does not allow in a path or method. */
	#request(): ClientRequest | undefined {
		try {
			return openRequest(this.#target());
		} catch (error) {
			this.#settings.log.debug({ err: error }, 'a request cannot be passed on');
			return undefined;
		}
	}

	#target(): RequestOptions {
		const { head, client, framing } = this.#asked;
		const { upstream, agent } = this.#settings;
		const place =
			'socketPath' in upstream
				? { socketPath: upstream.socketPath }
				: { host: upstream.origin.hostname.replace(/^\[|\]$/g, ''), port: upstream.origin.port || 80 };
		return {
			...place,
			agent,
			method: head.method,
			path: head.query === '' ? head.path : `${head.path}?${head.query}`,
			headers: requestHeadersFor(head, client, framing),
		};
	}

	/** One piece of the body; the bytes are lent by uWebSockets.js until this returns. */
	#receive(bytes: ArrayBuffer, isLast: boolean): void {
		if (this.#phase === 'over' || !this.#upstream) return;
		this.#receivedBytes += bytes.byteLength;
		this.#deadline?.refresh();
		const { maxBodyBytes } = this.#settings;
		if (this.#receivedBytes > maxBodyBytes) {
			this.#refuse(textReply(413, tooLarge(maxBodyBytes), { close: true }));
			return;
		}
		const hasRoom = bytes.byteLength === 0 || this.#upstream.write(Buffer.from(bytes.slice(0)));
		this.#isUploaded = isLast;
		if (isLast) this.#upstream.end();
		else if (!hasRoom) this.#pause();
	}

	#pause(): void {
		if (this.#isPaused) return;
		this.#isPaused = true;
		this.#response.pause();
	}

	#resume(): void {
		if (!this.#isPaused || this.#phase === 'over') return;
		this.#isPaused = false;
		this.#response.resume();
	}

	#answer(message: IncomingMessage): void {
		if (this.#phase !== 'waiting') return void message.destroy();
		this.#phase = 'answering';
		clearTimeout(this.#deadline);
		message.on('error', (error) => this.#fail(error));
		const passage = {
			response: this.#response,
			message,
			isOpen: () => this.#phase === 'answering',
			finish: () => this.#finish(),
		};
		passAnswer(passage, this.#asked.head.method);
	}

	/** web failed: before its answer began we answer; in the middle of it only a cut connection tells the truth. */
	#fail(error: NodeJS.ErrnoException): void {
		if (this.#phase === 'over') return;
		if (this.#phase === 'waiting' && this.#mayRetry(error)) {
			this.#retry();
			return;
		}
		this.#settings.log.warn({ err: error, path: this.#asked.head.path }, 'web did not answer');
		if (this.#phase === 'answering') return void this.#response.close();
		this.#refuse(unavailableReply(502, this.#asked.head.method, headerOf(this.#asked.head, 'accept')));
	}

	#mayRetry(error: NodeJS.ErrnoException): boolean {
		const isSafe = ['GET', 'HEAD'].includes(this.#asked.head.method) && this.#asked.framing.kind === 'none';
		const isStale = this.#upstream?.reusedSocket === true && STALE_CONNECTION.includes(error.code ?? '');
		return isSafe && isStale && !this.#isRetried;
	}

	#retry(): void {
		this.#isRetried = true;
		this.#open();
	}

	#expire(): void {
		if (this.#phase !== 'waiting') return;
		this.#settings.log.warn({ path: this.#asked.head.path }, 'web did not answer in time');
		this.#refuse(unavailableReply(504, this.#asked.head.method, headerOf(this.#asked.head, 'accept')));
	}

	#refuse(reply: Reply): void {
		const close = reply.close === true || !this.#isUploaded;
		this.#finish();
		this.#upstream?.destroy();
		sendReply(this.#response, this.#asked.head.method, { ...reply, close });
	}

	/** The answer is complete with what the caller sends next; what is left of the upload flows into nothing. */
	#finish(): void {
		if (this.#isPaused) this.#response.resume();
		this.#phase = 'over';
		clearTimeout(this.#deadline);
		if (!this.#isUploaded) this.#upstream?.destroy();
	}

	/** The client is gone. */
	#end(): void {
		this.#phase = 'over';
		clearTimeout(this.#deadline);
		this.#upstream?.destroy();
	}
}

/** What a sender of too much is told. */
export function tooLarge(maxBytes: number): string {
	return `Too large: a request may carry ${Math.floor(maxBytes / (1024 * 1024))} MB.`;
}
