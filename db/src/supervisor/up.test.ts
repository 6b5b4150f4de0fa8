import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { clearOrphan, readPostmaster } from '../embedded/postmaster.ts';
import { isAlive } from '../embedded/processes.ts';

const PARENT = fileURLToPath(new URL('../../test/programs/house-parent.ts', import.meta.url));

/** A supervisor in a process of its own, as people run it. */
interface Run {
	readonly process: ChildProcess;
	readonly output: () => string;
	readonly errors: () => string;
	readonly ended: Promise<number | null>;
}

// Real servers start, and sync to a disk that others use, too.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 });

let dataDirectory: string;
const runs: Run[] = [];

beforeEach(() => {
	dataDirectory = mkdtempSync(path.join(tmpdir(), 'covibe-up-'));
});
afterEach(async () => {
	for (const run of runs.splice(0)) {
		run.process.kill('SIGTERM');
		await run.ended;
	}
	rmSync(dataDirectory, { recursive: true, force: true });
});

function up(port = '0'): Run {
	const child = spawn(process.execPath, ['--import', 'tsx', PARENT], {
		env: { ...process.env, COVIBE_DATA: dataDirectory, PORT: port, HOST: '127.0.0.1', DATABASE_URL: '' },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let output = '';
	let errors = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
	const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
	const run = { process: child, output: () => output, errors: () => errors, ended };
	runs.push(run);
	return run;
}

/** The ids of everything that runs on the data folder. */
function pids(): number[] {
	const lock: unknown = JSON.parse(readFileSync(path.join(dataDirectory, 'lock'), 'utf8'));
	const children = (lock as { children: { pid: number }[] }).children.map((child) => child.pid);
	const postgres = readPostmaster(path.join(dataDirectory, 'postgres'))?.pid;
	expect(children).toHaveLength(3);
	expect(postgres).toBeDefined();
	return [...children, postgres ?? 0];
}

async function ready(run: Run): Promise<number> {
	await eventually(() => expect(run.output(), run.errors()).toMatch(/\n.*\n/), 60_000);
	return Number(/localhost:(\d+)/.exec(run.output())?.[1]);
}

test('standard output holds the ready line and the network line, and nothing else', async () => {
	const run = up();
	const port = await ready(run);
	expect(run.output()).toBe(
		`Covibe is ready at http://localhost:${port}\nOn this machine only, because HOST is 127.0.0.1\n`,
	);
	run.process.kill('SIGTERM');
	await run.ended;
	expect(run.output().split('\n')).toHaveLength(3);
});

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
	'%s stops everything in order and leaves no process',
	async (name) => {
		const run = up();
		await ready(run);
		const all = pids();
		run.process.kill(name);
		expect(await run.ended).toBe(0);
		expect(all.filter(isAlive)).toEqual([]);
		expect(run.errors()).toContain('drained');
	},
);

test('a signal during the start ends it, and leaves no process', async () => {
	const run = up();
	await eventually(() => expect(run.errors()).toContain('Starting PostgreSQL'), 60_000);
	run.process.kill('SIGINT');
	expect(await run.ended).toBe(0);
	expect(run.output()).toBe('');
	expect(readPostmaster(path.join(dataDirectory, 'postgres'))).toBeUndefined();
});

test('after kill -9 of the supervisor its programs end by themselves', async () => {
	const run = up();
	await ready(run);
	const all = pids();
	run.process.kill('SIGKILL');
	// PostgreSQL, the last of them, is no child that hears of it: the next start stops it.
	await eventually(() => expect(all.filter(isAlive)).toEqual(all.slice(-1)));
	await clearOrphan(path.join(dataDirectory, 'postgres'));
});

test('after kill -9 of the supervisor the next start stops what it left behind, and succeeds at once', async () => {
	const first = up();
	const port = await ready(first);
	const all = pids();
	first.process.kill('SIGKILL');
	await first.ended;
	const second = up(String(port));
	expect(await ready(second)).toBe(port);
	expect(all.filter(isAlive)).toEqual([]);
});

test('a second supervisor on the same folder says so in one line and fails', async () => {
	await ready(up());
	const second = up();
	expect(await second.ended).toBe(1);
	expect(second.errors()).toMatch(/Covibe is running already on .*\n$/);
	expect(second.output()).toBe('');
});
