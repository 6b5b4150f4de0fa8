import postgres from 'postgres';

/** How a value of int8 arrives: always as a number, see `parseInt8`. */
interface ColumnTypes extends Record<string, unknown> {
	bigint: number;
}

/** A pool of connections to the database. */
export type Sql = postgres.Sql<ColumnTypes>;

/** One connection inside a transaction. */
export type Transaction = postgres.TransactionSql<ColumnTypes>;

/** Whatever can run queries: a pool or a transaction. What functions take that work inside and outside of one. */
export type Queries = postgres.ISql<ColumnTypes>;

export interface SqlOptions {
	/** Upper limit of connections; they open when needed. */
	readonly maxConnections: number;
	/** Shown in pg_stat_activity. */
	readonly name?: string;
}

const CONNECT_TIMEOUT_SECONDS = 10;
/** The longest wait between two attempts to connect: a database that returns is noticed within a second. */
const MAX_RECONNECT_DELAY_SECONDS = 1;

/**
 * Opens a pool. Connections open on first use, and again by themselves after a loss; a query that was under way when
 * the connection was lost rejects (see `isUnavailable`). Whoever opens it calls `end()`.
 *
 * The URL is libpq's: `postgres://user:password@host:port/name?sslmode=require`, or with a unix socket
 * `postgres://user@localhost/name?host=%2Ffolder%2Fof%2Fthe%2Fsocket`.
 */
export function openSql(databaseUrl: string, options: SqlOptions): Sql {
	return open(databaseUrl, options, {});
}

function open(databaseUrl: string, options: SqlOptions, more: ListenOptions): Sql {
	const { url, socketDirectory } = splitSocketDirectory(databaseUrl);
	return postgres<{ bigint: postgres.PostgresType<number> }>(url, {
		...(socketDirectory === undefined ? {} : { path: `${socketDirectory}/.s.PGSQL.${new URL(url).port || '5432'}` }),
		...more,
		max: options.maxConnections,
		connect_timeout: CONNECT_TIMEOUT_SECONDS,
		backoff: (attempt: number) => Math.min(0.05 * 2 ** attempt, MAX_RECONNECT_DELAY_SECONDS),
		onnotice: () => undefined,
		types: { bigint: { to: INT8_OID, from: [INT8_OID], serialize: (value) => String(value), parse: parseInt8 } },
		// What the page shows as saved is on disk: no role or server setting may weaken it for us.
		connection: { application_name: options.name ?? 'covibe', synchronous_commit: 'on' },
	});
}

/** Options of a connection that listens. The package's own `listen` gives up for ever when the database is away twice. */
type ListenOptions = {
	/** There all along, but missing in the package's types. */
	readonly onnotify?: (channel: string, payload: string) => void;
	readonly onclose?: () => void;
	readonly max_lifetime?: null;
};

export interface Listener {
	/** Safe to call twice. */
	close(): Promise<void>;
}

/** One connection that stays for as long as it can, for what is bound to it: locks. */
export function openLasting(databaseUrl: string, options: { readonly name: string; readonly onLost: () => void }): Sql {
	const { name, onLost } = options;
	return open(databaseUrl, { maxConnections: 1, name }, { onclose: onLost, max_lifetime: null });
}

/** How long a connection that listens may not answer before it is taken for dead: nothing else would be noticed on it. */
const LISTENER_SILENCE_MS = 5_000;
const LISTENER_CHECK_MS = 10_000;
const LISTENER_RETRY_MS = 100;

/**
 * Listens to a channel on a connection of its own, and again after every loss, until it is closed.
 * `onListening` is called each time that it listens anew: what was notified before has not been heard.
 */
export function openListener(
	databaseUrl: string,
	options: { channel: string; onMessage: (payload: string) => void; onListening: () => void },
): Listener {
	const closing = new AbortController();
	const isOver = () => closing.signal.aborted;
	const run = async () => {
		while (!isOver()) {
			await listenUntilLost(databaseUrl, { ...options, closing: closing.signal });
			if (!isOver()) await pause(LISTENER_RETRY_MS);
		}
	};
	const running = run();
	return {
		close: () => {
			closing.abort();
			return running;
		},
	};
}

type OneLife = {
	readonly channel: string;
	readonly onMessage: (payload: string) => void;
	readonly onListening: () => void;
	readonly closing: AbortSignal;
};

async function listenUntilLost(databaseUrl: string, life: OneLife): Promise<void> {
	let lose: () => void = () => undefined;
	const lost = new Promise<void>((resolve) => (lose = resolve));
	life.closing.addEventListener('abort', lose, { once: true });
	const sql = open(
		databaseUrl,
		{ maxConnections: 1, name: 'covibe-listener' },
		{ onnotify: (_channel, payload) => life.onMessage(payload), onclose: lose, max_lifetime: null },
	);
	try {
		if (!(await listenOnce(sql, life.channel)) || life.closing.aborted) return;
		life.onListening();
		await Promise.race([lost, untilSilent(sql, life.closing)]);
	} finally {
		life.closing.removeEventListener('abort', lose);
		await sql.end({ timeout: 0 });
	}
}

async function listenOnce(sql: Sql, channel: string): Promise<boolean> {
	try {
		await sql`LISTEN ${sql(channel)}`;
		return true;
	} catch (error) {
		if (isUnavailable(error)) return false;
		throw error;
	}
}

/** Resolves when the server has not answered a question in time, or the connection is lost. */
export async function untilSilent(sql: Sql, closing: AbortSignal): Promise<void> {
	while (!closing.aborted) {
		await pause(LISTENER_CHECK_MS, { isHolding: false });
		const answer = sql`SELECT 1`.then(
			() => true,
			() => false,
		);
		const tooLate = pause(LISTENER_SILENCE_MS, { isHolding: false }).then(() => false);
		if (!(await Promise.race([answer, tooLate]))) return;
	}
}

const INT8_OID = 20;

/**
 * int8 columns (sequence numbers, client ids, sizes) arrive as numbers: ours stay far below 2^53.
 * @throws RangeError beyond it: a rounded number would be a wrong answer.
 */
function parseInt8(text: string): number {
	const value = Number(text);
	if (!Number.isSafeInteger(value)) throw new RangeError(`int8 value ${text} does not fit a JavaScript number`);
	return value;
}

/** postgres.js sends unknown query parameters to the server as settings, so libpq's `host` must leave the URL. */
function splitSocketDirectory(databaseUrl: string): { url: string; socketDirectory: string | undefined } {
	const url = new URL(databaseUrl);
	const host = url.searchParams.get('host');
	if (host === null) return { url: databaseUrl, socketDirectory: undefined };
	if (!host.startsWith('/')) throw new Error('The parameter "host" of DATABASE_URL must be the folder of a socket.');
	url.searchParams.delete('host');
	return { url: url.href, socketDirectory: host };
}

const MAX_ATTEMPTS = 8;
/** Serialization failure and deadlock: the same work succeeds when it is done again. */
const RETRYABLE_CODES = new Set(['40001', '40P01']);

/**
 * Runs `work` in one transaction, and once more, at most seven times, when another transaction got in its way.
 * `work` may therefore run several times and must do nothing outside of the database.
 */
export async function transaction<T>(sql: Sql, work: (transaction: Transaction) => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt++) {
		try {
			// The box keeps postgres.js from unwrapping arrays of promises out of the result's type.
			const { result } = await sql.begin(async (connection) => ({ result: await work(connection) }));
			return result;
		} catch (error) {
			if (attempt === MAX_ATTEMPTS || !RETRYABLE_CODES.has(errorCode(error) ?? '')) throw error;
			await pause(Math.random() * 10 * 2 ** attempt);
		}
	}
}

/** One that is not `isHolding` does not keep the process alive. */
function pause(delayMs: number, { isHolding } = { isHolding: true }): Promise<void> {
	return new Promise((resolve) => {
		const timer = setTimeout(resolve, delayMs);
		if (!isHolding) timer.unref();
	});
}

/** The SQLSTATE of a refusal by PostgreSQL, or the code of a failure of the connection. */
export function errorCode(error: unknown): string | undefined {
	if (!(error instanceof Error) || !('code' in error)) return undefined;
	return typeof error.code === 'string' ? error.code : undefined;
}

/** postgres.js and the operating system: nobody is there, or nobody is there any more. */
const LOST_CONNECTION_CODES = new Set([
	'CONNECTION_CLOSED',
	'CONNECTION_DESTROYED',
	'CONNECTION_ENDED',
	'CONNECT_TIMEOUT',
	'ECONNREFUSED',
	'ECONNRESET',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'ENOENT',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EPIPE',
	'ETIMEDOUT',
]);

/** 08 connection, 53 disk full, out of memory or connections, 57P0x shutting down or starting, 58 input and output. */
const AWAY_SQLSTATES = /^(08|53|57P0|58)/;

/** 25006: the server takes no writes now (a standby after a failover). */
const READ_ONLY_SQLSTATE = '25006';

/**
 * True when the database is away, full or not taking writes: nothing is wrong with the query, and the same one may
 * succeed later. It is not known whether a statement that was under way has been carried out.
 */
export function isUnavailable(error: unknown): boolean {
	const code = errorCode(error);
	if (code === undefined) return false;
	return LOST_CONNECTION_CODES.has(code) || AWAY_SQLSTATES.test(code) || code === READ_ONLY_SQLSTATE;
}

/** True when a row with this key is there already. */
export function isUniqueViolation(error: unknown): boolean {
	return errorCode(error) === '23505';
}

/** True when a row cannot stand beside those that are there: its key is taken, or what it refers to is gone. */
export function isConstraintViolation(error: unknown): boolean {
	return errorCode(error)?.startsWith('23') ?? false;
}

/** Waits until the database answers. Resolves to the last failure when it has not within `limitMs`. */
export async function waitForDatabase(sql: Sql, limitMs: number): Promise<Error | undefined> {
	const deadline = performance.now() + limitMs;
	for (;;) {
		try {
			await sql`SELECT 1`;
			return undefined;
		} catch (error) {
			if (!isUnavailable(error)) throw error;
			if (performance.now() > deadline) return error instanceof Error ? error : new Error(String(error));
			await pause(200);
		}
	}
}
