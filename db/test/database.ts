import { randomUUID } from 'node:crypto';
import { inject } from 'vitest';
import { openSql, type Sql } from '../src/sql.ts';

/** A database of one test's own, with the schema of all migrations and no rows. */
export interface TestDatabase {
	readonly databaseUrl: string;
	readonly sql: Sql;
	/** Closes the pool and drops the database, also under others that are still connected. */
	close(): Promise<void>;
}

const MAX_CONNECTIONS = 5;

/** Makes a fresh database. Only in files named `.pg.test.ts`: for them the run starts a PostgreSQL. */
export async function createTestDatabase(): Promise<TestDatabase> {
	const name = `test_${randomUUID().replaceAll('-', '')}`;
	const template = new URL(inject('databaseUrl'));
	const templateName = template.pathname.slice(1);
	await administer((sql) => sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(templateName)}`);
	const databaseUrl = databaseUrlOf(name);
	const sql = openSql(databaseUrl, { maxConnections: MAX_CONNECTIONS, name: 'covibe-test' });
	return {
		databaseUrl,
		sql,
		async close() {
			await sql.end({ timeout: 1 });
			await administer((administrator) => administrator`DROP DATABASE ${administrator(name)} WITH (FORCE)`);
		},
	};
}

function databaseUrlOf(name: string): string {
	const url = new URL(inject('databaseUrl'));
	url.pathname = `/${name}`;
	return url.href;
}

/** One short connection to the server's own database: a template must have no other users. */
async function administer(work: (sql: Sql) => PromiseLike<unknown>): Promise<void> {
	const sql = openSql(databaseUrlOf('postgres'), { maxConnections: 1 });
	try {
		await work(sql);
	} finally {
		await sql.end();
	}
}
