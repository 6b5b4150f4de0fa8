import type { Sql } from '../sql.ts';
import type { Bus } from './bus.ts';
import { openPostgresBus } from './postgres-bus.ts';
import { openRedisBus } from './redis-bus.ts';

export type BusOptions = {
	readonly sql: Sql;
	readonly databaseUrl: string;
	/** Undefined: PostgreSQL carries the news. */
	readonly redisUrl: string | undefined;
};

/** After a failure Redis is left alone for so long: nobody shall wait for its silence more than once. */
const LEFT_ALONE_MS = 1_000;

/** The bus of this installation. With Redis, PostgreSQL stands in while it is away: rights must end within a second. */
export function openBus({ sql, databaseUrl, redisUrl }: BusOptions): Bus {
	const postgres = openPostgresBus({ sql, databaseUrl });
	return redisUrl === undefined ? postgres : withStandIn(openRedisBus(redisUrl), postgres);
}

/** Everybody listens to both; what cannot be published on the first goes over the other. */
export function withStandIn(first: Bus, standIn: Bus): Bus {
	let leftAloneUntilMs = -Infinity;
	return {
		publish: async (topic, news) => {
			if (performance.now() >= leftAloneUntilMs) {
				try {
					await first.publish(topic, news);
					return;
				} catch {
					// Safe: it may have been published all the same, and news may come twice.
					leftAloneUntilMs = performance.now() + LEFT_ALONE_MS;
				}
			}
			await standIn.publish(topic, news);
		},
		subscribe: (topic, listener) => endBoth(first.subscribe(topic, listener), standIn.subscribe(topic, listener)),
		onGap: (listener) => endBoth(first.onGap(listener), standIn.onGap(listener)),
		close: async () => {
			await Promise.all([first.close(), standIn.close()]);
		},
	};
}

function endBoth(one: () => void, other: () => void): () => void {
	return () => {
		one();
		other();
	};
}
