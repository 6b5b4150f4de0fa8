import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive, signal, startStamp, waitForEnd } from '../embedded/processes.ts';
import { errorCode } from '../sql.ts';
import { StartFailure } from '../start-failure.ts';

/** A process, told apart from later ones with the same id. */
interface ProcessMark {
	readonly pid: number;
	readonly startedAt: string;
}

interface LockContent {
	readonly owner: ProcessMark;
	/** What the owner started and has to stop. */
	readonly children: readonly ProcessMark[];
}

/** The right to be the only Covibe on a data folder. */
export interface Lock {
	/** Notes the processes that the owner runs now, so that the next start can end them should the owner be killed. */
	record(childPids: readonly number[]): void;
	release(): void;
}

/** What to say when somebody else holds the lock. */
export class LockedError extends StartFailure {
	readonly pid: number;

	constructor(dataDirectory: string, pid: number) {
		super(
			`Covibe is running already on ${dataDirectory} (process ${pid}): stop it, or set COVIBE_DATA to another folder.`,
		);
		this.pid = pid;
	}
}

/**
 * Takes the lock of a data folder, which must exist. A lock whose owner was killed is taken over, after the processes
 * that the owner left behind have ended.
 * @throws LockedError when its owner lives.
 */
export async function takeLock(dataDirectory: string): Promise<Lock> {
	const file = path.join(dataDirectory, 'lock');
	const owner = mark(process.pid);
	if (owner === undefined) throw new Error('The start time of this process cannot be read.');
	while (!create(file, { owner, children: [] })) {
		const found = readLock(file);
		if (found !== undefined && isSame(found.owner)) throw new LockedError(dataDirectory, found.owner.pid);
		// Only one of several who find it stale gets it away: a rename has one winner.
		if (!moveAway(file, found)) continue;
		await Promise.all((found?.children ?? []).filter(isSame).map(endLeftover));
	}
	return {
		record: (childPids) =>
			replace(file, { owner, children: childPids.map(mark).filter((child) => child !== undefined) }),
		release: () => {
			if (readLock(file)?.owner.startedAt === owner.startedAt) rmSync(file, { force: true });
		},
	};
}

function mark(pid: number): ProcessMark | undefined {
	const startedAt = startStamp(pid);
	return startedAt === undefined ? undefined : { pid, startedAt };
}

function isSame(process: ProcessMark): boolean {
	return isAlive(process.pid) && startStamp(process.pid) === process.startedAt;
}

function create(file: string, content: LockContent): boolean {
	try {
		writeFileSync(file, JSON.stringify(content), { flag: 'wx', mode: 0o600 });
		return true;
	} catch (error) {
		if (errorCode(error) === 'EEXIST') return false;
		throw error;
	}
}

function replace(file: string, content: LockContent): void {
	writeFileSync(`${file}.next`, JSON.stringify(content), { mode: 0o600 });
	renameSync(`${file}.next`, file);
}

/** Undefined when there is none, or it was cut while it was written: then nobody holds it. */
function readLock(file: string): LockContent | undefined {
	try {
		return parseLock(JSON.parse(readFileSync(file, 'utf8')));
	} catch (error) {
		if (errorCode(error) === 'ENOENT' || error instanceof SyntaxError) return undefined;
		throw error;
	}
}

function parseLock(value: unknown): LockContent | undefined {
	if (typeof value !== 'object' || value === null || !('owner' in value) || !('children' in value)) return undefined;
	if (!isMark(value.owner) || !Array.isArray(value.children)) return undefined;
	return { owner: value.owner, children: value.children.filter(isMark) };
}

function isMark(value: unknown): value is ProcessMark {
	return (
		typeof value === 'object' &&
		value !== null &&
		'pid' in value &&
		'startedAt' in value &&
		typeof value.pid === 'number' &&
		typeof value.startedAt === 'string'
	);
}

function moveAway(file: string, found: LockContent | undefined): boolean {
	const away = `${file}.stale-${process.pid}`;
	try {
		renameSync(file, away);
	} catch (error) {
		if (errorCode(error) === 'ENOENT') return false;
		throw error;
	}
	// Between our look and the rename another may have taken it over: then it goes back.
	const moved = readLock(away);
	if (moved !== undefined && moved.owner.startedAt !== found?.owner.startedAt) {
		renameSync(away, file);
		return false;
	}
	rmSync(away, { force: true });
	return true;
}

/** Children end by themselves when their parent is gone, but may first finish what they were doing. */
const LEFTOVER_LIMIT_MS = 3_000;

async function endLeftover(leftover: ProcessMark): Promise<void> {
	if (await waitForEnd(leftover.pid, LEFTOVER_LIMIT_MS)) return;
	signal(leftover.pid, 'SIGKILL');
	await waitForEnd(leftover.pid, LEFTOVER_LIMIT_MS);
}
