import { can, type LinkRole, parseLinkRole, parseUserId, type UserId } from '@covibe/shared';
import * as v from 'valibot';
import type { Room } from '../room/room.svelte.ts';
import { request } from './request.ts';

const knock = v.object({
	user: v.object({
		id: v.custom<UserId>((value) => parseUserId(value) !== undefined),
		name: v.string(),
		colour: v.number(),
	}),
	role: v.custom<LinkRole>((value) => parseLinkRole(value) !== undefined),
});
const answer = v.object({ knocks: v.array(knock) });

/** Somebody who waits to be let in. */
export type KnockEntry = v.InferOutput<typeof knock>;

/** Who closes their page while they wait is noticed by asking, for nobody tells. */
const LOOK_AGAIN_MS = 30_000;

/** Who waits to be let into a room, for those who may let them in. [PR22] */
export class RoomKnocks {
	readonly #room: Room;
	/** Counts the questions, so that only the newest answer is shown. */
	#asked = 0;
	waiting: readonly KnockEntry[] = $state.raw([]);

	constructor(room: Room) {
		this.#room = room;
	}

	/** For `$effect`: keeps the list as it is now. @returns what ends that */
	watch(): () => void {
		if (!can(this.#room.role, 'share')) {
			this.waiting = [];
			return () => undefined;
		}
		const stop = this.#room.heard.add((event) => {
			if (event.type === 'knocks-changed' || event.type === 'refresh' || event.type === 'entered') void this.#look();
		});
		const timer = setInterval(() => {
			if (this.waiting.length > 0) void this.#look();
		}, LOOK_AGAIN_MS);
		void this.#look();
		return () => {
			stop();
			clearInterval(timer);
			this.#asked++;
		};
	}

	/** @throws Error with a sentence for the person; so does `refuse`. */
	async admit({ user }: KnockEntry): Promise<void> {
		await this.#decide(user.id, 'POST');
	}

	async refuse({ user }: KnockEntry): Promise<void> {
		await this.#decide(user.id, 'DELETE');
	}

	async #decide(id: UserId, method: 'POST' | 'DELETE'): Promise<void> {
		try {
			await request(`/p/${this.#room.projectId}/knocks/${id}`, method);
		} finally {
			await this.#look();
		}
	}

	async #look(): Promise<void> {
		const asked = ++this.#asked;
		try {
			const { knocks } = v.parse(answer, await request(`/p/${this.#room.projectId}/knocks`, 'GET'));
			if (asked === this.#asked) this.waiting = knocks;
		} catch {
			// Safe: after the next connection, or when somebody else knocks, it is read again.
		}
	}
}
