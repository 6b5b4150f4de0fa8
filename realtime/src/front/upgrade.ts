import { CovibeError } from '@covibe/shared';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, us_socket_context_t } from 'uWebSockets.js';
import type { Door, UpgradeRequest } from '../socket.ts';
import { OpenSocket, type SocketData } from './open-socket.ts';
import { isOriginAllowed, ownOrigin } from './origin.ts';
import { type Reply, sendReply, textReply } from './reply.ts';
import {
	bearerOf,
	type Client,
	copyRequest,
	headerOf,
	headersOf,
	listOf,
	readClient,
	type RequestHead,
} from './request.ts';

export interface UpgradeSettings<Admission> {
	readonly door: Door<Admission>;
	/** The public origin, where it is configured. */
	readonly origin: string | undefined;
	readonly trustProxy: boolean;
	/** How long the door may take to decide. */
	readonly admitMs: number;
	readonly log: Logger;
}

/** What uWebSockets.js needs to complete a handshake, and what the socket carries on. */
export interface AdmittedSocket<Admission> extends SocketData {
	readonly admission: Admission;
}

/** The subprotocol that we speak; `ticket.<token>` beside it carries the ticket and is never answered with. */
const SUBPROTOCOL = 'covibe';
const TICKET_PREFIX = 'ticket.';

export const UPGRADE_REQUIRED: Reply = textReply(426, 'This address speaks WebSocket.', {
	headers: [
		['upgrade', 'websocket'],
		['connection', 'upgrade'],
	],
});

/** Answers one request for a WebSocket: origin first, then the door, then 101. */
export function handleUpgrade<Admission>(
	settings: UpgradeSettings<Admission>,
	response: HttpResponse,
	request: HttpRequest,
	context: us_socket_context_t,
): void {
	const project = request.getParameter(0);
	const head = copyRequest(response, request);
	if (headerOf(head, 'upgrade')?.toLowerCase() !== 'websocket') {
		sendReply(response, 'GET', UPGRADE_REQUIRED);
		return;
	}
	const client = readClient(head, settings.trustProxy);
	const refusal = judgeOrigin(head, ownOrigin(settings.origin, client));
	if (refusal) {
		sendReply(response, 'GET', refusal);
		return;
	}

	const outcome = openOutcome(response, settings);
	const admit = async () => settings.door.admit(readUpgrade(head, project, client));
	admit().then(
		(admission) =>
			outcome.settle(() => {
				const data: AdmittedSocket<Admission> = { open: new OpenSocket(client.address), admission };
				// Not corked: after an upgrade in place, uncorking takes the WebSocket for the HTTP response that stood in
				// its memory, and may close it (seen with the build for Node 20, at one socket in thirty).
				response.upgrade(data, ...handshakeOf(head), context);
			}),
		(error: unknown) => {
			const reply = replyTo(error, settings.log);
			outcome.settle(() => sendReply(response, 'GET', reply));
		},
	);
}

/** Lets exactly one of answer, time-out and departure of the client happen; a gone client's response is not touched. */
function openOutcome(response: HttpResponse, settings: { readonly admitMs: number; readonly log: Logger }) {
	let isSettled = false;
	const settle = (answer: () => void) => {
		if (isSettled) return;
		isSettled = true;
		clearTimeout(deadline);
		answer();
	};
	const deadline = setTimeout(() => {
		settings.log.warn('the decision on a socket took too long');
		settle(() => sendReply(response, 'GET', textReply(503, 'The server is busy. Try again.', { close: true })));
	}, settings.admitMs);
	response.onAborted(() => settle(() => undefined));
	return { settle };
}

function judgeOrigin(head: RequestHead, own: string | undefined): Reply | undefined {
	const origins = headersOf(head, 'origin');
	const hasAuthorization = headerOf(head, 'authorization') !== undefined;
	if (isOriginAllowed({ origins, own, hasAuthorization })) return undefined;
	const { message } = new CovibeError('foreign-origin');
	const hint = own === undefined ? '' : ` Pages of ${own} may; where that is wrong, set ORIGIN.`;
	return textReply(403, message + hint, { close: true });
}

function readUpgrade(head: RequestHead, project: string, client: Client): UpgradeRequest {
	return {
		project,
		speaksCovibe: new URLSearchParams(head.query).get('covibe') === '1',
		ticket: readTicket(head),
		bearer: bearerOf(head),
		remoteAddress: client.address,
	};
}

function readTicket(head: RequestHead): string | undefined {
	const offer = listOf(head, 'sec-websocket-protocol').find((protocol) => protocol.startsWith(TICKET_PREFIX));
	return offer?.slice(TICKET_PREFIX.length);
}

/** Key, chosen subprotocol (none when ours was not offered) and no extensions: frames are small and not compressed. */
function handshakeOf(head: RequestHead): [key: string, protocol: string, extensions: string] {
	const speaksOurs = listOf(head, 'sec-websocket-protocol').includes(SUBPROTOCOL);
	return [headerOf(head, 'sec-websocket-key') ?? '', speaksOurs ? SUBPROTOCOL : '', ''];
}

function replyTo(error: unknown, log: Logger): Reply {
	if (error instanceof CovibeError) return textReply(error.spec.status, error.message, { close: true });
	log.error({ err: error }, 'the decision on a socket failed');
	return textReply(500, 'Something went wrong on the server.', { close: true });
}
