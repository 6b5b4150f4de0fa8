import { readHeads, type Sql } from '@covibe/db';
import type { Logger } from 'pino';
import type { Rooms } from '../rooms.ts';
import { HeadWatch } from './head-watch.ts';
import { RedisRelay } from './redis-relay.ts';
import { NO_RELAY, type Relay } from './relay.ts';

/** The nodes that serve the same database: with Redis any number, without it none. */
export interface OtherNodes {
	readonly relay: Relay;
	/** From now on rooms look at the log themselves as well. */
	watch(rooms: Rooms): void;
	/** Safe to call twice. */
	close(): Promise<void>;
}

export function openOtherNodes(options: { redisUrl: string | undefined; sql: Sql; logger: Logger }): OtherNodes {
	const { redisUrl, sql, logger } = options;
	if (redisUrl === undefined) return { relay: NO_RELAY, watch: () => undefined, close: () => Promise.resolve() };
	const relay = new RedisRelay({ redisUrl, logger });
	let heads: HeadWatch | undefined;
	return {
		relay,
		watch: (rooms) => {
			heads = new HeadWatch({
				readHeads: (projectIds) => readHeads(sql, projectIds),
				rooms: () => rooms.all(),
				isRelayed: () => relay.isReady,
				logger,
			});
		},
		close: () => {
			heads?.close();
			return relay.close();
		},
	};
}
