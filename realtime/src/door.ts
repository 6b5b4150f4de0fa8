import {
	type Attendance,
	findGrant,
	type Grant,
	isSessionLive,
	isUnavailable,
	readRoomRules,
	readStandings,
	redeemTicket,
	type Sql,
	verifyBearer,
	verifyTicket,
} from '@covibe/db';
import { can, CovibeError, parseProjectId, type ProjectId, type UserId } from '@covibe/shared';
import type { Logger } from 'pino';
import type { AbuseLimits } from './abuse-limits.ts';
import { type Account, AbuseWatch } from './abuse-watch.ts';
import { type AgentWatch, whyNot } from './agent-watch.ts';
import { AttendanceBook } from './attendance-book.ts';
import { RoomConnection, type Visitor } from './connection.ts';
import type { AgentIdentity } from './member.ts';
import type { Metrics } from './metrics.ts';
import type { NewsRelay } from './news-relay.ts';
import type { Room } from './room.ts';
import type { Rooms } from './rooms.ts';
import type { Door, Socket, UpgradeRequest } from './socket.ts';

export type DoorOptions = {
	readonly sql: Sql;
	readonly ticketSecret: string;
	readonly limits: AbuseLimits;
	readonly rooms: Rooms;
	readonly news: NewsRelay;
	readonly agents: AgentWatch;
	/** A person is on the list from now on. */
	readonly onArrival: (connection: RoomConnection) => void;
	readonly metrics: Metrics;
	readonly logger: Logger;
};

type Identity = Pick<Visitor, 'agent' | 'sessionId'> & { readonly userId: UserId };

/** What a visitor was found to be; good for one socket. */
export type Admission = Visitor;

/** A stock client takes a server that is silent for 30 s for dead. */
const KEEP_ALIVE_MS = 15_000;

/** Decides who may come in, and keeps the list of who is in. */
export class RoomDoor implements Door<Admission> {
	readonly #options: DoorOptions;
	readonly #connections = new Set<RoomConnection>();
	readonly #heart: NodeJS.Timeout;
	readonly #attendance: AttendanceBook;
	readonly #abuse: AbuseWatch;
	#closing = false;

	constructor(options: DoorOptions) {
		this.#options = options;
		const { sql, logger, metrics } = options;
		this.#abuse = new AbuseWatch(options.limits, (limit) => metrics.countLimit(limit));
		this.#attendance = new AttendanceBook({ sql, logger, read: () => this.#attendants() });
		this.#heart = setInterval(() => {
			for (const connection of this.#connections) connection.keepAlive();
			this.#abuse.sweep(performance.now());
		}, KEEP_ALIVE_MS);
	}

	get size(): number {
		return this.#connections.size;
	}

	/** The sockets of people; those of agents have a watch of their own. */
	people(): readonly RoomConnection[] {
		return [...this.#connections].filter(({ agent }) => !agent);
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
		const { userId, agent, sessionId } = await this.#identify(request, projectId);
		const grant = await findGrant(this.#options.sql, projectId, userId);
		if (!grant) throw new CovibeError('not-found');
		if (agent) await this.#checkAgent(agent);
		return { grant, agent, sessionId, speaksCovibe: request.speaksCovibe };
	}

	/** @throws CovibeError 'turn-over' | 'forbidden' */
	async #checkAgent(agent: AgentIdentity): Promise<void> {
		const [standing] = await readStandings(this.#options.sql, [agent.turnId]);
		const refusal = whyNot(agent, standing);
		if (refusal) throw new CovibeError(refusal);
	}

	async #identify(request: UpgradeRequest, projectId: ProjectId): Promise<Identity> {
		const { sql, ticketSecret } = this.#options;
		if (request.ticket !== undefined) {
			const ticket = verifyTicket(ticketSecret, request.ticket);
			const { userId, sessionId } = ticket;
			if (ticket.projectId !== projectId || !(await redeemTicket(sql, ticket))) throw new CovibeError('ticket-invalid');
			if (sessionId && !(await isSessionLive(sql, sessionId))) throw new CovibeError('ticket-invalid');
			return { userId, sessionId, agent: undefined };
		}
		if (request.bearer === undefined) throw new CovibeError('ticket-invalid');
		const bearer = verifyBearer(ticketSecret, request.bearer);
		if (bearer.kind === 'service') return { userId: bearer.userId, sessionId: undefined, agent: undefined };
		const { agent } = bearer;
		if (agent.projectId !== projectId) throw new CovibeError('ticket-invalid');
		return { userId: agent.askerId, sessionId: undefined, agent };
	}

	connect(socket: Socket, admission: Admission): RoomConnection {
		const { metrics, rooms, news, agents } = this.#options;
		const { projectId } = admission.grant;
		const stopWatching = admission.speaksCovibe || admission.agent ? news.watch(projectId) : undefined;
		const account = this.#isFull(admission) ? new CovibeError('room-full') : this.#openAccount(socket, admission);
		const connection = new RoomConnection(socket, admission, {
			metrics,
			account: account instanceof CovibeError ? undefined : account,
			onRefusal: (grant, error) => this.#noteRefusal(grant, error),
			onEnd: () => {
				this.#connections.delete(connection);
				if (!(account instanceof CovibeError)) account.close();
				stopWatching?.();
				if (connection.agent) agents.remove(connection);
				if (!this.#closing) this.#attendance.note();
			},
		});
		this.#connections.add(connection);
		if (connection.agent) agents.add(connection);
		else this.#options.onArrival(connection);
		this.#attendance.note();
		if (this.#closing) connection.refuse(new CovibeError('server-stopping'));
		else if (account instanceof CovibeError) connection.refuse(account);
		else void this.#enter(connection, rooms, projectId);
		return connection;
	}

	/** The error with which a socket is sent away that is one too many. */
	#openAccount(socket: Socket, { grant, agent }: Admission): Account | CovibeError {
		const guest = { person: agent?.turnId ?? grant.user.id, projectId: grant.projectId, address: socket.remoteAddress };
		try {
			return this.#abuse.open(guest, performance.now());
		} catch (error) {
			if (error instanceof CovibeError) return error;
			throw error;
		}
	}

	async #enter(connection: RoomConnection, rooms: Rooms, projectId: ProjectId): Promise<void> {
		try {
			const room = await rooms.open(projectId);
			await this.#learnRules(room);
			connection.enter(room);
		} catch (cause) {
			connection.refuse(cause instanceof CovibeError ? cause : new CovibeError('room-unavailable', { cause }));
		}
	}

	/** Read after the room is there: what changes from now on finds it. */
	async #learnRules(room: Room): Promise<void> {
		if (room.rules.areKnown) return;
		const rules = await readRoomRules(this.#options.sql, room.projectId);
		if (rules) room.rules.obey(rules);
	}

	/** Whether somebody would be one too many; who is in already, or keeps order there, is not. */
	#isFull({ grant, agent }: Admission): boolean {
		const { projectId, rules, role, user } = grant;
		if (agent || rules.maxPeople === undefined || can(role, 'room-rules')) return false;
		const here = new Set(this.people().flatMap((person) => (person.projectId === projectId ? [person.user.id] : [])));
		return !here.has(user.id) && here.size >= rules.maxPeople;
	}

	/** Agents do not count: who is alone with one is alone. */
	#attendants(): Attendance[] {
		return this.people().map(({ projectId, user }) => ({ projectId, userId: user.id }));
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

	/** Sends everybody away; they come back to whoever serves next. Resolves when it is written down that nobody is here. */
	close(): Promise<void> {
		this.#closing = true;
		clearInterval(this.#heart);
		for (const connection of [...this.#connections]) connection.refuse(new CovibeError('server-stopping'));
		return this.#attendance.close();
	}
}
