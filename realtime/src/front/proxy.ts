import { Agent } from 'node:http';
import type { HttpResponse } from 'uWebSockets.js';
import { type Asked, Exchange, type ExchangeSettings, tooLarge } from './exchange.ts';
import { type Reply, sendReply, textReply } from './reply.ts';

/** Passes requests on to web and its answers back. */
export interface Proxy {
	/** Takes over the response; call it within uWebSockets.js' handler. */
	forward(response: HttpResponse, asked: Asked): void;
	/** Lets go of the idle connections to web. */
	close(): void;
}

/** Connections to web: more than pages and event streams of a busy server take, less than a process may open files. */
const MAX_SOCKETS = 512;

/**
 * An idle connection to web is closed by us, well before web does it (WEB_KEEP_ALIVE_SECONDS of the supervisor; of any
 * other web the Agent takes what its answers announce): a POST that meets web's own closing cannot be sent again, for
 * nobody knows whether it was done.
 */
const IDLE_CONNECTION_MS = 15_000;

/** CONNECT and TRACE are for proxies of another kind (RFC 9110 9.3). */
const REFUSED_METHODS = new Set(['CONNECT', 'TRACE']);

/** Up to this many times the limit, a body is read and thrown away, so that its sender gets to see the 413. */
const TOLERATED_EXCESS = 4;

export function openProxy(settings: Omit<ExchangeSettings, 'agent'>): Proxy {
	const agent = new Agent({ keepAlive: true, maxSockets: MAX_SOCKETS, timeout: IDLE_CONNECTION_MS });
	return {
		forward(response, asked) {
			const refusal = judge(asked, settings.maxBodyBytes);
			if (refusal) {
				refuse(response, asked, refusal);
				return;
			}
			new Exchange(response, asked, { ...settings, agent }).start();
		},
		close: () => agent.destroy(),
	};
}

/**
 * Where the end of a request is in doubt, what follows it must not be taken for another one. Answering after the
 * handler does that: uWebSockets.js cuts a connection on which more comes while an answer is due.
 */
function refuse(response: HttpResponse, { head, framing }: Asked, reply: Reply): void {
	if (framing.kind !== 'broken') {
		sendReply(response, head.method, reply);
		return;
	}
	const later = setImmediate(() => sendReply(response, head.method, reply));
	response.onAborted(() => clearImmediate(later));
}

function judge({ head, framing }: Asked, maxBodyBytes: number): Reply | undefined {
	const close = true;
	if (framing.kind === 'broken') return textReply(400, `Bad request: ${framing.reason}.`, { close });
	if (!head.path.startsWith('/')) return textReply(400, 'Bad request: the target is not a path.', { close });
	if (REFUSED_METHODS.has(head.method)) return textReply(405, 'This method is not served.', { close });
	if (framing.kind === 'length' && framing.bytes > maxBodyBytes)
		return textReply(413, tooLarge(maxBodyBytes), { close: framing.bytes > TOLERATED_EXCESS * maxBodyBytes });
	return undefined;
}
