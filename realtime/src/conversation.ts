import { CovibeError, encodeRoomEvent, LIMITS, type ThreadId, type TurnId } from '@covibe/shared';
import type { Member } from './member.ts';

/** News of typing are shown for some seconds; more often than once a second they tell nothing new. */
const TYPING_PAUSE_MS = 1_000;

type Answer = {
	epoch: number;
	/** Where `text` begins in the whole answer: not at 0 when the room was opened in the middle of it. */
	from: number;
	text: string;
};

/**
 * What is being said in a room now: who types, and the answers that agents are writing. Nothing of this is stored here.
 * [RT17] [RT18]
 */
export class Conversation {
	readonly #publish: (frame: Uint8Array) => void;
	readonly #answers = new Map<TurnId, Answer>();
	/** When somebody's typing may be told again, by person and thread. */
	readonly #quietUntilMs = new Map<string, number>();

	constructor(publish: (frame: Uint8Array) => void) {
		this.#publish = publish;
	}

	/** Tells the others that a member types; too often, it is dropped. */
	noteTyping(member: Member, thread: ThreadId, nowMs: number): void {
		const { id, name, colour } = member.user;
		const key = `${id} ${thread}`;
		if (nowMs < (this.#quietUntilMs.get(key) ?? 0)) return;
		this.#quietUntilMs.set(key, nowMs + TYPING_PAUSE_MS);
		for (const [each, untilMs] of this.#quietUntilMs) if (untilMs <= nowMs) this.#quietUntilMs.delete(each);
		this.#publish(encodeRoomEvent({ type: 'typing', thread, person: { id, name, colour } }));
	}

	/** Passes on a piece of an agent's answer. @throws CovibeError 'forbidden' for all who are no agent | 'update-too-large' */
	takeDelta({ agent }: Member, { index, text }: { readonly index: number; readonly text: string }): void {
		if (!agent) throw new CovibeError('forbidden');
		if (index + text.length > LIMITS.answerUnits) throw new CovibeError('update-too-large');
		const { turnId: turn, epoch } = agent;
		const known = this.#answers.get(turn);
		const answer = known?.epoch === epoch ? known : { epoch, from: known?.from ?? index, text: known?.text ?? '' };
		const end = answer.from + answer.text.length;
		// Beyond what is known: something was missed, and what is known is of no use any more.
		if (index > end || index < answer.from) [answer.from, answer.text] = [index, ''];
		answer.text = answer.text.slice(0, index - answer.from) + text;
		this.#answers.set(turn, answer);
		this.#publish(encodeRoomEvent({ type: 'turn-delta', turn, epoch, index, text }));
	}

	/** The answers that are being written, for one who comes. */
	all(): Uint8Array[] {
		return [...this.#answers].map(([turn, { epoch, from, text }]) =>
			encodeRoomEvent({ type: 'turn-delta', turn, epoch, index: from, text }),
		);
	}

	/** The answer is a message now, or never will be. */
	end(turn: TurnId): void {
		this.#answers.delete(turn);
	}

	/** Nobody is here any more. */
	clear(): void {
		this.#answers.clear();
		this.#quietUntilMs.clear();
	}
}
