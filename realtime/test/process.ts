import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../src/main.ts', import.meta.url));
const TSX = import.meta.resolve('tsx');

export const TICKET_SECRET = 'a secret of the tests, long enough for all of them';

/** A realtime process as the supervisor starts it. */
export interface RealtimeProcess {
	readonly port: number;
	readonly pid: number;
	readonly child: ChildProcess;
	/** All that it wrote, for messages of failed tests and for looking for secrets. */
	output(): string;
	/** Sends the signal and waits for the end. @returns the exit code, or null after a signal that kills. */
	end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
}

/** Starts `src/main.ts` on a free port, or on the given one. */
export async function startProcess(env: Record<string, string>): Promise<RealtimeProcess> {
	const child = spawn(process.execPath, ['--import', TSX, MAIN], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, HOST: '127.0.0.1', PORT: '0', TICKET_SECRET, WEB_SOCKET: '/nonexistent/web.sock', ...env },
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
	const exited = once(child, 'exit') as Promise<[number | null]>;
	const port = await Promise.race([
		listening(child),
		exited.then(([code]) => {
			throw new Error(`realtime ended with ${code}: ${text}`);
		}),
	]);
	return {
		port,
		pid: child.pid ?? 0,
		child,
		output: () => text,
		end: async (signal) => {
			child.kill(signal);
			return (await exited)[0];
		},
	};
}

function listening(child: ChildProcess): Promise<number> {
	return new Promise((resolve) => {
		child.on('message', (message: { type: string; port: number }) => {
			if (message.type === 'listening') resolve(message.port);
		});
	});
}
