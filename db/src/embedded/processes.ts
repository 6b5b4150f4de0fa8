import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** True when a process with this id exists and has not ended. */
export function isAlive(pid: number): boolean {
	try {
		process.kill(pid, 0);
	} catch (error) {
		// EPERM: it exists, and belongs to somebody else.
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
	return !isZombie(pid);
}

/** A process that has ended, but whose parent has not asked for its result, still has an id. */
function isZombie(pid: number): boolean {
	if (process.platform !== 'linux') return false;
	return statFields(pid)?.[0] === 'Z';
}

/** The fields of /proc/PID/stat from the state (the third) on; the second may hold spaces and is left out. */
function statFields(pid: number): string[] | undefined {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ');
	} catch {
		// The process has ended meanwhile.
		return undefined;
	}
}

/** The place of `starttime`, field 22 of proc(5), in `statFields`. */
const START_TIME_FIELD = 19;

/**
 * Tells a process from a later one with the same id, also across reboots: when it was started. Undefined when there
 * is no such process.
 */
export function startStamp(pid: number): string | undefined {
	if (process.platform !== 'linux') return processStatus(pid, 'lstart=');
	const startTime = statFields(pid)?.[START_TIME_FIELD];
	if (startTime === undefined) return undefined;
	return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}:${startTime}`;
}

/** The program and arguments of a process, separated by spaces; undefined when there is no such process. */
export function commandLine(pid: number): string | undefined {
	if (process.platform !== 'linux') return processStatus(pid, 'args=');
	try {
		return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
	} catch {
		// The process has ended meanwhile.
		return undefined;
	}
}

function processStatus(pid: number, format: string): string | undefined {
	try {
		const output = execFileSync('ps', ['-o', format, '-p', String(pid)], { encoding: 'utf8' }).trim();
		return output === '' ? undefined : output;
	} catch {
		// ps fails when there is no such process.
		return undefined;
	}
}

/** Sends a signal; false when there is no such process any more. */
export function signal(pid: number, name: NodeJS.Signals): boolean {
	try {
		return process.kill(pid, name);
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ESRCH') return false;
		throw error;
	}
}

/** How often the life of a process that is not our child is looked at. */
const POLL_MS = 20;

/** Waits for the end of a process that need not be our child; false when it is still alive after `limitMs`. */
export async function waitForEnd(pid: number, limitMs: number): Promise<boolean> {
	const deadline = performance.now() + limitMs;
	while (isAlive(pid)) {
		if (performance.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
	return true;
}
