import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { errorCode, isUnavailable, type Sql, type Transaction, transaction } from './sql.ts';
import { StartFailure } from './start-failure.ts';

/** One file `NNNN_verb_noun.sql`. */
interface Migration {
	readonly number: number;
	readonly name: string;
	readonly text: string;
	readonly checksum: string;
}

export interface MigrateOptions {
	/** Folder of the files; ours by default. */
	readonly directory?: string;
	/** Told about each file right after it has been committed. */
	readonly onApplied?: (name: string) => void;
}

/** Any fixed number; all who migrate this database take the same lock, so that they do it one after the other. */
const MIGRATION_LOCK = 7_261_504_213;

/**
 * Brings the schema up to date: forward only, each file in its own transaction. Several processes may call it at once.
 * Resolves to the names of the files that this call applied, in order; to an empty list when nothing was to do.
 * @throws StartFailure when a file that has been applied was edited or is missing, or a number is left out.
 */
export async function migrate(sql: Sql, options: MigrateOptions = {}): Promise<string[]> {
	const migrations = await readMigrations(options.directory ?? ownMigrations());
	const applied: string[] = [];
	for (;;) {
		const name = await transaction(sql, (connection) => applyNext(connection, migrations));
		if (name === undefined) return applied;
		applied.push(name);
		options.onApplied?.(name);
	}
}

function ownMigrations(): string {
	return fileURLToPath(new URL('../migrations/', import.meta.url));
}

const FILE_NAME = /^(\d{4})_[a-z0-9]+(_[a-z0-9]+)*\.sql$/;

async function readMigrations(directory: string): Promise<Migration[]> {
	const names = (await readdir(directory)).filter((name) => name.endsWith('.sql')).sort();
	return Promise.all(names.map((name, index) => readMigration(directory, name, index + 1)));
}

async function readMigration(directory: string, name: string, expectedNumber: number): Promise<Migration> {
	const number = Number(FILE_NAME.exec(name)?.[1]);
	if (Number.isNaN(number)) throw new StartFailure(`Migration ${name} is not named like 0007_verb_noun.sql.`);
	if (number !== expectedNumber) {
		const missing = String(expectedNumber).padStart(4, '0');
		throw new StartFailure(`Migration ${name} is out of line: number ${missing} was expected in its place.`);
	}
	const text = await readFile(`${directory}/${name}`, 'utf8');
	// A checkout with CRLF is the same migration.
	const checksum = createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex');
	return { number, name, text, checksum };
}

/** Applies the first file that is missing in the database; undefined when none is. */
async function applyNext(connection: Transaction, migrations: readonly Migration[]): Promise<string | undefined> {
	await connection`SELECT pg_advisory_xact_lock(${MIGRATION_LOCK})`;
	await connection`
		CREATE TABLE IF NOT EXISTS schema_migration (
			number integer PRIMARY KEY,
			name text NOT NULL,
			checksum text NOT NULL,
			applied_at timestamptz NOT NULL DEFAULT now()
		)`;
	const applied = await connection<AppliedMigration[]>`
		SELECT number, name, checksum FROM schema_migration ORDER BY number`;
	applied.forEach((row, index) => refuseMismatch(row, migrations[index]));
	const next = migrations[applied.length];
	if (next === undefined) return undefined;
	await run(connection, next);
	await connection`
		INSERT INTO schema_migration (number, name, checksum)
		VALUES (${next.number}, ${next.name}, ${next.checksum})`;
	return next.name;
}

async function run(connection: Transaction, migration: Migration): Promise<void> {
	try {
		await connection.unsafe(migration.text).simple();
	} catch (cause) {
		const code = errorCode(cause);
		// A deadlock with somebody who uses the old schema is worth another attempt: `transaction` must see its code.
		if (code === undefined || code.startsWith('40') || isUnavailable(cause)) throw cause;
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`Migration ${migration.name} failed and changed nothing: ${reason}`, { cause });
	}
}

interface AppliedMigration {
	readonly number: number;
	readonly name: string;
	readonly checksum: string;
}

function refuseMismatch(applied: AppliedMigration, migration: Migration | undefined): void {
	if (migration === undefined) {
		throw new StartFailure(
			`The database is newer than this version of Covibe: it has migration ${applied.name}. Run the newer version.`,
		);
	}
	if (applied.number !== migration.number || applied.checksum !== migration.checksum) {
		throw new StartFailure(
			`Migration ${migration.name} differs from ${applied.name}, which the database has applied. ` +
				'Restore the file; changes belong in a new migration.',
		);
	}
}
