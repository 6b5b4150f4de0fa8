import {
	can,
	type ChatMessage,
	type FileId,
	type Mention,
	type MessageId,
	type ThreadId,
	type Turn,
} from '@covibe/shared';
import { tick } from 'svelte';
import { toast } from 'svelte-sonner';
import type { Person } from '../room/people.ts';
import type { RoomChat } from './chat.svelte.ts';
import type { TurnAction } from './chat-api.ts';
import { Composer } from './composer.svelte.ts';
import type { Surroundings } from './decorate.ts';
import type { ChatHost } from './host.ts';
import type { Place } from './mention-words.ts';
import { modelLabel } from './suggest.ts';
import { plainWords } from './timeline.ts';

/** How long a message is lit that somebody was led to. */
const LIT_MS = 1_600;
/** So far back a reply is followed. */
const MOST_PAGES = 20;
/** Longer is not listened to. */
const READ_OUT = 300;

/** The chat as one person sees it: where they are in it, and what they do about messages. */
export class ChatView {
	readonly chat: RoomChat;
	readonly host: ChatHost;
	readonly composer: Composer;
	highlighted: MessageId | undefined = $state();
	/** What was read when the thread came on the screen; the line of what is new stays there. */
	newFrom: number | undefined = $state();
	isSearching: boolean = $state(false);
	/** The end of the list is in view. */
	isAtEnd: boolean = $state(true);
	/** The field on the page, when there is one. */
	field: HTMLTextAreaElement | undefined = $state.raw();
	#seenThread: ThreadId | undefined;
	/** The agent in the room. */
	readonly agent: Person | undefined = $derived.by(() =>
		this.chat.room.people.find(({ user }) => user.kind === 'agent'),
	);
	readonly #stopListening: () => void;
	#lit: ReturnType<typeof setTimeout> | undefined;

	constructor(chat: RoomChat, host: ChatHost) {
		this.chat = chat;
		this.host = host;
		this.composer = new Composer(chat, host);
		this.#stopListening = chat.arrivals.add((message) => this.#tellOf(message));
	}

	/** Writes code where the caret is in the editor. */
	readonly oninsert = (code: string): void => {
		if (!this.host.insert(code)) toast.error('Open a file that you may edit, then insert again.');
	};

	focus(): void {
		this.field?.focus();
	}

	reply(message: ChatMessage): void {
		this.composer.reply(message);
		this.focus();
	}

	edit(message: ChatMessage): void {
		this.composer.edit(message);
		this.focus();
	}

	async remove(message: ChatMessage): Promise<void> {
		await this.attempt(async () => {
			this.chat.log.take(await this.chat.api.remove(message.id));
		});
		this.focus();
	}

	placeOf(path: string): Place | undefined {
		const file = this.host.fileOf(path);
		return file === undefined ? undefined : { file, line: undefined };
	}

	pathOf(file: FileId): string | undefined {
		return this.chat.room.tree.entries.find(({ id }) => id === file)?.path;
	}

	follow(agent: Person): void {
		this.host.follow(agent);
	}

	/** The thread is on the screen: what is seen of it counts as read, what is not gets a line above it. */
	look({ isVisible }: { readonly isVisible: boolean }): void {
		const { log, unread, readUpTo } = this.chat;
		if (!log.isLoaded) return;
		if (this.#seenThread !== log.thread) {
			this.#seenThread = log.thread;
			this.newFrom = unread.length > 0 ? readUpTo : undefined;
		}
		if (isVisible && this.isAtEnd) this.chat.markRead();
		else if (unread.length > 0) this.newFrom ??= readUpTo;
	}

	/** The panel is closed. */
	leave(): void {
		this.#seenThread = undefined;
		this.newFrom = undefined;
	}

	/** Does it, or says in a toast why not. */
	async attempt(act: () => Promise<void>): Promise<void> {
		try {
			await act();
		} catch (error) {
			toast.error(error instanceof Error ? error.message : String(error));
		}
	}

	/** Who asked decides, and so does the owner. */
	mayDecide(turn: Turn): boolean {
		return turn.asker?.id === this.chat.room.self.id || can(this.chat.room.role, 'stop-turn');
	}

	async act(turn: Turn, action: TurnAction): Promise<void> {
		await this.attempt(async () => this.chat.turns.take([await this.chat.api.act(turn.id, action)]));
	}

	/** Takes a question that waits out of the queue; one's own goes with its message. */
	async takeBack(turn: Turn): Promise<void> {
		if (turn.asker?.id !== this.chat.room.self.id) {
			await this.act(turn, 'stop');
			return;
		}
		await this.attempt(async () => this.chat.turns.take([await this.chat.api.removeTurn(turn.id)]));
	}

	mayAskAgain(turn: Turn): boolean {
		return turn.asker?.id === this.chat.room.self.id && this.chat.canAsk && !this.chat.turns.running;
	}

	/** Puts what was asked into the field again, to be sent as it is or in other words. */
	askAgain(turn: Turn): void {
		const question = this.chat.messageOf(turn.message);
		if (!question) return;
		this.composer.again(question);
		this.focus();
	}

	async goToIn(thread: ThreadId, id: MessageId): Promise<void> {
		if (thread !== this.chat.log.thread) await this.chat.open(thread);
		await tick();
		await this.goTo(id);
	}

	/** Shows a message, reading back to it if need be. */
	async goTo(id: MessageId): Promise<void> {
		for (let page = 0; page < MOST_PAGES && !this.chat.messageOf(id) && this.chat.log.hasOlder; page++)
			await this.chat.loadOlder();
		await tick();
		const element = document.getElementById(`message-${id}`);
		if (!element) return;
		element.scrollIntoView({ block: 'center' });
		element.focus({ preventScroll: true });
		this.highlighted = id;
		clearTimeout(this.#lit);
		this.#lit = setTimeout(() => (this.highlighted = undefined), LIT_MS);
	}

	/** Shows the message that asked for a turn. */
	async goToTurn(id: string): Promise<void> {
		const find = () => this.chat.log.messages.find(({ turn, author }) => turn === id && author.kind === 'person');
		for (let page = 0; page < MOST_PAGES && !find() && this.chat.log.hasOlder; page++) await this.chat.loadOlder();
		const message = find();
		if (message) await this.goTo(message.id);
		else toast('What was asked is in another thread of the chat.');
	}

	surroundings(mentions: readonly Mention[]): Surroundings {
		return {
			mentions,
			nameOf: (user) => this.chat.nameOf(user),
			fileOf: (path) => this.host.fileOf(path),
			open: (place) => this.host.open(place),
			isSelf: (user) => user === this.chat.room.self.id,
		};
	}

	nameOf({ author }: ChatMessage): string {
		return author.kind === 'gone' ? 'Somebody who left' : author.name;
	}

	modelName(id: string): string {
		const model = this.chat.ai.model(id);
		return model ? modelLabel(model) : id;
	}

	/** Nothing was said between the two. */
	isRightAbove(upper: ChatMessage, lower: ChatMessage): boolean {
		const { messages } = this.chat.log;
		const at = messages.findIndex(({ id }) => id === lower.id);
		return at > 0 && messages[at - 1]?.id === upper.id;
	}

	/** What others say is read out, an answer when it is whole; who is meant and does not look hears of it. */
	#tellOf(message: ChatMessage): void {
		const words = `${this.nameOf(message)}: ${plainWords(message.text).slice(0, READ_OUT)}`;
		this.host.announce(words);
		const { self } = this.chat.room;
		const isMeant = message.mentions.some((mention) => mention.kind === 'person' && mention.user === self.id);
		if (!isMeant || this.field !== undefined) return;
		const open = () => void this.show(message);
		toast(`${this.nameOf(message)} mentions you in the chat.`, { action: { label: 'Show', onClick: open } });
	}

	/** Opens the chat at a message. */
	async show(message: ChatMessage): Promise<void> {
		this.host.show();
		await this.goToIn(message.thread, message.id);
	}

	dispose(): void {
		this.#stopListening();
		clearTimeout(this.#lit);
	}
}
