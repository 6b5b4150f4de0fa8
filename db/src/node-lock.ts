import { openLasting, type Sql, untilSilent } from './sql.ts';

/** How a process wants to have its database: alone, or with others that want to share it. */
export type Sharing = 'alone' | 'shared';
/** `unknown`: the database is away. */
export type Standing = 'held' | 'taken' | 'unknown';

export interface NodeLock {
	/** What the first try said. */
	readonly standing: Standing;
	close(): Promise<void>;
}

/** Two numbers, as PostgreSQL wants them: "covi", and which of our locks. */
const LOCK_SPACE = 0x636f7669;
const REALTIME_LOCK = 1;
/** A predecessor that was killed lets go when PostgreSQL has noticed. */
const PATIENCE_MS = 2_000;
const RETRY_MS = 100;
/** A database that is away is asked again, and not in a hurry. */
const REDIAL_MS = 500;
/** A machine that lost its power must not hold the lock for hours, as TCP by itself would let it. */
const KEEPALIVE = ['tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count'] as const;
const KEEPALIVE_SECONDS = 5;

/**
 * Says that a realtime process serves this database, for as long as it lives: alone, unless all of them can tell each
 * other what happens. After a loss of the connection it says so again; `onTaken` when somebody came in between.
 */
export async function takeNodeLock(
	databaseUrl: string,
	options: { readonly sharing: Sharing; readonly onTaken: () => void },
): Promise<NodeLock> {
	const closing = new AbortController();
	let tell: (standing: Standing) => void = () => undefined;
	const first = new Promise<Standing>((resolve) => (tell = resolve));
	const isOver = () => closing.signal.aborted;
	const run = async () => {
		for (let life = 0; !isOver(); life++) {
			const standing = await holdOnce(databaseUrl, { ...options, closing: closing.signal, onHeld: () => tell('held') });
			if (standing === 'taken' && life > 0 && !isOver()) options.onTaken();
			tell(standing);
			if (standing === 'taken') return;
			if (!isOver()) await pause(REDIAL_MS);
		}
	};
	const running = run();
	return {
		standing: await first,
		close: () => {
			closing.abort();
			return running;
		},
	};
}

type OneLife = { readonly sharing: Sharing; readonly closing: AbortSignal; readonly onHeld: () => void };

/** Holds the lock until the connection is lost. @returns what came of it when it was not held, or not any more. */
async function holdOnce(databaseUrl: string, life: OneLife): Promise<'taken' | 'unknown'> {
	let lose: () => void = () => undefined;
	const lost = new Promise<void>((resolve) => (lose = resolve));
	life.closing.addEventListener('abort', lose, { once: true });
	const sql = openLasting(databaseUrl, { name: 'covibe-node', onLost: lose });
	try {
		if (!(await tryFor(sql, life))) return life.closing.aborted ? 'unknown' : 'taken';
		life.onHeld();
		await Promise.race([lost, untilSilent(sql, life.closing)]);
		return 'unknown';
	} catch {
		// Safe: whatever keeps the database from answering is told by whoever needs the database; this tries again.
		return 'unknown';
	} finally {
		life.closing.removeEventListener('abort', lose);
		await sql.end({ timeout: 0 });
	}
}

async function tryFor(sql: Sql, { sharing, closing }: OneLife): Promise<boolean> {
	for (const name of KEEPALIVE) await sql`SELECT set_config(${name}, ${String(KEEPALIVE_SECONDS)}, false)`;
	const deadline = performance.now() + PATIENCE_MS;
	while (!closing.aborted) {
		const [row] =
			sharing === 'alone'
				? await sql`SELECT pg_try_advisory_lock(${LOCK_SPACE}, ${REALTIME_LOCK}) AS is_held`
				: await sql`SELECT pg_try_advisory_lock_shared(${LOCK_SPACE}, ${REALTIME_LOCK}) AS is_held`;
		if (row?.['is_held'] === true) return true;
		if (performance.now() > deadline) return false;
		await pause(RETRY_MS);
	}
	return false;
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
