import { fileURLToPath } from 'node:url';
import { exportCommand, importCommand, verifyCommand } from './archive/commands.ts';
import { runningDatabaseUrl, startEmbedded } from './embedded/start.ts';
import { migrate } from './migrate.ts';
import { resetLinkCommand } from './reset-link-command.ts';
import { openSql, type Sql } from './sql.ts';
import { StartFailure } from './start-failure.ts';
import { openDataFolder } from './supervisor/data-folder.ts';
import { LockedError, takeLock } from './supervisor/lock.ts';
import { developmentPrograms, ROOT_DIRECTORY } from './supervisor/programs.ts';
import { type HouseSettings, readSettings } from './supervisor/settings.ts';
import { up } from './supervisor/up.ts';

const USAGE = `Usage: npm run covibe -- COMMAND

Commands:
  up          run Covibe: PostgreSQL (unless DATABASE_URL is set), realtime and web
  migrate     bring the database up to date, and print the names of the applied files
  verify      replay the logs of all projects, or of those named, and compare them with their snapshots
  export PROJECT FILE             write a project with its history to a file
  import FILE [--owner PERSON]    make a project of such a file
  reset-link EMAIL                make a link with which the owner of that account chooses a new password, once

Settings come from the environment: PORT, HOST, COVIBE_DATA, DATABASE_URL, REDIS_URL, ORIGIN,
TICKET_SECRET, LOG_LEVEL. README has the table.
`;

/** Runs one command; resolves to the exit code. Results go to standard output, everything else to standard error. */
export async function main(args: readonly string[]): Promise<number> {
	const [command, ...rest] = args;
	if (command === undefined || args.includes('--help') || args.includes('-h')) {
		process.stdout.write(USAGE);
		return command === undefined ? 2 : 0;
	}
	try {
		return await run(command, rest);
	} catch (error) {
		// What a person can mend is one line; anything else is a bug and needs its stack.
		const text = error instanceof StartFailure ? error.message : error instanceof Error ? error.stack : String(error);
		process.stderr.write(`${text}\n`);
		return 1;
	}
}

async function run(command: string, args: readonly string[]): Promise<number> {
	const settings = readSettings(process.env, ROOT_DIRECTORY);
	switch (command) {
		case 'up':
			return up(settings, args.includes('--dev') ? { programs: developmentPrograms, isWatching: true } : {});
		case 'migrate':
			return migrateOnce(settings);
		case 'verify':
			return withDatabase(settings, (sql) => verifyCommand(sql, args, say));
		case 'export':
			return withDatabase(settings, (sql) => exportCommand(sql, args, say));
		case 'import':
			return withDatabase(settings, (sql) => importCommand(sql, args, say));
		case 'reset-link':
			return withDatabase(settings, (sql) => resetLinkCommand(sql, args, { say, origin: originOf(settings) }));
		default:
			throw new StartFailure(`There is no command "${command}": npm run covibe -- --help lists them.`);
	}
}

function migrateOnce(settings: HouseSettings): Promise<number> {
	return withDatabase(settings, async (sql) => {
		await migrate(sql, { onApplied: say });
		return 0;
	});
}

/** Where people find this installation, as far as its settings tell. */
function originOf(settings: HouseSettings): string {
	return settings.passedOn['ORIGIN'] ?? `http://localhost:${settings.port}`;
}

function say(line: string): void {
	process.stdout.write(`${line}\n`);
}

async function withDatabase(settings: HouseSettings, work: (sql: Sql) => Promise<number>): Promise<number> {
	const { databaseUrl, close } = await openDatabase(settings);
	const sql = openSql(databaseUrl, { maxConnections: 1, name: 'covibe-command' });
	try {
		return await work(sql);
	} finally {
		await sql.end();
		await close();
	}
}

/** The database that DATABASE_URL names, or ours: the one that runs, or one that is started for this command. */
async function openDatabase(settings: HouseSettings): Promise<{ databaseUrl: string; close: () => Promise<void> }> {
	if (settings.databaseUrl !== undefined) return { databaseUrl: settings.databaseUrl, close: () => Promise.resolve() };
	openDataFolder(settings.dataDirectory);
	try {
		const lock = await takeLock(settings.dataDirectory);
		const database = await startEmbedded({ dataDirectory: settings.dataDirectory });
		return { databaseUrl: database.databaseUrl, close: () => database.stop().finally(() => lock.release()) };
	} catch (error) {
		const databaseUrl = error instanceof LockedError ? runningDatabaseUrl(settings.dataDirectory) : undefined;
		if (databaseUrl === undefined) throw error;
		return { databaseUrl, close: () => Promise.resolve() };
	}
}

if (process.argv[1] === fileURLToPath(import.meta.url)) process.exit(await main(process.argv.slice(2)));
