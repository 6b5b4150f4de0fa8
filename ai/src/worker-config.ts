import { type KeyRing, readKeyRing, readRedisSetting } from '@covibe/db';
import { type Env, readInteger, readRequired, readSecret, readString } from '@covibe/shared';

export type WorkerConfig = {
	readonly databaseUrl: string;
	/** Undefined: PostgreSQL carries the news. */
	readonly redisUrl: string | undefined;
	/** Signs the tokens with which agents enter rooms. */
	readonly ticketSecret: string;
	/** Opens people's provider keys. */
	readonly keyRing: KeyRing;
	/** Where rooms are: `ws://host:port`, without a path. */
	readonly realtimeUrl: string;
	/** Where it says that it can work. */
	readonly readiness: { readonly socketPath: string } | { readonly port: number };
	readonly logLevel: string;
};

/** @throws Error that names the setting. */
export function readWorkerConfig(env: Env): WorkerConfig {
	const socketPath = readString(env, 'SOCKET_PATH');
	return Object.freeze({
		databaseUrl: readRequired(env, 'DATABASE_URL'),
		redisUrl: readRedisSetting(env),
		ticketSecret: readSecret(env, 'TICKET_SECRET'),
		keyRing: readKeyRing(env),
		realtimeUrl: readRealtimeUrl(env),
		readiness:
			socketPath === undefined ? { port: readInteger(env, 'PORT', 0, { min: 0, max: 65_535 }) } : { socketPath },
		logLevel: readString(env, 'LOG_LEVEL', 'info'),
	});
}

function readRealtimeUrl(env: Env): string {
	const text = readRequired(env, 'REALTIME_URL');
	if (!/^wss?:\/\/[^/?#]+\/?$/.test(text)) throw new Error('REALTIME_URL must look like ws://host:3000');
	return text.replace(/\/$/, '');
}
