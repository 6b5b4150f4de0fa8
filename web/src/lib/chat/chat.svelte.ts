import {
	can,
	isOver,
	type ChatPage,
	type MessageId,
	parseThreadId,
	type Thread,
	type ThreadId,
	type TurnId,
} from '@covibe/shared';
import { toast } from 'svelte-sonner';
import { CodeCompletion } from '../completion/code-completion.svelte.ts';
import { Listeners } from '../diagnostics/listeners.ts';
import type { Heard, Room } from '../room/room.svelte.ts';
import { AiInfo } from './ai-info.svelte.ts';
import { ChatApi } from './chat-api.ts';
import { type ChatMemory, recallChat, rememberChat } from './chat-memory.ts';
import { MessageLog } from './message-log.svelte.ts';
import type { Messages } from './merge.ts';
import { Outbox } from './outbox.svelte.ts';
import { isBy, markOf, type Marks, mergeMarks, NO_MARKS, unreadAfter, unreadThreads } from './read-state.ts';
import { type Frames, TurnBook } from './turn-book.svelte.ts';
import { Typists } from './typists.svelte.ts';

export type ChatOptions = {
	readonly api?: ChatApi;
	readonly frames?: Frames;
	readonly memory?: ChatMemory;
};

/** The stored text of an answer is a second late at most; asked for earlier, it would lack the same pieces. */
const CATCH_UP_MS = 1_000;
/** Not at every key. */
const REMEMBER_MS = 300;

/** The chat of one room in this page. It listens from the room's first moment on, shown or not. */
export class RoomChat {
	readonly room: Room;
	readonly api: ChatApi;
	readonly turns: TurnBook;
	readonly outbox: Outbox;
	readonly typists: Typists;
	/** Messages of others, as they come. */
	readonly arrivals = new Listeners<Messages[number]>();
	readonly ai: AiInfo;
	/** What the AI proposes while this person types. */
	readonly completion: CodeCompletion;
	readonly drafts: Record<ThreadId, string>;
	/** Of the threads that were on the screen. */
	readonly #logs: Record<ThreadId, MessageLog> = {};
	readonly #main: ThreadId;
	#stopListening: () => void = () => undefined;
	#rememberTimer: ReturnType<typeof setTimeout> | undefined;
	#catchUp: ReturnType<typeof setTimeout> | undefined;
	#marks: Marks = $state.raw(NO_MARKS);

	threads: readonly Thread[] = $state.raw([]);
	/** The thread on the screen. */
	log: MessageLog = $state.raw() as MessageLog;
	/** The model that this person chose; undefined: the room's. */
	#model: string | undefined = $state();

	readonly canPost: boolean = $derived.by(() => can(this.room.role, 'chat-post'));
	/** Proposals are for who may take them. */
	readonly isCompleting: boolean = $derived.by(() => this.canAsk && this.room.canEdit && this.completion.isOn);
	readonly canAsk: boolean = $derived.by(() => can(this.room.role, 'ask-ai'));
	readonly readUpTo: number | undefined = $derived.by(() =>
		markOf(this.#marks, { user: this.room.self.id, thread: this.log.thread }),
	);
	readonly unread: Messages = $derived.by(() =>
		this.readUpTo === undefined ? [] : unreadAfter(this.log.messages, this.readUpTo, this.room.self.id),
	);
	readonly unreadThreads: ReadonlySet<ThreadId> = $derived.by(() =>
		unreadThreads(this.threads, this.#marks, this.room.self.id),
	);

	constructor(room: Room, options: ChatOptions = {}) {
		this.room = room;
		this.api = options.api ?? new ChatApi(room.projectId);
		this.ai = new AiInfo(this.api);
		this.completion = new CodeCompletion({
			ask: (request, signal) => this.api.complete(request, signal),
			tell: (why) => toast(why, { id: 'completion' }),
		});
		this.turns = new TurnBook(options.frames ?? ((callback) => requestAnimationFrame(callback)));
		this.typists = new Typists((thread) => room.say({ type: 'typing', thread }));
		const memory = options.memory ?? recallChat(room.projectId);
		this.drafts = { ...memory.drafts };
		this.#model = memory.model;
		this.outbox = new Outbox(
			{
				api: this.api,
				self: () => room.self.id,
				changed: () => this.remember(),
				posted: ({ message, turn }) => {
					this.#logOf(message.thread).take(message);
					if (turn) this.turns.take([turn]);
				},
			},
			memory.outgoing,
		);
		// The first thread of a room has the room's own id.
		this.#main = parseThreadId(room.projectId) as ThreadId;
		this.log = this.#logOf(this.#main);
	}

	get model(): string | undefined {
		return this.#model;
	}

	set model(model: string | undefined) {
		this.#model = model;
		this.remember();
	}

	/** The returned function ends it. */
	start(): () => void {
		this.#stopListening = this.room.heard.add((heard) => this.#hear(heard));
		void this.refresh();
		void this.ai.load();
		return () => {
			this.#stopListening();
			clearTimeout(this.#catchUp);
			clearTimeout(this.#rememberTimer);
			this.#rememberNow();
			this.typists.dispose();
			this.arrivals.clear();
		};
	}

	/** Reads the thread on the screen anew, and what goes with it. */
	async refresh(): Promise<void> {
		const before = this.turns.unfinished();
		const page = await this.log.load();
		if (page) this.#takePage(page, before);
	}

	async loadOlder(): Promise<void> {
		const before = this.turns.unfinished();
		const page = await this.log.loadOlder();
		if (page) this.#takePage(page, before);
	}

	async open(thread: ThreadId): Promise<void> {
		this.log = this.#logOf(thread);
		await this.refresh();
	}

	/** @throws Error with a sentence for the person */
	async createThread(title: string): Promise<void> {
		const thread = await this.api.createThread(title);
		this.#takeThread(thread);
		await this.open(thread.id);
	}

	/** @throws Error with a sentence for the person */
	async renameThread(thread: ThreadId, title: string): Promise<void> {
		this.#takeThread(await this.api.renameThread(thread, title));
	}

	/** The person has seen everything that the thread on the screen holds. */
	markRead(): void {
		const { thread, newest, isLoaded } = this.log;
		if (!isLoaded || newest <= (this.readUpTo ?? -1)) return;
		this.#marks = mergeMarks(this.#marks, [{ user: this.room.self.id as never, thread, position: newest }]);
		// Safe to lose: the next look at the thread tells it again.
		this.api.markRead(thread, newest).catch(() => undefined);
	}

	/** Keeps what was written on this device, soon; called where it changes. */
	remember(): void {
		clearTimeout(this.#rememberTimer);
		this.#rememberTimer = setTimeout(() => this.#rememberNow(), REMEMBER_MS);
	}

	#rememberNow(): void {
		const { drafts, model } = this;
		rememberChat(this.room.projectId, { drafts, model, outgoing: this.outbox.items });
	}

	/** A person's name, of those who are here or said something. */
	nameOf(user: string): string | undefined {
		const person = this.room.people.find((each) => each.user.id === user && each.user.kind === 'person');
		if (person) return person.user.name;
		for (const { author } of this.log.messages) if (author.kind === 'person' && author.id === user) return author.name;
		return undefined;
	}

	/** True once it is known that a turn is over; a page of the chat names all that are not. */
	isOver(turn: string): boolean {
		const known = this.turns.get(turn as TurnId);
		return known ? isOver(known.state) : this.log.isLoaded;
	}

	messageOf(id: MessageId | undefined): Messages[number] | undefined {
		return id === undefined ? undefined : this.log.messages.find((message) => message.id === id);
	}

	#hear(heard: Heard): void {
		switch (heard.type) {
			case 'entered':
				void this.refresh();
				void this.ai.load();
				void this.outbox.retry();
				break;
			case 'refresh':
				void this.refresh();
				break;
			default:
				this.#hearEvent(heard);
		}
	}

	#hearEvent(event: Exclude<Heard, { type: 'refresh' | 'entered' }>): void {
		switch (event.type) {
			case 'message-posted':
				this.#takeMessage(event.message);
				if (!isBy(event.message, this.room.self.id)) this.arrivals.tell(event.message);
				break;
			case 'message-edited':
				this.#takeMessage(event.message);
				break;
			case 'message-deleted':
				this.#logs[event.thread]?.empty(event);
				break;
			case 'turn-changed':
				this.turns.take([event.turn]);
				if (event.turn.endedAtMs !== undefined) void this.ai.load();
				break;
			case 'turn-delta':
				if (this.turns.takeDelta(event).isBehind) this.#catchUpSoon();
				break;
			case 'thread-created':
				this.#takeThread(event.thread);
				break;
			case 'typing':
				if (event.person.id !== this.room.self.id) this.typists.note(event.thread, event.person);
				break;
			case 'read-up-to':
				this.#marks = mergeMarks(this.#marks, [event]);
				break;
			case 'ai-settings-changed':
				void this.ai.load();
				break;
			// Of the door, which asks for itself (share/knocks.svelte.ts).
			case 'knocks-changed':
				break;
		}
	}

	#takeMessage(message: Messages[number]): void {
		if (message.author.kind === 'person') this.typists.forget(message.thread, message.author);
		this.outbox.arrived(message);
		this.#logs[message.thread]?.take(message);
		this.threads = this.threads.map((thread) =>
			thread.id === message.thread && thread.lastPosition < message.position
				? { ...thread, lastPosition: message.position }
				: thread,
		);
	}

	#takePage(page: ChatPage, before: ReturnType<TurnBook['unfinished']>): void {
		this.turns.takePage(page.turns, before);
		this.threads = page.threads;
		this.#marks = mergeMarks(this.#marks, page.readMarks);
		// Who comes into a room has not missed what was said before.
		if (this.readUpTo === undefined) this.markRead();
	}

	#takeThread(thread: Thread): void {
		const isKnown = this.threads.some(({ id }) => id === thread.id);
		// One that is known has a new name.
		this.threads = isKnown
			? this.threads.map((each) => (each.id === thread.id ? { ...each, title: thread.title } : each))
			: [...this.threads, thread];
	}

	#logOf(thread: ThreadId): MessageLog {
		return (this.#logs[thread] ??= new MessageLog(thread, this.api));
	}

	#catchUpSoon(): void {
		this.#catchUp ??= setTimeout(() => {
			this.#catchUp = undefined;
			void this.refresh();
		}, CATCH_UP_MS);
	}
}
