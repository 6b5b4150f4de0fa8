import { randomUUID } from 'node:crypto';
import { type Attendance, recordAttendance, type Sql } from '@covibe/db';
import type { Logger } from 'pino';

/** Old rows count for 40 s (attendance.ts): one lost round hurts nobody. */
const REPEAT_MS = 15_000;
/** People who come at once are written at once. */
const GATHER_MS = 100;

/** Writes down who is in which room here, so that web knows whether somebody is alone. */
export class AttendanceBook {
	readonly #node = randomUUID();
	readonly #sql: Sql;
	readonly #logger: Logger;
	readonly #read: () => readonly Attendance[];
	readonly #repeat: NodeJS.Timeout;
	#gathering: NodeJS.Timeout | undefined;
	#isEmpty = true;
	#writing: Promise<void> = Promise.resolve();

	constructor({ sql, logger, read }: { sql: Sql; logger: Logger; read: () => readonly Attendance[] }) {
		this.#sql = sql;
		this.#logger = logger;
		this.#read = read;
		this.#repeat = setInterval(() => this.#write(), REPEAT_MS);
	}

	/** Somebody came or went. */
	note(): void {
		this.#gathering ??= setTimeout(() => {
			this.#gathering = undefined;
			this.#write();
		}, GATHER_MS);
	}

	#write(): void {
		this.#writing = this.#writing.then(() => this.#record(this.#read()));
	}

	/** Never rejects: who is where is written again soon. */
	async #record(people: readonly Attendance[]): Promise<void> {
		const unique = new Map(people.map((each) => [`${each.projectId} ${each.userId}`, each]));
		try {
			await recordAttendance(this.#sql, { node: this.#node, people: [...unique.values()] });
			this.#isEmpty = people.length === 0;
		} catch (error) {
			this.#logger.warn({ err: error }, 'who is here could not be written down; the next round will');
		}
	}

	/** Says that nobody is here any more. */
	async close(): Promise<void> {
		clearInterval(this.#repeat);
		clearTimeout(this.#gathering);
		await this.#writing;
		if (!this.#isEmpty) await this.#record([]);
	}
}
