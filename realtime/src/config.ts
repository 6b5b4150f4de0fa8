import { readRedisSetting } from '@covibe/db';
import { type Env, readInteger, readOrigin, readRequired, readSecret, readString } from '@covibe/shared';

import { type AbuseLimits, readAbuseLimits } from './abuse-limits.ts';

export type RealtimeConfig = {
	readonly host: string;
	/** 0: any free port. */
	readonly port: number;
	readonly databaseUrl: string;
	/** Undefined: this is the only node. */
	readonly redisUrl: string | undefined;
	readonly ticketSecret: string;
	/** The web client as built; undefined in development. */
	readonly staticFolder: string | undefined;
	/** Where web listens. */
	readonly web: { readonly socketPath: string } | { readonly origin: URL };
	readonly origin: string | undefined;
	readonly trustProxy: boolean;
	readonly metricsToken: string | undefined;
	readonly logLevel: string;
	readonly roomIdleMs: number;
	readonly limits: AbuseLimits;
	/** Root types beside those of a project; load generators use `text`. */
	readonly extraRootNames: readonly string[];
};

/** @throws Error that names the setting. */
export function readConfig(env: Env): RealtimeConfig {
	return Object.freeze({
		host: readString(env, 'HOST', '0.0.0.0'),
		port: readInteger(env, 'PORT', 3_000, { min: 0, max: 65_535 }),
		databaseUrl: readRequired(env, 'DATABASE_URL'),
		redisUrl: readRedisSetting(env),
		ticketSecret: readSecret(env, 'TICKET_SECRET'),
		staticFolder: readString(env, 'STATIC_DIR'),
		web: readWeb(env),
		origin: readOrigin(env, 'ORIGIN'),
		trustProxy: readInteger(env, 'TRUST_PROXY', 0, { min: 0, max: 1 }) === 1,
		metricsToken: readString(env, 'METRICS_TOKEN'),
		logLevel: readLogLevel(env),
		// Long enough for a reload to find the room still in memory.
		roomIdleMs: readInteger(env, 'ROOM_IDLE_MS', 30_000, { min: 0, max: 3_600_000 }),
		limits: readAbuseLimits(env),
		extraRootNames: readString(env, 'EXTRA_ROOT_NAMES', '')
			.split(',')
			.map((name) => name.trim())
			.filter((name) => name !== ''),
	});
}

function readWeb(env: Env): RealtimeConfig['web'] {
	const socketPath = readString(env, 'WEB_SOCKET');
	if (socketPath !== undefined) return { socketPath };
	const origin = readOrigin(env, 'WEB_URL');
	if (origin === undefined) throw new Error('WEB_SOCKET or WEB_URL must be set: where the web process listens');
	return { origin: new URL(origin) };
}

const LOG_LEVELS = ['silent', 'fatal', 'error', 'warn', 'info', 'debug', 'trace'];

function readLogLevel(env: Env): string {
	const level = readString(env, 'LOG_LEVEL', 'info');
	if (!LOG_LEVELS.includes(level)) throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}`);
	return level;
}
