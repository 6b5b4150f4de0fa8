import { type Listener, openListener, type Sql } from '../sql.ts';
import { type Bus, Subscribers } from './bus.ts';
import { readEnvelope, writeEnvelope } from './news.ts';

/** One channel for all topics: a process that listens to a thousand rooms still has one connection to keep alive. */
const CHANNEL = 'covibe_news';
/** PostgreSQL refuses 8000 and more. News tell of rows by id, so they stay far below. */
const PAYLOAD_LIMIT_BYTES = 7_900;

/**
 * The bus of an installation without Redis: LISTEN and NOTIFY. Listens on a connection of its own; publishes through
 * `sql`, which stays the caller's. Resolves at once; while the database is away it tries, and then tells a gap.
 */
export function openPostgresBus({ sql, databaseUrl }: { sql: Sql; databaseUrl: string }): Bus {
	const subscribers = new Subscribers();
	let listener: Listener | undefined;
	// Who only publishes needs no connection for it.
	const listen = () =>
		(listener ??= openListener(databaseUrl, {
			channel: CHANNEL,
			onMessage: (payload) => {
				const envelope = readEnvelope(payload);
				if (envelope) subscribers.deliver(envelope.topic, envelope.news);
			},
			onListening: () => subscribers.tellGap(),
		}));
	return {
		publish: async (topic, news) => {
			const payload = writeEnvelope({ topic, news });
			if (Buffer.byteLength(payload) > PAYLOAD_LIMIT_BYTES) throw new Error('news are to name rows, not to hold them');
			await sql`SELECT pg_notify(${CHANNEL}, ${payload})`;
		},
		subscribe: (topic, onNews) => {
			listen();
			return subscribers.add(topic, onNews);
		},
		onGap: (onGap) => {
			listen();
			return subscribers.addGap(onGap);
		},
		close: () => listener?.close() ?? Promise.resolve(),
	};
}
