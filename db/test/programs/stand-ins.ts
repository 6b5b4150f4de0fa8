import { fileURLToPath } from 'node:url';
import type { Program } from '../../src/supervisor/life.ts';
import type { Wiring } from '../../src/supervisor/programs.ts';

const STAND_IN = fileURLToPath(new URL('stand-in.mjs', import.meta.url));
const WATCH_PARENT = new URL('../../src/supervisor/parent-watch.mjs', import.meta.url).href;

/** Three small programs wired like realtime, web and ai. */
export function standInPrograms(env: Readonly<Record<string, string>> = {}): (wiring: Wiring) => Program[] {
	return (wiring) => {
		const shared = { file: process.execPath, args: ['--import', WATCH_PARENT, STAND_IN], workingDirectory: '/' };
		return [
			{
				...shared,
				name: 'realtime',
				env: { ...env, PORT: String(wiring.settings.port) },
				health: { kind: 'announced-port', host: '127.0.0.1', path: '/readyz' },
			},
			{
				...shared,
				name: 'web',
				env: { ...env, SOCKET_PATH: wiring.webSocketPath },
				health: { kind: 'socket', socketPath: wiring.webSocketPath, path: '/health' },
			},
			{
				...shared,
				name: 'ai',
				env: { ...env, SOCKET_PATH: wiring.aiSocketPath },
				health: { kind: 'socket', socketPath: wiring.aiSocketPath, path: '/readyz' },
			},
		];
	};
}
