import type { CovibeError } from '@covibe/shared';
import type { RunningTurn, StopReason } from '../worker.ts';
import { Answer } from './answer.ts';
import { Caret } from './caret.ts';
import { Peer, type PeerOptions } from './peer.ts';

/** For edits of a turn that ends in order; the log commits within milliseconds, and a room that starts again within seconds. */
const SETTLE_MS = 10_000;
/** Of the 0.4 s that a room leaves to an agent that was stopped. [RT19] */
const LAST_WORDS_MS = 300;

/** An agent's place in a room for one turn: its connection, its caret, and what it says. */
export class Seat {
	readonly peer: Peer;
	readonly caret: Caret;
	readonly answer: Answer;
	/** Fires when the turn is to stop, also because the room sent the agent away. */
	readonly signal: AbortSignal;
	readonly #stop: AbortSignal;

	static async take(options: PeerOptions, running: RunningTurn, stop: AbortSignal): Promise<Seat> {
		return new Seat(await Peer.join(options, stop), running, stop);
	}

	private constructor(peer: Peer, { turn, report }: RunningTurn, stop: AbortSignal) {
		this.peer = peer;
		this.#stop = stop;
		this.caret = new Caret(peer.awareness, peer.doc);
		this.answer = new Answer({ say: (index, text) => peer.say(index, text), report, begun: turn.text });
		const refused = new AbortController();
		peer.listen({ cameBack: () => this.answer.resend(), refused: (error) => refused.abort(error) });
		this.signal = AbortSignal.any([stop, refused.signal]);
		this.answer.resend();
	}

	/** Why the room sent it away. */
	get refusal(): CovibeError | undefined {
		return this.peer.refusal;
	}

	/** False when edits may not have reached the disk. */
	async leave(): Promise<boolean> {
		const reason = this.#stop.reason as StopReason | undefined;
		const isHandedOn = reason === 'lost' || reason === 'stopping';
		if (!isHandedOn) this.answer.flush();
		const limitMs = reason === undefined ? SETTLE_MS : LAST_WORDS_MS;
		const isSettled = isHandedOn || (await this.peer.settled(limitMs));
		this.answer.close();
		this.caret.close();
		this.peer.leave();
		return isSettled;
	}
}
