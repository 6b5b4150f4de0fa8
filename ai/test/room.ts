import {
	addMember,
	type Bus,
	cancelTurn,
	createGuest,
	createProject,
	findGrant,
	findMessage,
	findTurn,
	openPostgresBus,
	postToChat,
	type Sql,
	tellEndedTurn,
	tellTurn,
	type User,
} from '@covibe/db';
import { createTestDatabase } from '@covibe/db/testing';
import {
	createFile,
	type Mention,
	type ProjectId,
	type ThreadId,
	type Turn,
	type TurnId,
	type TurnMode,
	type TurnState,
} from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { pino } from 'pino';
import { openHouse } from '../src/agent/house.ts';
import { complete } from '../src/completion/complete.ts';
import { CompletionDesk } from '../src/completion/desk.ts';
import { readLimitSettings, readModelConfig } from '../src/config.ts';
import { createRunTurn } from '../src/run-turn.ts';
import { Worker } from '../src/worker.ts';
import { readWorkerConfig } from '../src/worker-config.ts';
import { Person } from './person.ts';
import { findFreePort, startRealtime, type TestProgram, TICKET_SECRET } from './realtime.ts';
import { type StandIns, startStandIns } from './stand-ins/server.ts';

const MASTER_KEYS = Buffer.alloc(32, 1).toString('base64url');

/** A whole house for tests of turns: PostgreSQL, rooms, providers that are stand-ins, and a worker. */
export class TestHouse {
	readonly sql: Sql;
	readonly databaseUrl: string;
	readonly bus: Bus;
	readonly standIns: StandIns;
	readonly port: number;
	readonly ana: User;
	readonly ben: User;
	/** What workers of this process log. */
	readonly log: string[] = [];
	realtime: TestProgram;
	readonly #closeDatabase: () => Promise<void>;
	readonly #workers: Worker[] = [];
	readonly #desks: CompletionDesk[] = [];
	readonly #people: Person[] = [];
	#keys = 0;

	static async open(): Promise<TestHouse> {
		const database = await createTestDatabase();
		const port = await findFreePort();
		const [realtime, standIns, ana, ben] = await Promise.all([
			startRealtime(database.databaseUrl, port),
			startStandIns(),
			createGuest(database.sql, { name: 'Ana' }),
			createGuest(database.sql, { name: 'Ben' }),
		]);
		return new TestHouse({ ...database, port, realtime, standIns, ana, ben });
	}

	private constructor(parts: {
		sql: Sql;
		databaseUrl: string;
		close: () => Promise<void>;
		port: number;
		realtime: TestProgram;
		standIns: StandIns;
		ana: User;
		ben: User;
	}) {
		[this.sql, this.databaseUrl, this.port] = [parts.sql, parts.databaseUrl, parts.port];
		[this.realtime, this.standIns, this.ana, this.ben] = [parts.realtime, parts.standIns, parts.ana, parts.ben];
		this.#closeDatabase = parts.close;
		this.bus = openPostgresBus({ sql: parts.sql, databaseUrl: parts.databaseUrl });
	}

	/** Settings of the ai program, with the stand-ins as its providers. */
	env(more: Record<string, string> = {}): Record<string, string> {
		const { urls } = this.standIns;
		return {
			DATABASE_URL: this.databaseUrl,
			TICKET_SECRET,
			MASTER_KEYS,
			REALTIME_URL: `ws://127.0.0.1:${this.port}`,
			PORT: '0',
			OPENAI_API_KEY: 'openai-key',
			ANTHROPIC_API_KEY: 'anthropic-key',
			GEMINI_API_KEY: 'gemini-key',
			OPENAI_BASE_URL: urls.openai,
			ANTHROPIC_BASE_URL: urls.anthropic,
			GEMINI_BASE_URL: urls.google,
			COVIBE_AI_USER_TURNS_PER_MINUTE: '1000',
			COVIBE_AI_PROJECT_TURNS_PER_MINUTE: '1000',
			COVIBE_AI_KEY_TURNS_PER_MINUTE: '1000',
			...more,
		};
	}

	/** A worker in this process. */
	startWorker(more: Record<string, string> = {}): Worker {
		const env = this.env(more);
		const logger = pino({ level: 'debug', base: null }, { write: (line) => this.log.push(line) });
		const { sql, bus } = this;
		const parts = { sql, bus, logger, config: readWorkerConfig(env), models: readModelConfig(env) };
		const house = openHouse({ ...parts, limitSettings: readLimitSettings(env) });
		const name = `worker ${this.#workers.length}`;
		const worker = new Worker({ sql, bus, logger, runTurn: createRunTurn(house), name });
		const desk = new CompletionDesk({ sql, bus, logger, complete: (asked, stop) => complete(house, asked, stop) });
		this.#workers.push(worker);
		this.#desks.push(desk);
		worker.start();
		desk.start();
		return worker;
	}

	/** A room of Ana's, with Ben as an editor, and files in it. */
	async createRoom(files: Readonly<Record<string, string>> = {}): Promise<ProjectId> {
		const room = await createProject(this.sql, { name: 'Room', ownerId: this.ana.id, seed: undefined });
		await addMember(this.sql, { projectId: room, userId: this.ben.id, role: 'editor' });
		const writer = await this.enter(room, this.ben);
		for (const [path, text] of Object.entries(files))
			createFile(writer.doc, { path, text }, { origin: 'test', nowMs: 1, random: Math.random });
		const reader = await this.enter(room, this.ana);
		await eventually(() => {
			if (reader.paths().length < Object.keys(files).length) throw new Error('the files are not there yet');
		});
		for (const person of [writer, reader]) person.leave();
		return room;
	}

	async enter(projectId: ProjectId, { id: userId }: User): Promise<Person> {
		const person = new Person({ port: this.port, projectId, userId });
		this.#people.push(person);
		await eventually(() => {
			if (!person.provider.synced) throw new Error('not in the room yet');
		}, 10_000);
		return person;
	}

	/** Any id of a model that is announced nowhere: only what the worker makes of it counts. */
	async ask(
		projectId: ProjectId,
		text: string,
		options: { model?: string; mode?: TurnMode; mentions?: readonly Mention[]; user?: User; threadId?: ThreadId } = {},
	): Promise<TurnId> {
		const { model = 'openai/sim', mode = 'edit', mentions = [], user = this.ana } = options;
		const { threadId = projectId as string as ThreadId } = options;
		await this.sql`INSERT INTO ai_model (id, name, provider, is_local, has_installation_key, rank)
			VALUES (${model}, ${model}, 'test', true, true, 0) ON CONFLICT DO NOTHING`;
		const grant = await findGrant(this.sql, projectId, user.id);
		const { turn } = await postToChat(this.sql, grant!, {
			threadId,
			text,
			mentions,
			replyTo: undefined,
			model,
			mode,
			idempotencyKey: `key ${this.#keys++}`,
		});
		await tellTurn(this.bus, projectId, turn!);
		return turn!.id;
	}

	async turn(id: TurnId): Promise<Turn> {
		return (await findTurn(this.sql, id))!.turn;
	}

	/** Waits for a state, and says what is there instead. */
	async becomes(id: TurnId, state: TurnState, limitMs = 60_000): Promise<Turn> {
		await eventually(async () => {
			const turn = await this.turn(id);
			if (turn.state !== state) throw new Error(`the turn is ${turn.state}: ${turn.failure} ${turn.text}`);
		}, limitMs);
		return this.turn(id);
	}

	async answerOf(id: TurnId): Promise<string> {
		const { answer } = await this.turn(id);
		return answer === undefined ? '' : ((await findMessage(this.sql, answer))?.message.text ?? '');
	}

	/** A file as who enters now finds it. */
	async textOf(room: ProjectId, path: string): Promise<string> {
		const reader = await this.enter(room, this.ana);
		const text = reader.read(path);
		reader.leave();
		return text;
	}

	async stop(id: TurnId, projectId: ProjectId): Promise<void> {
		const ended = await cancelTurn(this.sql, { id, projectId });
		if (ended) await tellEndedTurn(this.bus, ended);
	}

	async close(): Promise<void> {
		for (const person of this.#people.splice(0)) person.leave();
		await Promise.all([...this.#workers.splice(0), ...this.#desks.splice(0)].map((each) => each.stop()));
		await this.realtime.end('SIGTERM');
		await Promise.all([this.standIns.close(), this.bus.close()]);
		await this.#closeDatabase();
	}
}
