import type { ProjectId, UserId } from '@covibe/shared';
import { createProjectId, createUserId, pickColour } from '../ids.ts';
import { StartFailure } from '../start-failure.ts';
import type { Sql, Transaction } from '../sql.ts';
import { type Line, readLine } from './project-file.ts';
import { Replay } from './replay.ts';

export type Imported = {
	readonly projectId: ProjectId;
	readonly ownerId: UserId;
	readonly name: string;
	readonly rows: number;
};

/**
 * Makes a project of a file's lines, in one transaction: all of it or nothing. Those who wrote it become guests, so that
 * it stays known who wrote what; none of them is a member. Without an owner it belongs to a guest of its own.
 * @throws StartFailure that names the line
 */
export async function importProject(
	sql: Sql,
	lines: AsyncIterable<string>,
	owner: UserId | undefined,
): Promise<Imported> {
	return await sql.begin(async (tx) => {
		const ownerId = owner ?? createUserId();
		if (!owner)
			await tx`INSERT INTO app_user (id, kind, name, colour) VALUES (${ownerId}, 'guest', 'Import', ${pickColour()})`;
		const arrival = new Arrival(tx, ownerId);
		let number = 0;
		for await (const text of lines) {
			number++;
			const line = readLine(text);
			if (!line) throw new StartFailure(`Line ${number} of the file is none of an exported project.`);
			await arrival.take(line, number);
		}
		return arrival.end();
	});
}

/** A project while it is read. */
class Arrival {
	readonly #tx: Transaction;
	readonly #ownerId: UserId;
	readonly #projectId = createProjectId();
	readonly #people = new Map<string, UserId>();
	readonly #replay = new Replay();
	#name: string | undefined;
	#rows = 0;
	#hasEnded = false;

	constructor(tx: Transaction, ownerId: UserId) {
		this.#tx = tx;
		this.#ownerId = ownerId;
	}

	async take(line: Line, number: number): Promise<void> {
		const isHead = line.kind === 'project';
		if (isHead === (this.#name !== undefined) || this.#hasEnded)
			throw new StartFailure(`Line ${number} of the file is not where it belongs.`);
		switch (line.kind) {
			case 'project':
				return this.#begin(line.name);
			case 'person':
				return this.#takePerson(line);
			case 'client':
				return this.#takeClient(line, number);
			case 'row':
				return this.#takeRow(line, number);
			case 'end': {
				if (line.rows !== this.#rows) throw new StartFailure(`The file lacks ${line.rows - this.#rows} rows.`);
				this.#hasEnded = true;
			}
		}
	}

	async #begin(name: string): Promise<void> {
		this.#name = name;
		const id = this.#projectId;
		await this.#tx`INSERT INTO project (id, name) VALUES (${id}, ${name})`;
		await this.#tx`INSERT INTO membership (project_id, user_id, role) VALUES (${id}, ${this.#ownerId}, 'owner')`;
		await this.#tx`INSERT INTO chat_thread (id, project_id, title) VALUES (${id}, ${id}, 'Chat')`;
	}

	async #takePerson({ id, name, colour }: Extract<Line, { kind: 'person' }>): Promise<void> {
		const userId = createUserId();
		this.#people.set(id, userId);
		await this.#tx`INSERT INTO app_user (id, kind, name, colour) VALUES (${userId}, 'guest', ${name}, ${colour})`;
	}

	async #takeClient(line: Extract<Line, { kind: 'client' }>, number: number): Promise<void> {
		const userId = this.#people.get(line.person);
		if (!userId) throw new StartFailure(`Line ${number} of the file names a person whom it does not know.`);
		await this.#tx`
			INSERT INTO doc_client (project_id, client_id, user_id, turn_id, seq)
			VALUES (${this.#projectId}, ${line.client}, ${userId}, ${line.turn}, ${line.seq})`;
	}

	async #takeRow({ seq, at, bytes }: Extract<Line, { kind: 'row' }>, number: number): Promise<void> {
		const update = Buffer.from(bytes, 'base64');
		this.#replay.take({ seq, bytes: update });
		if (this.#replay.fault !== undefined)
			throw new StartFailure(`Line ${number} of the file does not fit: ${this.#replay.fault}.`);
		await this.#tx`
			INSERT INTO doc_update (project_id, seq, bytes, at) VALUES (${this.#projectId}, ${seq}, ${update}, ${at})`;
		this.#rows++;
	}

	end(): Imported {
		if (this.#name === undefined || !this.#hasEnded) throw new StartFailure('The file was cut off.');
		return { projectId: this.#projectId, ownerId: this.#ownerId, name: this.#name, rows: this.#rows };
	}
}
