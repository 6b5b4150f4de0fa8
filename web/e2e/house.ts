import { execFile, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

export type House = {
	/** http://localhost:port */
	readonly url: string;
	/** The supervisor's process id. */
	readonly pid: number;
	/** What one of the command line's commands says about this house. */
	command(...args: string[]): Promise<string>;
	/** Ends everything and waits until it has ended. */
	stop(): Promise<void>;
};

const root = fileURLToPath(new URL('../../', import.meta.url));
const commandLine = ['--import', 'tsx', path.join(root, 'db/src/cli.ts')];
const execute = promisify(execFile);
const READY = /^Covibe is ready at (http:\/\/\S+)/;

/** Runs the supervisor's command line with a fresh data folder, and waits for its ready line. */
export async function startHouse(): Promise<House> {
	const dataFolder = await mkdtemp(path.join(tmpdir(), 'covibe-e2e-'));
	const env = {
		...process.env,
		PORT: String(await freePort()),
		HOST: '127.0.0.1',
		COVIBE_DATA: dataFolder,
		DATABASE_URL: '',
		REDIS_URL: '',
	};
	const child = spawn(process.execPath, [...commandLine, 'up'], {
		cwd: root,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const log: string[] = [];
	createInterface(child.stderr).on('line', (line) => log.push(line));
	const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	const url = await new Promise<string>((resolve, reject) => {
		createInterface(child.stdout).on('line', (line) => {
			const address = READY.exec(line)?.[1];
			if (address) resolve(address);
		});
		child.once('exit', (code) => reject(new Error(`the house ended with ${String(code)}:\n${log.join('\n')}`)));
	});
	return {
		url,
		pid: child.pid ?? 0,
		async command(...args) {
			const { stdout } = await execute(process.execPath, [...commandLine, ...args], { cwd: root, env });
			return stdout.trim();
		},
		async stop() {
			child.kill('SIGTERM');
			await ended;
			await rm(dataFolder, { recursive: true, force: true });
		},
	};
}

/** A port by number: realtime must get the same one again after it was killed, which a port chosen by the system refuses. */
function freePort(): Promise<number> {
	return new Promise((resolve, reject) => {
		const server = createServer();
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
		});
	});
}

/** The process id of the realtime process that a supervisor runs now. */
export function realtimePid(supervisorPid: number): number {
	for (const entry of readdirSync('/proc')) {
		if (!/^\d+$/.test(entry)) continue;
		const process_ = describeProcess(entry);
		if (process_?.parent === supervisorPid && process_.command.includes('realtime/src/main.ts')) return Number(entry);
	}
	throw new Error('realtime is not running');
}

function describeProcess(pid: string): { parent: number; command: string } | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		const parent = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
		return { parent, command: readFileSync(`/proc/${pid}/cmdline`, 'utf8') };
	} catch {
		// Safe: a process that ended while the list was read is none that we look for.
		return undefined;
	}
}
