import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '@covibe/shared/testing';
import { openRedis } from '../src/redis.ts';

/** A Redis of one test's own: it keeps nothing on disk, and what is in it ends with it. */
export interface TestRedis {
	readonly redisUrl: string;
	/** Ends it at once, as a crash does. */
	kill(): Promise<void>;
	/** Starts it again, empty, on the same port. */
	restart(): Promise<void>;
	/** Stops the process, or lets it go on: it is there, and silent. */
	signal(signal: 'SIGSTOP' | 'SIGCONT'): void;
	close(): Promise<void>;
}

export async function startTestRedis(): Promise<TestRedis> {
	const port = await findFreePort();
	let server = await spawnRedis(port);
	return {
		redisUrl: `redis://127.0.0.1:${port}`,
		kill: () => server.kill(),
		restart: async () => {
			await server.kill();
			server = await spawnRedis(port);
		},
		signal: (signal) => void process.kill(server.pid, signal),
		close: () => server.kill(),
	};
}

/** Three Redis that share the slots of a cluster. */
export async function startTestCluster(): Promise<{ readonly redisUrl: string; close(): Promise<void> }> {
	const ports = [await findFreePort(), await findFreePort(), await findFreePort()];
	const bus = [await findFreePort(), await findFreePort(), await findFreePort()];
	const servers: Server[] = [];
	const close = async () => {
		await Promise.all(servers.map((server) => server.kill()));
	};
	try {
		for (const [index, port] of ports.entries())
			servers.push(await spawnRedis(port, ['--cluster-enabled', 'yes', '--cluster-port', `${bus[index]}`]));
		await joinCluster(ports, bus);
	} catch (error) {
		await close();
		throw error;
	}
	return { redisUrl: ports.map((port) => `redis://127.0.0.1:${port}`).join(','), close };
}

const SLOTS = 16_384;

async function joinCluster(ports: readonly number[], bus: readonly number[]): Promise<void> {
	const nodes = ports.map((port) => openRedis(`redis://127.0.0.1:${port}`));
	try {
		await eventually(() => {
			if (!nodes.every((node) => node.isReady)) throw new Error('not there yet');
		});
		const share = Math.ceil(SLOTS / nodes.length);
		for (const [index, node] of nodes.entries()) {
			const last = Math.min(SLOTS, (index + 1) * share) - 1;
			await node.run('CLUSTER', 'ADDSLOTSRANGE', index * share, last);
			await node.run('CLUSTER', 'SET-CONFIG-EPOCH', index + 1);
		}
		for (const [index, port] of ports.entries())
			await nodes[0]?.run('CLUSTER', 'MEET', '127.0.0.1', port, bus[index] ?? 0);
		await eventually(async () => {
			for (const node of nodes) {
				const info = String(await node.run('CLUSTER', 'INFO'));
				if (!info.includes('cluster_state:ok') || !info.includes('cluster_known_nodes:3')) throw new Error(info);
			}
		}, 20_000);
	} finally {
		for (const node of nodes) node.close();
	}
}

type Server = { readonly pid: number; kill(): Promise<void> };

/** Ends the server also when this process is killed: nobody else would. */
const SCRIPT = `
	redis-server "$@" & server=$!
	echo "pid $server"
	exec 3<&0
	{ cat <&3 >/dev/null; kill -9 $server 2>/dev/null; } &
	wait $server`;

/** @throws Error with its output when it ends before it accepts connections. */
async function spawnRedis(port: number, more: readonly string[] = []): Promise<Server> {
	const folder = mkdtempSync(path.join(tmpdir(), 'covibe-redis-'));
	const args = ['--port', `${port}`, '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', ...more];
	const shell = spawn('sh', ['-c', SCRIPT, 'redis', ...args], { stdio: ['pipe', 'pipe', 'pipe'], cwd: folder });
	const exited = once(shell, 'exit').then(() => {
		shell.stdin.destroy();
		rmSync(folder, { recursive: true, force: true });
	});
	let output = '';
	await new Promise<void>((resolve, reject) => {
		shell.once('error', reject);
		void exited.then(() => reject(new Error(`redis-server ended: ${output}`)));
		for (const stream of [shell.stdout, shell.stderr])
			stream.on('data', (chunk: Buffer) => {
				output += chunk.toString();
				if (output.includes('Ready to accept connections')) resolve();
			});
	});
	return {
		pid: Number(/^pid (\d+)$/m.exec(output)?.[1]),
		kill: async () => {
			shell.stdin.end();
			await exited;
		},
	};
}

async function findFreePort(): Promise<number> {
	const probe = createServer().listen(0, '127.0.0.1');
	await once(probe, 'listening');
	const { port } = probe.address() as AddressInfo;
	probe.close();
	await once(probe, 'close');
	return port;
}
