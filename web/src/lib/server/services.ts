import { env } from '$env/dynamic/private';
import {
	type Bus,
	type KeyRing,
	LinkDoor,
	openBus,
	openSql,
	readKeyRing,
	readRedisSetting,
	type Sql,
} from '@covibe/db';
import { readInteger, readRequired, readSecret } from '@covibe/shared';
import { log } from './log.ts';

/** What the server side of the pages works with. */
export type Services = {
	readonly sql: Sql;
	readonly ticketSecret: string;
	/** Tells the other programs what changed. */
	readonly bus: Bus;
	/** Where people come in by links. */
	readonly links: LinkDoor;
	/** What seals people's keys. @throws Error when the installation has none. */
	readonly keyRing: () => KeyRing;
};

let opened: Services | undefined;

/**
 * Opened at first use, so that importing and building need no settings.
 * @throws Error that names a setting which is missing or wrong.
 */
export function services(): Services {
	opened ??= openServices();
	return opened;
}

function openServices(): Services {
	const ticketSecret = readSecret(env, 'TICKET_SECRET');
	// A page needs a connection for a millisecond or two; ten serve some thousand requests a second.
	const maxConnections = readInteger(env, 'WEB_DATABASE_CONNECTIONS', 10, { min: 1, max: 200 });
	const databaseUrl = readRequired(env, 'DATABASE_URL');
	const sql = openSql(databaseUrl, { maxConnections, name: 'covibe-web' });
	const bus = openBus({ sql, databaseUrl, redisUrl: readRedisSetting(env) });
	process.once('sveltekit:shutdown', () => {
		const ending = Promise.all([bus.close(), sql.end({ timeout: 5 })]);
		ending.catch((error: unknown) => log.warn({ err: error }, 'the database did not close'));
	});
	return { sql, ticketSecret, bus, links: new LinkDoor(sql), keyRing: () => readKeyRing(env) };
}
