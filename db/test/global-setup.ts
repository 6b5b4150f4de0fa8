import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { clearOrphan } from '../src/embedded/postmaster.ts';
import { isAlive } from '../src/embedded/processes.ts';
import { startEmbedded } from '../src/embedded/start.ts';
import { migrate } from '../src/migrate.ts';
import { openSql } from '../src/sql.ts';

declare module 'vitest' {
	export interface ProvidedContext {
		/** The server of this run; `createTestDatabase` makes databases on it. */
		databaseUrl: string;
	}
}

const DIRECTORY_PREFIX = 'covibe-test-';

/** Starts one PostgreSQL for the whole run, as safe as in production, and migrates the database that tests copy. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	await sweepAfterKilledRuns();
	const dataDirectory = mkdtempSync(path.join(tmpdir(), `${DIRECTORY_PREFIX}${process.pid}-`));
	const database = await startEmbedded({ dataDirectory, settings: { max_connections: '300' } });
	const close = async (): Promise<void> => {
		await database.stop();
		rmSync(dataDirectory, { recursive: true, force: true });
	};
	try {
		await makeTemplate(database.databaseUrl);
	} catch (error) {
		await close();
		throw error;
	}
	project.provide('databaseUrl', database.databaseUrl);
	return close;
}

/** The database of the server itself is the template: nobody else connects to it. */
async function makeTemplate(databaseUrl: string): Promise<void> {
	const sql = openSql(databaseUrl, { maxConnections: 1 });
	try {
		await migrate(sql);
	} finally {
		await sql.end();
	}
}

/** A run that was killed could not stop its PostgreSQL. */
async function sweepAfterKilledRuns(): Promise<void> {
	for (const name of readdirSync(tmpdir())) {
		if (!name.startsWith(DIRECTORY_PREFIX)) continue;
		const pid = Number(name.slice(DIRECTORY_PREFIX.length).split('-')[0]);
		if (!Number.isInteger(pid) || isAlive(pid)) continue;
		const directory = path.join(tmpdir(), name);
		await clearOrphan(path.join(directory, 'postgres')).catch(() => undefined /* another run sweeps it too */);
		rmSync(directory, { recursive: true, force: true });
	}
}
