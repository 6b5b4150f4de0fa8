import path from 'node:path';
import { type Env, readInteger, readOrigin, readSecret, readString } from '@covibe/shared';
import { readRedisSetting } from '../redis.ts';
import { readKeyRing } from '../sealed.ts';
import { StartFailure } from '../start-failure.ts';

/** What whoever hosts Covibe may set; README has the table. */
export interface HouseSettings {
	/** 0: any free port. */
	readonly port: number;
	readonly host: string;
	/** Absolute. */
	readonly dataDirectory: string;
	/** Undefined: our own PostgreSQL in the data folder. */
	readonly databaseUrl: string | undefined;
	/** Undefined: our own, kept in the data folder. */
	readonly ticketSecret: string | undefined;
	/** Undefined: one of our own, kept in the data folder. */
	readonly masterKeys: string | undefined;
	/** One of pino's, or `silent`. */
	readonly logLevel: string;
	/** Settings that only the programs read, under the names of the environment. */
	readonly passedOn: Readonly<Record<string, string>>;
}

/** @throws StartFailure that names the setting. */
export function readSettings(env: Env, workingDirectory: string): HouseSettings {
	try {
		return parseSettings(env, workingDirectory);
	} catch (error) {
		throw new StartFailure(`${error instanceof Error ? error.message : String(error)}.`, { cause: error });
	}
}

function parseSettings(env: Env, workingDirectory: string): HouseSettings {
	const passedOn = {
		ORIGIN: readOrigin(env, 'ORIGIN'),
		REDIS_URL: readRedisSetting(env),
		LOG_LEVEL: readLogLevel(env),
	};
	return Object.freeze({
		port: readInteger(env, 'PORT', 3000, { min: 0, max: 65535 }),
		host: readString(env, 'HOST', '0.0.0.0'),
		dataDirectory: path.resolve(workingDirectory, readString(env, 'COVIBE_DATA', '.covibe')),
		databaseUrl: readDatabaseUrl(env),
		ticketSecret: readString(env, 'TICKET_SECRET') === undefined ? undefined : readSecret(env, 'TICKET_SECRET'),
		masterKeys: readMasterKeys(env),
		logLevel: readLogLevel(env),
		passedOn: Object.fromEntries(Object.entries(passedOn).filter((entry): entry is [string, string] => !!entry[1])),
	});
}

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

function readLogLevel(env: Env): string {
	const level = readString(env, 'LOG_LEVEL', 'info');
	if (!LOG_LEVELS.includes(level)) throw new Error(`LOG_LEVEL must be one of ${LOG_LEVELS.join(', ')}, got "${level}"`);
	return level;
}

/** Read here for its mistakes alone; the programs read it for themselves. */
function readMasterKeys(env: Env): string | undefined {
	const text = readString(env, 'MASTER_KEYS');
	if (text !== undefined) readKeyRing(env);
	return text;
}

function readDatabaseUrl(env: Env): string | undefined {
	const url = readString(env, 'DATABASE_URL');
	if (url === undefined || /^postgres(ql)?:\/\/\S+$/.test(url)) return url;
	// The value may hold a password: it is not repeated.
	throw new Error('DATABASE_URL must look like postgres://user:password@host:5432/name');
}
