import { type FileId, isOver, type Mention, type Turn, type TurnId } from '@covibe/shared';
import { type Hunk, isOpen } from '@covibe/shared/hunks';
import { toast } from 'svelte-sonner';
import type { ChatView } from '../chat/chat-view.svelte.ts';
import { randomKey } from '../chat/composer.svelte.ts';
import { commandOf } from '../chat/suggest.ts';
import type { EditorSession } from '../editor/session.svelte.ts';
import type { RoomReview } from '../review/room-review.svelte.ts';

/** What somebody wants done, and where: the lines are those of the moment in which the field was opened. */
export type AskPlace = { readonly file: FileId; readonly fromLine: number; readonly toLine: number };

type Parts = {
	readonly session: EditorSession;
	readonly review: RoomReview;
	readonly chat: ChatView;
	/** The file in front. */
	readonly active: () => FileId | undefined;
	/** Shows the chat at the message that asked for a turn. */
	readonly showTurn: (turn: string) => void;
	/** Takes the keyboard, and what is selected, into the chat. */
	readonly focusChat: () => void;
};

/** An edit that is asked for where it is wanted: a field in the code, which sends what the chat would send. */
export class InlineAsk {
	readonly #parts: Parts;
	/** Undefined: the field is closed. */
	place: AskPlace | undefined = $state.raw();
	text: string = $state('');
	isSending: boolean = $state(false);
	/** Why it could not be sent, as a sentence. */
	refusal: string | undefined = $state();
	#turnId: TurnId | undefined = $state();
	/** Where the lines are now; set by the editor on the page. */
	lines: () => { readonly fromLine: number; readonly toLine: number } | undefined = () => undefined;

	readonly turn: Turn | undefined = $derived.by(() => this.#parts.chat.chat.turns.get(this.#turnId));
	readonly isRunning: boolean = $derived.by(
		() => this.#turnId !== undefined && !(this.turn && isOver(this.turn.state)),
	);
	/** What the turn did and nobody has decided about yet. */
	readonly hunks: readonly Hunk[] = $derived.by(() => {
		const id = this.#turnId;
		if (id === undefined) return [];
		return [...this.#parts.review.byFile.values()].flat().filter((hunk) => hunk.turn === id && isOpen(hunk));
	});

	constructor(parts: Parts) {
		this.#parts = parts;
	}

	get chat(): ChatView {
		return this.#parts.chat;
	}

	get canAsk(): boolean {
		return this.#parts.chat.chat.canAsk && this.#parts.session.room.canEdit;
	}

	/** Opens the field at the selection, or at the line of the caret. */
	open(text = ''): void {
		const file = this.#parts.active();
		if (file === undefined || !this.canAsk) return;
		const { fromLine, toLine } = this.#parts.session.cursor;
		this.#turnId = undefined;
		this.refusal = undefined;
		this.text = text;
		this.place = { file, fromLine, toLine };
	}

	/** Has a problem mended in place, or explained in the chat. */
	async about(problem: Extract<Mention, { kind: 'problem' }>, what: 'fix' | 'explain'): Promise<void> {
		if (!this.canAsk) return;
		this.#turnId = undefined;
		this.refusal = undefined;
		if (what === 'fix') this.place = { file: problem.file, fromLine: problem.line, toLine: problem.line };
		await this.#post(`/${what}`, [{ kind: 'agent' }, problem]);
	}

	/** Sends it as a turn about the lines; what the turn does streams into the file as anything of the AI does. */
	async send(): Promise<void> {
		const { place } = this;
		const text = this.text.trim();
		const path = place && this.#parts.session.path(place.file);
		if (!place || path === undefined || text === '' || this.isSending || this.isRunning) return;
		await this.#post(text, [{ kind: 'agent' }, { kind: 'selection', path, ...place, ...this.lines() }]);
	}

	/** Asks a question about the selection, or the line of the caret; the answer is in the chat. */
	async explain(): Promise<void> {
		const file = this.#parts.active();
		const path = file === undefined ? undefined : this.#parts.session.path(file);
		if (file === undefined || path === undefined || !this.canAsk) return;
		const { fromLine, toLine } = this.#parts.session.cursor;
		await this.#post('/explain', [{ kind: 'agent' }, { kind: 'selection', file, path, fromLine, toLine }]);
	}

	inChat(): void {
		this.#parts.focusChat();
	}

	async #post(text: string, mentions: readonly Mention[]): Promise<void> {
		const { chat } = this.#parts.chat;
		const { thread } = chat.log;
		const isQuestion = commandOf(text)?.isQuestion ?? false;
		this.isSending = true;
		this.refusal = undefined;
		try {
			const draft = { key: randomKey(), thread, text, mentions, model: chat.model };
			const { message, turn } = await chat.api.post({ ...draft, mode: isQuestion ? 'ask' : 'edit' });
			chat.log.take(message);
			if (turn) chat.turns.take([turn]);
			this.text = '';
			if (!turn) this.refusal = 'This was not taken for the AI.';
			else if (isQuestion) this.#answerInChat(turn.id);
			else this.#turnId = turn.id;
		} catch (error) {
			// Said in the field, which stays open with what was written in it.
			this.refusal = error instanceof Error ? error.message : String(error);
			if (!this.place) toast.error(this.refusal);
		} finally {
			this.isSending = false;
		}
	}

	#answerInChat(turn: TurnId): void {
		this.place = undefined;
		this.#parts.showTurn(turn);
	}

	async stop(): Promise<void> {
		if (this.turn) await this.#parts.chat.act(this.turn, 'stop');
	}

	keep(): void {
		if (this.#turnId !== undefined) this.#parts.review.keep({ turn: this.#turnId });
		this.close();
	}

	undo(): void {
		if (this.#turnId !== undefined) this.#parts.review.reject({ turn: this.#turnId });
	}

	/** What the AI said of it. */
	showAnswer(): void {
		if (this.#turnId !== undefined) this.#parts.showTurn(this.#turnId);
	}

	/** Closes the field; a turn that runs goes on, as the chat shows. */
	close(): void {
		this.place = undefined;
		this.#turnId = undefined;
		this.#parts.session.focus();
	}
}
