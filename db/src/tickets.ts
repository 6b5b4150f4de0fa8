import { randomBytes } from 'node:crypto';
import {
	CovibeError,
	parseProjectId,
	parseTurnId,
	parseUserId,
	type ProjectId,
	type TurnId,
	type UserId,
} from '@covibe/shared';
import { createSigner, createVerifier } from 'fast-jwt';
import { parseSessionId, type SessionId } from './sessions.ts';
import type { Sql } from './sql.ts';

/** The right to open one socket to one room, once. What the bearer may do there is looked up, not carried. */
export type TicketClaims = {
	readonly userId: UserId;
	readonly projectId: ProjectId;
	readonly ticketId: string;
	readonly expiresAt: Date;
	/** The session that asked for it, with which the socket ends; undefined: none. */
	readonly sessionId: SessionId | undefined;
};

/** Long enough for a slow phone between asking and connecting, short enough to be worthless in a log. */
const TICKET_LIFETIME_MS = 30_000;
/** Machines' clocks differ by seconds. */
const CLOCK_TOLERANCE_MS = 5_000;
/** Longer than any token of ours; keeps the verifier from chewing on megabytes. */
const MAXIMUM_TOKEN_LENGTH = 1_024;
const TICKET_AUDIENCE = 'covibe:room';
const SERVICE_AUDIENCE = 'covibe:service';
const AGENT_AUDIENCE = 'covibe:agent';

export function signTicket(
	secret: string,
	ticket: { userId: UserId; projectId: ProjectId; sessionId?: SessionId | undefined },
): string {
	const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: TICKET_LIFETIME_MS });
	return sign({
		aud: TICKET_AUDIENCE,
		sub: ticket.userId,
		project: ticket.projectId,
		jti: randomBytes(16).toString('base64url'),
		...(ticket.sessionId === undefined ? {} : { sid: ticket.sessionId }),
	});
}

/** Checks signature, audience and time without any I/O. @throws CovibeError 'ticket-invalid' */
export function verifyTicket(secret: string, token: string): TicketClaims {
	const claims = verify(secret, token, TICKET_AUDIENCE);
	const userId = parseUserId(claims['sub']);
	const projectId = parseProjectId(claims['project']);
	const { jti, exp, sid } = claims;
	const sessionId = parseSessionId(sid);
	if (!userId || !projectId || typeof jti !== 'string' || typeof exp !== 'number' || (sid !== undefined && !sessionId))
		throw new CovibeError('ticket-invalid');
	return { userId, projectId, ticketId: jti, expiresAt: new Date(exp * 1_000), sessionId };
}

/** Marks a ticket as used, for all nodes and across restarts; false when it was used before. */
export async function redeemTicket(sql: Sql, ticket: Pick<TicketClaims, 'ticketId' | 'expiresAt'>): Promise<boolean> {
	const rows = await sql`
		INSERT INTO used_ticket (ticket_id, expires_at) VALUES (${ticket.ticketId}, ${ticket.expiresAt})
		ON CONFLICT DO NOTHING RETURNING ticket_id`;
	return rows.length === 1;
}

/** Drops the marks of tickets that have expired anyway. */
export async function forgetExpiredTickets(sql: Sql): Promise<void> {
	await sql`DELETE FROM used_ticket WHERE expires_at < now() - make_interval(secs => ${(2 * CLOCK_TOLERANCE_MS) / 1_000})`;
}

/** The bearer token of a program of ours: it says who, never what they may do. */
export function signServiceToken(secret: string, service: { userId: UserId; lifetimeMs: number }): string {
	const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: service.lifetimeMs });
	return sign({ aud: SERVICE_AUDIENCE, sub: service.userId });
}

/** @throws CovibeError 'ticket-invalid' */
export function verifyServiceToken(secret: string, token: string): { userId: UserId } {
	const userId = parseUserId(verify(secret, token, SERVICE_AUDIENCE)['sub']);
	if (!userId) throw new CovibeError('ticket-invalid');
	return { userId };
}

/** What an agent comes with: the right to work on one turn, for one epoch, with the rights that its asker has then. */
export type AgentClaims = {
	readonly turnId: TurnId;
	readonly epoch: number;
	readonly projectId: ProjectId;
	readonly askerId: UserId;
	/** How people see it. */
	readonly name: string;
};

/** Signed anew for each connection; it opens nothing once the epoch has passed, so it may be used more than once. */
export function signAgentTicket(secret: string, agent: AgentClaims): string {
	const sign = createSigner({ key: secret, algorithm: 'HS256', expiresIn: TICKET_LIFETIME_MS });
	const { turnId, epoch, projectId, askerId, name } = agent;
	return sign({ aud: AGENT_AUDIENCE, sub: askerId, project: projectId, turn: turnId, epoch, name });
}

/** What a program's bearer token says. */
export type Bearer =
	{ readonly kind: 'service'; readonly userId: UserId } | { readonly kind: 'agent'; readonly agent: AgentClaims };

/** Checks the token of a program, whichever kind it is. @throws CovibeError 'ticket-invalid' */
export function verifyBearer(secret: string, token: string): Bearer {
	const claims = verify(secret, token, [SERVICE_AUDIENCE, AGENT_AUDIENCE]);
	const userId = parseUserId(claims['sub']);
	if (!userId) throw new CovibeError('ticket-invalid');
	if (claims['aud'] === SERVICE_AUDIENCE) return { kind: 'service', userId };
	const projectId = parseProjectId(claims['project']);
	const turnId = parseTurnId(claims['turn']);
	const { epoch, name } = claims;
	if (!projectId || !turnId || typeof epoch !== 'number' || typeof name !== 'string')
		throw new CovibeError('ticket-invalid');
	return { kind: 'agent', agent: { turnId, epoch, projectId, askerId: userId, name: name.slice(0, 64) } };
}

function verify(secret: string, token: string, audience: string | string[]): Record<string, unknown> {
	if (token.length > MAXIMUM_TOKEN_LENGTH) throw new CovibeError('ticket-invalid');
	const check = createVerifier({
		key: secret,
		algorithms: ['HS256'],
		allowedAud: audience,
		requiredClaims: ['aud', 'exp', 'sub'],
		clockTolerance: CLOCK_TOLERANCE_MS,
	});
	try {
		const claims: unknown = check(token);
		if (typeof claims === 'object' && claims !== null) return claims as Record<string, unknown>;
	} catch (cause) {
		throw new CovibeError('ticket-invalid', { cause });
	}
	throw new CovibeError('ticket-invalid');
}
