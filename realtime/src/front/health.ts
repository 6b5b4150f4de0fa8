import { createHash, timingSafeEqual } from 'node:crypto';
import type { Logger } from 'pino';
import type { HttpResponse } from 'uWebSockets.js';
import { isLoopback } from './address.ts';
import { JSON_TEXT, type Reply, sendReply, textReply } from './reply.ts';
import { bearerOf, headerOf, type RequestHead } from './request.ts';

export interface HealthSettings {
	/** Why this process should get no new people now; none when it is ready. */
	readonly notReadyReasons: () => Promise<readonly string[]> | readonly string[];
	/** Prometheus' text format. */
	readonly metrics: () => Promise<string>;
	/** Opens /metrics to who is not on this machine. */
	readonly metricsToken: string | undefined;
	readonly log: Logger;
}

export const HEALTH_PATHS: readonly string[] = ['/healthz', '/readyz', '/metrics'];

const METRICS_TEXT = 'text/plain; version=0.0.4; charset=utf-8';

/** Answers one of HEALTH_PATHS. */
export function sendHealth(response: HttpResponse, head: RequestHead, settings: HealthSettings): void {
	let isGone = false;
	response.onAborted(() => {
		isGone = true;
	});
	const send = (reply: Reply) => {
		if (!isGone) sendReply(response, head.method, reply);
	};
	decide(head, settings).then(send, (error: unknown) => {
		settings.log.error({ err: error, path: head.path }, 'a health check failed');
		send(textReply(500, 'This check failed; the log says why.'));
	});
}

async function decide(head: RequestHead, settings: HealthSettings): Promise<Reply> {
	if (head.method !== 'GET' && head.method !== 'HEAD') return textReply(405, 'Only GET and HEAD.', { close: true });
	if (head.path === '/healthz') return textReply(200, 'ok');
	if (head.path === '/readyz') return readiness(await settings.notReadyReasons());
	if (!mayReadMetrics(head, settings.metricsToken)) return textReply(404, 'Not found.');
	return { status: 200, headers: [['content-type', METRICS_TEXT]], body: await settings.metrics() };
}

function readiness(reasons: readonly string[]): Reply {
	const isReady = reasons.length === 0;
	return { status: isReady ? 200 : 503, headers: [JSON_TEXT], body: JSON.stringify({ ready: isReady, reasons }) };
}

/** A proxy on this machine is a loopback peer too, but it forwards for others, and says so. */
function mayReadMetrics(head: RequestHead, token: string | undefined): boolean {
	const isForwarded = ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'].some(
		(name) => headerOf(head, name) !== undefined,
	);
	if (isLoopback(head.peerAddress) && !isForwarded) return true;
	const given = bearerOf(head);
	return token !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(token));
}

function digest(secret: string): Buffer {
	return createHash('sha256').update(secret).digest();
}
