import type { ChatMessage, Turn } from '@covibe/shared';
import { type ChatApi, type Draft, Unreachable } from './chat-api.ts';

/** A message on its way; `refused` and `away` say why it is not there yet. */
export type Outgoing = Draft & {
	readonly sentAtMs: number;
	readonly state: 'sending' | 'away' | 'refused' | 'arrived';
	/** A sentence for the person. */
	readonly problem?: string | undefined;
};

export type Posted = { readonly message: ChatMessage; readonly turn: Turn | undefined };

export type OutboxOptions = {
	readonly api: Pick<ChatApi, 'post'>;
	/** The person's id. */
	readonly self: () => string;
	/** What is kept has changed. */
	readonly changed: () => void;
	readonly posted: (posted: Posted) => void;
	readonly now?: () => number;
};

/** What this person has said and the server has not confirmed. Nothing leaves it but by arriving, or by the person's wish. */
export class Outbox {
	readonly #options: OutboxOptions;
	#items: readonly Outgoing[] = $state.raw([]);
	/** One at a time, so that messages stand in the order in which they were said. */
	#sending: Promise<void> = Promise.resolve();

	constructor(options: OutboxOptions, kept: readonly Outgoing[] = []) {
		this.#options = options;
		// The page may have closed before the answer came; the same key is not stored twice.
		this.#items = kept.map((item) => (item.state === 'refused' ? item : { ...item, state: 'away' }));
	}

	get items(): readonly Outgoing[] {
		return this.#items;
	}

	/** Sends a message, and keeps it until it is there. */
	async send(draft: Draft): Promise<void> {
		const sentAtMs = (this.#options.now ?? Date.now)();
		this.#keep([...this.items, { ...draft, sentAtMs, state: 'sending' }]);
		await this.#post(draft.key);
	}

	/** Sends again what did not get through; in order, so that they stand in the order in which they were said. */
	async retry(): Promise<void> {
		for (const { key, state } of this.items) if (state === 'away') await this.#post(key);
	}

	async retryOne(key: string): Promise<void> {
		await this.#post(key);
	}

	/** Takes a message out. @returns it */
	remove(key: string): Outgoing | undefined {
		const item = this.items.find((each) => each.key === key);
		this.#keep(this.items.filter((each) => each.key !== key));
		return item;
	}

	/** A message of this person's came by the room, perhaps before the answer to the request: it is not to be seen twice. */
	arrived(message: ChatMessage): void {
		if (message.author.kind !== 'person' || message.author.id !== this.#options.self()) return;
		const item = this.items.find(
			({ state, text, thread }) => state === 'sending' && thread === message.thread && text.trim() === message.text,
		);
		if (item) this.#change(item.key, { state: 'arrived' });
	}

	#post(key: string): Promise<void> {
		this.#sending = this.#sending.then(() => this.#postNow(key));
		return this.#sending;
	}

	async #postNow(key: string): Promise<void> {
		const item = this.items.find((each) => each.key === key);
		if (!item) return;
		this.#change(key, { state: 'sending', problem: undefined });
		try {
			const posted = await this.#options.api.post(draftOf(item));
			this.remove(key);
			this.#options.posted(posted);
		} catch (error) {
			const problem = error instanceof Error ? error.message : String(error);
			this.#change(key, { state: error instanceof Unreachable ? 'away' : 'refused', problem });
		}
	}

	#change(key: string, change: Partial<Outgoing>): void {
		this.#keep(this.items.map((item) => (item.key === key ? { ...item, ...change } : item)));
	}

	#keep(items: readonly Outgoing[]): void {
		this.#items = items;
		this.#options.changed();
	}
}

function draftOf({ key, thread, text, mentions, replyTo, model, mode }: Outgoing): Draft {
	return { key, thread, text, mentions, replyTo, model, mode };
}
