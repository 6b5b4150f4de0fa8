import {
	forgetExpiredSessions,
	forgetExpiredTickets,
	forgetKnocks,
	forgetRightChanges,
	sweepDeletedProjects,
	openBus,
	openSql,
	type Sql,
} from '@covibe/db';
import { isOver } from '@covibe/shared';
import type { Logger } from 'pino';
import { AgentWatch } from './agent-watch.ts';
import type { RealtimeConfig } from './config.ts';
import { RoomDoor } from './door.ts';
import { type GrantedSocket, GrantWatch } from './grant-watch.ts';
import { createPostgresLog } from './log-postgres.ts';
import { createPatientLog } from './patient-log.ts';
import { Metrics } from './metrics.ts';
import { NewsRelay } from './news-relay.ts';
import { openOtherNodes } from './relay/other-nodes.ts';
import { Rooms } from './rooms.ts';
import { openServer, type Server } from './server.ts';
import type { Publish } from './socket.ts';
import { createRules } from './updates/rules.ts';

/** A running realtime server. */
export interface Realtime {
	readonly port: number;
	/** Lets queued edits reach the log, sends everybody away with 1012, saves rooms, and ends all that was started. */
	drain(): Promise<void>;
}

/** One for commits, the others for admissions, loading and snapshots. */
const SQL_CONNECTIONS = 8;
/** How long typing may go on while the process stops; what is not acknowledged by then is sent again elsewhere. */
const LAST_COMMITS_MS = 1_000;
/**
 * How long sockets stay after their close frame. Cut at once while its client is typing, a socket is reset by the
 * kernel for the bytes that nobody read, and the client never sees why.
 */
const LINGER_MS = 300;
/** A database that is away is not waited for: what it says of who is here goes stale by itself. */
const GOODBYE_MS = 500;
const SQL_CLOSE_SECONDS = 2;
const FORGET_MS = 60_000;
/** A database that does not answer this long is away. */
const READY_MS = 2_000;

/** Wires rooms, log and front together, and listens. @throws Error with code EADDRINUSE when the port is taken. */
export async function startRealtime(config: RealtimeConfig, logger: Logger): Promise<Realtime> {
	const sql = openSql(config.databaseUrl, { maxConnections: SQL_CONNECTIONS, name: 'covibe-realtime' });
	const metrics = new Metrics();
	metrics.collectProcess();
	let publish: Publish = () => undefined;
	const others = openOtherNodes({ redisUrl: config.redisUrl, sql, logger });
	const rooms = new Rooms({
		relay: others.relay,
		log: createPatientLog(createPostgresLog(sql)),
		publish: (topic, frame) => publish(topic, frame),
		rules: createRules(config.extraRootNames),
		metrics,
		logger,
		roomIdleMs: config.roomIdleMs,
		newClients: config.limits.newClients,
	});
	others.watch(rooms);
	const bus = openBus({ sql, databaseUrl: config.databaseUrl, redisUrl: config.redisUrl });
	const agents = new AgentWatch(sql, logger);
	const news = new NewsRelay({
		bus,
		sql,
		logger,
		publish: (topic, frame) => publish(topic, frame),
		onEvent: (projectId, event) => {
			if (event.type === 'turn-changed' && isOver(event.turn.state))
				rooms.find(projectId)?.conversation.end(event.turn.id);
		},
		onRights: () => {
			agents.check();
			grants.check();
		},
	});
	const { ticketSecret, limits } = config;
	const onArrival = (connection: GrantedSocket) => grants.greet(connection);
	const door = new RoomDoor({ sql, ticketSecret, limits, rooms, news, agents, onArrival, metrics, logger });
	const grants = new GrantWatch({
		sql,
		logger,
		sockets: () => door.people(),
		onRules: (id, rules) => rooms.find(id)?.rules.obey(rules),
	});
	metrics.watch(() => ({
		rooms: rooms.size,
		sockets: door.size,
		queuedBytes: rooms.queuedBytes,
		fullRooms: rooms.all().filter(({ percentFull }) => percentFull > 0).length,
	}));
	const sweeper = sweepOldRows(sql, logger);
	const close = async (server: Server | undefined) => {
		clearInterval(sweeper);
		const goodbyes = withLimit(door.close(), GOODBYE_MS);
		news.close();
		agents.close();
		grants.close();
		await Promise.all([rooms.close(), goodbyes, bus.close(), server ? pause(LINGER_MS) : undefined]);
		await withLimit(others.close(), GOODBYE_MS);
		server?.close();
		metrics.stop();
		await sql.end({ timeout: SQL_CLOSE_SECONDS });
	};
	let server: Server;
	try {
		server = await openServer({ ...frontOptions(config, logger), door, ...health(sql, door, metrics) });
	} catch (error) {
		await close(undefined);
		throw error;
	}
	publish = server.publish;
	const drain = async () => {
		door.stopAdmitting();
		server.stopListening();
		await withLimit(rooms.settled(), LAST_COMMITS_MS);
		await close(server);
	};
	return { port: server.port, drain };
}

function frontOptions(config: RealtimeConfig, log: Logger) {
	const { host, port, staticFolder, web, origin, trustProxy, metricsToken } = config;
	return { host, port, staticFolder, upstream: web, origin, trustProxy, metricsToken, log };
}

function health(sql: Sql, door: RoomDoor, metrics: Metrics) {
	return {
		metrics: () => metrics.text(),
		notReadyReasons: async () => {
			if (door.isClosing) return ['stopping'];
			return (await isAnswering(sql)) ? [] : ['database'];
		},
	};
}

async function isAnswering(sql: Sql): Promise<boolean> {
	const answer = sql`SELECT 1`.then(
		() => true,
		() => false,
	);
	return (await withLimit(answer, READY_MS)) ?? false;
}

function sweepOldRows(sql: Sql, logger: Logger): NodeJS.Timeout {
	return setInterval(() => {
		Promise.all([
			forgetExpiredTickets(sql),
			forgetExpiredSessions(sql),
			forgetRightChanges(sql),
			forgetKnocks(sql),
			sweepDeletedProjects(sql),
		]).catch((error: unknown) => {
			logger.warn({ err: error }, 'old rows could not be forgotten; the next round will');
		});
	}, FORGET_MS);
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}

/** The value, or undefined when it takes longer. */
async function withLimit<T>(promise: Promise<T>, limitMs: number): Promise<T | undefined> {
	let timer: NodeJS.Timeout | undefined;
	const limit = new Promise<undefined>((resolve) => {
		timer = setTimeout(() => resolve(undefined), limitMs);
	});
	try {
		return await Promise.race([promise, limit]);
	} finally {
		clearTimeout(timer);
	}
}
