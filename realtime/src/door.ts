import {
	findGrant,
	type Grant,
	isUnavailable,
	redeemTicket,
	type Sql,
	verifyServiceToken,
	verifyTicket,
} from '@covibe/db';
import { CovibeError, parseProjectId, type ProjectId, type UserId } from '@covibe/shared';
import type { Logger } from 'pino';
import { RoomConnection } from './connection.ts';
import type { Metrics } from './metrics.ts';
import type { Rooms } from './rooms.ts';
import type { Door, Socket, UpgradeRequest } from './socket.ts';

export type DoorOptions = {
	readonly sql: Sql;
	readonly ticketSecret: string;
	readonly rooms: Rooms;
	readonly metrics: Metrics;
	readonly logger: Logger;
};

/** What a visitor was found to be; good for one socket. */
export type Admission = { readonly grant: Grant; readonly speaksCovibe: boolean };

/** A stock client takes a server that is silent for 30 s for dead. */
const KEEP_ALIVE_MS = 15_000;

/** Decides who may come in, and keeps the list of who is in. */
export class RoomDoor implements Door<Admission> {
	readonly #options: DoorOptions;
	readonly #connections = new Set<RoomConnection>();
	readonly #heart: NodeJS.Timeout;
	#closing = false;

	constructor(options: DoorOptions) {
		this.#options = options;
		this.#heart = setInterval(() => {
			for (const connection of this.#connections) connection.keepAlive();
		}, KEEP_ALIVE_MS);
	}

	get size(): number {
		return this.#connections.size;
	}

	/** True once nobody is let in any more. */
	get isClosing(): boolean {
		return this.#closing;
	}

	/** @throws CovibeError 'ticket-invalid' | 'not-found' | 'log-unavailable' | 'server-stopping' */
	async admit(request: UpgradeRequest): Promise<Admission> {
		try {
			return await this.#admit(request);
		} catch (cause) {
			const error = isUnavailable(cause) ? new CovibeError('log-unavailable', { cause }) : cause;
			if (error instanceof CovibeError) this.#options.metrics.countRefusal(error.code);
			throw error;
		}
	}

	async #admit(request: UpgradeRequest): Promise<Admission> {
		if (this.#closing) throw new CovibeError('server-stopping');
		const projectId = parseProjectId(request.project);
		if (!projectId) throw new CovibeError('not-found');
		const userId = await this.#identify(request, projectId);
		const grant = await findGrant(this.#options.sql, projectId, userId);
		if (!grant) throw new CovibeError('not-found');
		return { grant, speaksCovibe: request.speaksCovibe };
	}

	async #identify(request: UpgradeRequest, projectId: ProjectId): Promise<UserId> {
		const { sql, ticketSecret } = this.#options;
		if (request.ticket !== undefined) {
			const ticket = verifyTicket(ticketSecret, request.ticket);
			if (ticket.projectId !== projectId || !(await redeemTicket(sql, ticket))) throw new CovibeError('ticket-invalid');
			return ticket.userId;
		}
		if (request.bearer !== undefined) return verifyServiceToken(ticketSecret, request.bearer).userId;
		throw new CovibeError('ticket-invalid');
	}

	connect(socket: Socket, admission: Admission): RoomConnection {
		const { metrics, rooms } = this.#options;
		const connection = new RoomConnection(socket, admission, {
			metrics,
			onRefusal: (grant, error) => this.#noteRefusal(grant, error),
			onEnd: () => this.#connections.delete(connection),
		});
		this.#connections.add(connection);
		if (this.#closing) connection.refuse(new CovibeError('server-stopping'));
		else void this.#enter(connection, rooms, admission.grant.projectId);
		return connection;
	}

	async #enter(connection: RoomConnection, rooms: Rooms, projectId: ProjectId): Promise<void> {
		try {
			connection.enter(await rooms.open(projectId));
		} catch (cause) {
			connection.refuse(cause instanceof CovibeError ? cause : new CovibeError('room-unavailable', { cause }));
		}
	}

	#noteRefusal(grant: Grant, error: CovibeError): void {
		if (error.code === 'server-stopping') return;
		const who = { code: error.code, projectId: grant.projectId, userId: grant.user.id };
		// Only our own mistakes, and the database's, come with an error behind them.
		if (error.cause instanceof Error) this.#options.logger.warn({ ...who, err: error.cause }, 'a connection was ended');
		else this.#options.logger.info({ ...who, reason: error.cause }, 'a connection was ended');
	}

	/** Lets nobody in any more. */
	stopAdmitting(): void {
		this.#closing = true;
	}

	/** Sends everybody away; they come back to whoever serves next. */
	close(): void {
		this.#closing = true;
		clearInterval(this.#heart);
		for (const connection of [...this.#connections]) connection.refuse(new CovibeError('server-stopping'));
	}
}
