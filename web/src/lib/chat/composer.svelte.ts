import { type ChatMessage, findCalledModel, type Mention, type TurnMode } from '@covibe/shared';
import { membersOf } from '../people/roster.ts';
import type { RoomChat } from './chat.svelte.ts';
import type { ChatHost } from './host.ts';
import { tokenOf } from './mention-words.ts';
import { mentionablesOf } from './mentionables.ts';
import { commandOf, suggest, type Suggestion, type Trigger, triggerAt } from './suggest.ts';

/** What this person is about to say. */
export class Composer {
	readonly #chat: RoomChat;
	readonly #host: ChatHost;
	/** Mentions that were picked; one counts while its word still stands in the text. */
	#picked: readonly Mention[] = [];
	text: string = $state('');
	/** Mentions that stand beside the text. */
	attached: readonly Mention[] = $state.raw([]);
	replyTo: ChatMessage | undefined = $state.raw();
	editing: ChatMessage | undefined = $state.raw();
	mode: TurnMode = $state('edit');
	#caret = $state(0);
	/** The text for which the person closed the list. */
	#dismissed: string | undefined = $state();

	readonly trigger: Trigger | undefined = $derived.by(() =>
		this.#dismissed === this.text ? undefined : triggerAt(this.text, this.#caret),
	);
	readonly suggestions: readonly Suggestion[] = $derived.by(() => {
		const { trigger } = this;
		return trigger ? suggest(trigger, this.#mentionables()) : [];
	});
	/** The AI answers it. */
	readonly isForAi: boolean = $derived.by(() => this.#chat.canAsk && (this.#isCalled() || this.#isAlone()));

	constructor(chat: RoomChat, host: ChatHost) {
		this.#chat = chat;
		this.#host = host;
		this.text = chat.drafts[chat.log.thread] ?? '';
	}

	get canSend(): boolean {
		return this.text.trim() !== '';
	}

	/** The caret is in a code block that was not closed: Enter begins a line there. */
	get isInCode(): boolean {
		const fences = this.text.slice(0, this.#caret).match(/^ {0,3}```/gm) ?? [];
		return fences.length % 2 === 1;
	}

	/** The caret moved, or something was typed. */
	moved(caret: number): void {
		this.#caret = caret;
	}

	typed(caret: number): void {
		this.#caret = caret;
		this.#dismissed = undefined;
		if (this.editing) return;
		this.#chat.drafts[this.#chat.log.thread] = this.text;
		this.#chat.remember();
		if (this.text.trim() !== '') this.#chat.typists.typed(this.#chat.log.thread);
	}

	dismiss(): void {
		this.#dismissed = this.text;
	}

	/** Puts a suggestion in the place of what was typed for it. @returns where the caret goes */
	pick(suggestion: Suggestion): number {
		const { trigger } = this;
		if (!trigger) return this.#caret;
		const { from, to } = trigger;
		this.text = this.text.slice(0, from) + suggestion.insert + this.text.slice(to);
		const { mention } = suggestion;
		if (mention) this.add(mention);
		const caret = from + suggestion.insert.length;
		this.typed(caret);
		return caret;
	}

	/** Mentions something; what has no word in the text is attached to it. */
	add(mention: Mention): void {
		if (tokenOf(mention, this.#nameOf) !== undefined) {
			this.#picked = [...this.#picked, mention];
			return;
		}
		const key = JSON.stringify(mention);
		if (!this.attached.some((each) => JSON.stringify(each) === key)) this.attached = [...this.attached, mention];
	}

	detach(mention: Mention): void {
		this.attached = this.attached.filter((each) => each !== mention);
	}

	/** Writes `@ai` before the text, or takes it away. */
	toggleAi(): void {
		this.text = /^@ai\b\s*/.test(this.text) ? this.text.replace(/^@ai\b\s*/, '') : `@ai ${this.text}`;
		this.typed(this.text.length);
	}

	reply(message: ChatMessage): void {
		this.stopEditing();
		this.replyTo = message;
	}

	edit(message: ChatMessage): void {
		this.editing = message;
		this.replyTo = undefined;
		this.text = message.text;
		this.#picked = message.mentions.filter((mention) => tokenOf(mention, this.#nameOf) !== undefined);
		this.attached = message.mentions.filter((mention) => tokenOf(mention, this.#nameOf) === undefined);
	}

	/** Begins with some words, before what is written already. */
	begin(words: string): void {
		if (!this.text.startsWith(words)) this.text = words + this.text;
		this.typed(this.text.length);
	}

	/** Says the same once more. */
	again(message: ChatMessage): void {
		this.edit(message);
		this.editing = undefined;
		this.typed(this.text.length);
	}

	/** A message that did not get through comes back into the field, above what is written there. */
	takeBack({ text, mentions }: { readonly text: string; readonly mentions: readonly Mention[] }): void {
		this.text = this.text === '' ? text : `${text}\n${this.text}`;
		for (const mention of mentions) this.add(mention);
		this.typed(this.text.length);
	}

	/** Changes the newest message of one's own. */
	editLast(): boolean {
		const last = this.#chat.log.messages.findLast(
			({ author, isDeleted }) => author.kind === 'person' && author.id === this.#chat.room.self.id && !isDeleted,
		);
		if (last) this.edit(last);
		return last !== undefined;
	}

	stopEditing(): void {
		if (!this.editing) return;
		this.#clear();
		this.text = this.#chat.drafts[this.#chat.log.thread] ?? '';
	}

	/** Another thread is on the screen. */
	threadChanged(): void {
		this.#clear();
		this.text = this.#chat.drafts[this.#chat.log.thread] ?? '';
	}

	/** Sends what is written, or changes the message that is edited. @throws Error with a sentence when a change is refused */
	async submit(): Promise<void> {
		if (!this.canSend) return;
		if (this.editing) await this.#saveEdit(this.editing);
		else await this.#send();
	}

	async #send(): Promise<void> {
		const { text, replyTo, isForAi, mode } = this;
		const { log, outbox, model, drafts, typists } = this.#chat;
		const command = commandOf(text);
		const mentions = this.#mentions();
		if (command) mentions.push(...this.#contextOf(mentions));
		Reflect.deleteProperty(drafts, log.thread);
		typists.stopped();
		this.#clear();
		await outbox.send({
			key: randomKey(),
			thread: log.thread,
			text,
			mentions,
			replyTo: replyTo?.id,
			...(isForAi ? { model, mode: command?.isQuestion && mode === 'edit' ? 'ask' : mode } : {}),
		});
	}

	async #saveEdit({ id }: ChatMessage): Promise<void> {
		const message = await this.#chat.api.edit(id, { text: this.text, mentions: this.#mentions() });
		this.#chat.log.take(message);
		this.stopEditing();
	}

	#mentions(): Mention[] {
		const standing = this.#picked.filter((mention) => this.text.includes(tokenOf(mention, this.#nameOf) ?? '\n'));
		return [...standing, ...this.attached];
	}

	/** A command is for the AI, and about what the person looks at. */
	#contextOf(mentions: readonly Mention[]): Mention[] {
		const agent: Mention[] = mentions.some(({ kind }) => kind === 'agent') ? [] : [{ kind: 'agent' }];
		if (mentions.some((mention) => 'file' in mention)) return agent;
		const place = this.#host.selection() ?? this.#host.file();
		return place ? [...agent, place] : agent;
	}

	#isCalled(): boolean {
		if (this.replyTo?.author.kind === 'agent' || commandOf(this.text)) return true;
		return findCalledModel(this.text, this.#chat.ai.models) !== undefined;
	}

	#isAlone(): boolean {
		return membersOf(this.#chat.room.people).filter(({ user }) => user.kind === 'person').length <= 1;
	}

	#mentionables() {
		return mentionablesOf(this.#chat, this.#host);
	}

	readonly #nameOf = (user: string) => this.#chat.nameOf(user);

	#clear(): void {
		this.text = '';
		this.#picked = [];
		this.attached = [];
		this.replyTo = undefined;
		this.editing = undefined;
		this.#caret = 0;
	}
}

/** `crypto.randomUUID` is missing on pages over plain http, as in a local network. */
/** A key that makes the same message, sent twice, one message. */
export function randomKey(): string {
	return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
