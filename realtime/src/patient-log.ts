import { CovibeError } from '@covibe/shared';
import type { UpdateLog } from './log.ts';

/** Longer than any answer takes: a database that is busy or stopped is waited for. */
const LIMIT_MS = 30_000;

/**
 * A log whose answers come or are given up. A connection can die so that nobody is told: a room that waited for it
 * would stay shut for good, and a commit would hold up those of all rooms.
 */
export function createPatientLog(log: UpdateLog, limitMs = LIMIT_MS): UpdateLog {
	return {
		load: (projectId) => within(log.load(projectId), limitMs),
		read: (projectId, seq) => within(log.read(projectId, seq), limitMs),
		append: (rows) => within(log.append(rows), limitMs),
		retract: (row) => within(log.retract(row), limitMs),
		saveSnapshot: (projectId, snapshot) => within(log.saveSnapshot(projectId, snapshot), limitMs),
	};
}

/** @throws CovibeError 'log-unavailable' when the time is over: nobody knows whether it was done. */
async function within<Answer>(answer: Promise<Answer>, limitMs: number): Promise<Answer> {
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new CovibeError('log-unavailable', { cause: 'no answer' })), limitMs);
	});
	try {
		return await Promise.race([answer, tooLate]);
	} finally {
		clearTimeout(timer);
	}
}
