import type { ChatMessage, ChatPage, RoomEvent, ThreadId } from '@covibe/shared';
import type { ChatApi } from './chat-api.ts';
import { mergeMessages, mergeNewest, type Messages, withoutMessage } from './merge.ts';

/** The messages of one thread, as far as this page has read them. */
export class MessageLog {
	readonly thread: ThreadId;
	readonly #api: ChatApi;
	messages: Messages = $state.raw([]);
	hasOlder: boolean = $state(false);
	isLoaded: boolean = $state(false);
	/** Why the messages could not be read, as a sentence. */
	problem: string | undefined = $state();
	isLoadingOlder: boolean = $state(false);

	constructor(thread: ThreadId, api: ChatApi) {
		this.thread = thread;
		this.#api = api;
	}

	get newest(): number {
		return this.messages.at(-1)?.position ?? 0;
	}

	/** Reads the newest messages, again if need be; undefined when that failed, which `problem` says. */
	async load(): Promise<ChatPage | undefined> {
		try {
			const page = await this.#api.page({ thread: this.thread });
			const { messages, hasOlder } = mergeNewest(this, page);
			this.messages = messages;
			this.hasOlder = hasOlder;
			this.isLoaded = true;
			this.problem = undefined;
			return page;
		} catch (error) {
			this.problem = error instanceof Error ? error.message : String(error);
			return undefined;
		}
	}

	/** Reads what was said before; undefined when there is nothing, or it failed. */
	async loadOlder(): Promise<ChatPage | undefined> {
		const before = this.messages[0]?.position;
		if (!this.hasOlder || this.isLoadingOlder || before === undefined) return undefined;
		this.isLoadingOlder = true;
		try {
			const page = await this.#api.page({ thread: this.thread, before });
			this.messages = mergeMessages(this.messages, page.messages);
			this.hasOlder = page.hasMore;
			return page;
		} catch {
			// Safe: nothing is lost, and scrolling up once more asks again.
			return undefined;
		} finally {
			this.isLoadingOlder = false;
		}
	}

	take(message: ChatMessage): void {
		if (message.thread !== this.thread) return;
		// A message from before what is read here comes with its page.
		const oldest = this.messages[0]?.position;
		if (this.hasOlder && oldest !== undefined && message.position < oldest) return;
		this.messages = mergeMessages(this.messages, [message]);
	}

	empty(gone: Extract<RoomEvent, { type: 'message-deleted' }>): void {
		this.messages = withoutMessage(this.messages, gone);
	}
}
