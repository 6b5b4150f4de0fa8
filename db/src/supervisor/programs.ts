import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { localHost } from './addresses.ts';
import type { Program } from './life.ts';
import type { HouseSettings } from './settings.ts';

/** What the programs need to find each other, known when the database runs. */
export interface Wiring {
	readonly settings: HouseSettings;
	readonly databaseUrl: string;
	readonly ticketSecret: string;
	/** What seals people's provider keys; web seals, and the agent opens. */
	readonly masterKeys: string;
	/** Where web listens, and realtime's front finds it. */
	readonly webSocketPath: string;
	/** Where ai says whether it can work. */
	readonly aiSocketPath: string;
}

/** The folder of the whole repository. */
export const ROOT_DIRECTORY = fileURLToPath(new URL('../../../', import.meta.url));

/** The programs as they run in production, and in the tests of the whole. */
export function productionPrograms(wiring: Wiring): Program[] {
	return [
		realtimeProgram(wiring, { STATIC_DIR: path.join(ROOT_DIRECTORY, 'web', 'build', 'client') }),
		webProgram(wiring, [path.join(ROOT_DIRECTORY, 'web', 'build', 'index.js')], { NODE_ENV: 'production' }),
		aiProgram(wiring),
	];
}

/** The programs while Covibe is being worked on: vite serves web, and there are no built files. */
export function developmentPrograms(wiring: Wiring): Program[] {
	return [
		realtimeProgram(wiring, { STATIC_DIR: '' }),
		webProgram(wiring, [path.join(ROOT_DIRECTORY, 'scripts', 'dev-web.mjs')], { NODE_ENV: 'development' }),
		aiProgram(wiring),
	];
}

function realtimeProgram(wiring: Wiring, env: Readonly<Record<string, string>>): Program {
	const { settings } = wiring;
	return {
		name: 'realtime',
		file: process.execPath,
		args: [...WATCH_PARENT, '--import', tsxLoader(), path.join(ROOT_DIRECTORY, 'realtime', 'src', 'main.ts')],
		env: {
			...sharedEnv(wiring),
			...env,
			PORT: String(settings.port),
			HOST: settings.host,
			WEB_SOCKET: wiring.webSocketPath,
		},
		workingDirectory: ROOT_DIRECTORY,
		health: { kind: 'announced-port', host: localHost(settings.host), path: '/readyz' },
	};
}

/** A guest may import a project of 10 MB, and forms add to that. */
const MAX_BODY = '16M';
/** Less than the supervisor waits, so that web closes what is left by itself. */
const WEB_SHUTDOWN_SECONDS = 5;
/** Longer than realtime keeps an idle connection to web, so that no request meets web's closing of it. */
const WEB_KEEP_ALIVE_SECONDS = 90;

function webProgram(wiring: Wiring, args: readonly string[], env: Readonly<Record<string, string>>): Program {
	return {
		name: 'web',
		file: process.execPath,
		args: [...WATCH_PARENT, ...args],
		env: {
			...sharedEnv(wiring),
			...env,
			COVIBE_DATA: wiring.settings.dataDirectory,
			MASTER_KEYS: wiring.masterKeys,
			SOCKET_PATH: wiring.webSocketPath,
			// realtime's front sets these headers, and lets nobody else set them.
			PROTOCOL_HEADER: 'x-forwarded-proto',
			HOST_HEADER: 'x-forwarded-host',
			ADDRESS_HEADER: 'x-forwarded-for',
			BODY_SIZE_LIMIT: MAX_BODY,
			SHUTDOWN_TIMEOUT: String(WEB_SHUTDOWN_SECONDS),
			KEEP_ALIVE_TIMEOUT: String(WEB_KEEP_ALIVE_SECONDS),
		},
		workingDirectory: ROOT_DIRECTORY,
		health: { kind: 'socket', socketPath: wiring.webSocketPath, path: '/health' },
	};
}

function aiProgram(wiring: Wiring): Program {
	return {
		name: 'ai',
		file: process.execPath,
		args: [...WATCH_PARENT, '--import', tsxLoader(), path.join(ROOT_DIRECTORY, 'ai', 'src', 'main.ts')],
		env: {
			...sharedEnv(wiring),
			MASTER_KEYS: wiring.masterKeys,
			SOCKET_PATH: wiring.aiSocketPath,
			// It joins rooms as a peer, over the public port like everyone.
			REALTIME_URL: `ws://${localHost(wiring.settings.host)}:${wiring.settings.port}`,
		},
		workingDirectory: ROOT_DIRECTORY,
		health: { kind: 'socket', socketPath: wiring.aiSocketPath, path: '/readyz' },
	};
}

function sharedEnv(wiring: Wiring): Record<string, string> {
	return {
		...wiring.settings.passedOn,
		DATABASE_URL: wiring.databaseUrl,
		TICKET_SECRET: wiring.ticketSecret,
	};
}

const WATCH_PARENT = ['--import', new URL('parent-watch.mjs', import.meta.url).href];

/** tsx belongs to the repository's root. */
function tsxLoader(): string {
	return pathToFileURL(createRequire(path.join(ROOT_DIRECTORY, 'package.json')).resolve('tsx')).href;
}
