import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { fileURLToPath } from 'node:url';

export const TICKET_SECRET = 'a secret of the tests, long enough for all of them';
const ROOT = new URL('../../', import.meta.url);
const TSX = import.meta.resolve('tsx');

/** A program of the house, started as the supervisor does, but on a port of its own. */
export interface TestProgram {
	readonly child: ChildProcess;
	output(): string;
	/** Sends the signal and waits for the end. */
	end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
}

export function startProgram(file: string, env: Record<string, string>): TestProgram {
	const child = spawn(process.execPath, ['--import', TSX, fileURLToPath(new URL(file, ROOT))], {
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
		env: { ...process.env, TICKET_SECRET, HOST: '127.0.0.1', LOG_LEVEL: 'info', ...env },
	});
	let text = '';
	for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk: Buffer) => (text += chunk.toString()));
	const exited = once(child, 'exit');
	return {
		child,
		output: () => text,
		end: async (signal) => {
			if (child.exitCode === null && child.signalCode === null) child.kill(signal);
			await exited;
		},
	};
}

/** Rooms, on a fixed port so that they can be started again. */
export async function startRealtime(databaseUrl: string, port: number): Promise<TestProgram> {
	const program = startProgram('realtime/src/main.ts', {
		DATABASE_URL: databaseUrl,
		PORT: String(port),
		WEB_SOCKET: '/nonexistent/web.sock',
	});
	const listening = new Promise<void>((resolve) => {
		program.child.on('message', (message: { type: string }) => {
			if (message.type === 'listening') resolve();
		});
	});
	const failed = once(program.child, 'exit').then(() => {
		throw new Error(`realtime ended: ${program.output()}`);
	});
	await Promise.race([listening, failed]);
	return program;
}

export async function findFreePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
