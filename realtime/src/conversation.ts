import { CovibeError, encodeRoomEvent, LIMITS, type ThreadId, type TurnDelta, type TurnId } from '@covibe/shared';
import type { Member } from './member.ts';
import type { PassingEvent } from './relay/message.ts';

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
	readonly #tell: (event: PassingEvent) => void;
	readonly #answers = new Map<TurnId, Answer>();
	/** When somebody's typing may be told again, by person and thread. */
	readonly #quietUntilMs = new Map<string, number>();

	/** `publish` reaches the room's members here, `tell` other nodes. */
	constructor(parts: { publish: (frame: Uint8Array) => void; tell: (event: PassingEvent) => void }) {
		this.#publish = parts.publish;
		this.#tell = parts.tell;
	}

	#say(event: PassingEvent): void {
		this.#publish(encodeRoomEvent(event));
		this.#tell(event);
	}

	/** What was said on another node. [RT18] */
	hear(event: PassingEvent): void {
		if (event.type === 'turn-delta') {
			if (this.#isKnown(event)) return;
			this.#note(event);
		}
		this.#publish(encodeRoomEvent(event));
	}

	/** Tells the others that a member types; too often, it is dropped. */
	noteTyping(member: Member, thread: ThreadId, nowMs: number): void {
		const { id, name, colour } = member.user;
		const key = `${id} ${thread}`;
		if (nowMs < (this.#quietUntilMs.get(key) ?? 0)) return;
		this.#quietUntilMs.set(key, nowMs + TYPING_PAUSE_MS);
		for (const [each, untilMs] of this.#quietUntilMs) if (untilMs <= nowMs) this.#quietUntilMs.delete(each);
		this.#say({ type: 'typing', thread, person: { id, name, colour } });
	}

	/** Passes on a piece of an agent's answer. @throws CovibeError 'forbidden' for all who are no agent | 'update-too-large' */
	takeDelta({ agent }: Member, { index, text }: { readonly index: number; readonly text: string }): void {
		if (!agent) throw new CovibeError('forbidden');
		if (index + text.length > LIMITS.answerUnits) throw new CovibeError('update-too-large');
		const delta = { type: 'turn-delta', turn: agent.turnId, epoch: agent.epoch, index, text } as const;
		this.#note(delta);
		this.#say(delta);
	}

	/** Nodes tell each other all that they have when they meet. */
	#isKnown({ turn, epoch, index, text }: TurnDelta): boolean {
		const known = this.#answers.get(turn);
		if (known?.epoch !== epoch || index < known.from) return false;
		return known.text.startsWith(text, index - known.from);
	}

	#note({ turn, epoch, index, text }: TurnDelta): void {
		const known = this.#answers.get(turn);
		const answer = known?.epoch === epoch ? known : { epoch, from: known?.from ?? index, text: known?.text ?? '' };
		const end = answer.from + answer.text.length;
		// Beyond what is known: something was missed, and what is known is of no use any more.
		if (index > end || index < answer.from) [answer.from, answer.text] = [index, ''];
		answer.text = answer.text.slice(0, index - answer.from) + text;
		this.#answers.set(turn, answer);
	}

	/** The answers that are being written, for one who comes, or for another node. */
	answers(): TurnDelta[] {
		return [...this.#answers].map(([turn, { epoch, from, text }]) => ({
			type: 'turn-delta',
			turn,
			epoch,
			index: from,
			text,
		}));
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
