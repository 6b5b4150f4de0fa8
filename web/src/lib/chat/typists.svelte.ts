import type { ChatPerson, ThreadId } from '@covibe/shared';

/** News of typing come once a second at most; after this long without, somebody stopped. */
const SHOWN_MS = 4_000;
/** What the server lets through. */
const PAUSE_MS = 1_500;

/** Who is typing a message, and that this person is. */
export class Typists {
	readonly #say: (thread: ThreadId) => void;
	/** By person and thread. */
	#timers: Record<string, ReturnType<typeof setTimeout>> = {};
	#quietUntilMs = 0;
	#list: readonly { readonly thread: ThreadId; readonly person: ChatPerson }[] = $state.raw([]);

	constructor(say: (thread: ThreadId) => void) {
		this.#say = say;
	}

	in(thread: ThreadId): readonly ChatPerson[] {
		return this.#list.filter((each) => each.thread === thread).map(({ person }) => person);
	}

	/** This person pressed a key. */
	typed(thread: ThreadId): void {
		const nowMs = Date.now();
		if (nowMs < this.#quietUntilMs) return;
		this.#quietUntilMs = nowMs + PAUSE_MS;
		this.#say(thread);
	}

	/** What was typed is sent or gone: the next key is news again. */
	stopped(): void {
		this.#quietUntilMs = 0;
	}

	note(thread: ThreadId, person: ChatPerson): void {
		const key = `${person.id} ${thread}`;
		const rest = this.#without(thread, person);
		this.#list = [...rest, { thread, person }];
		clearTimeout(this.#timers[key]);
		this.#timers[key] = setTimeout(() => this.forget(thread, person), SHOWN_MS);
	}

	/** The person sent what they typed. */
	forget(thread: ThreadId, person: Pick<ChatPerson, 'id'>): void {
		const key = `${person.id} ${thread}`;
		clearTimeout(this.#timers[key]);
		Reflect.deleteProperty(this.#timers, key);
		this.#list = this.#without(thread, person);
	}

	dispose(): void {
		for (const timer of Object.values(this.#timers)) clearTimeout(timer);
		this.#timers = {};
	}

	#without(thread: ThreadId, person: Pick<ChatPerson, 'id'>) {
		return this.#list.filter((each) => each.thread !== thread || each.person.id !== person.id);
	}
}
