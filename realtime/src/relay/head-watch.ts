import type { ProjectId } from '@covibe/shared';
import type { Logger } from 'pino';

/** How often rooms look at the log themselves while nobody can tell them what is in it, and while somebody does. */
const ALONE_MS = 500;
const USUAL_MS = 5_000;

export type HeadWatchOptions = {
	/** The last row of each room that has one. */
	readonly readHeads: (projectIds: readonly ProjectId[]) => Promise<ReadonlyMap<ProjectId, number>>;
	readonly rooms: () => readonly { readonly projectId: ProjectId; hearRow(seq: number, bytes: undefined): void }[];
	/** True while the relay tells of rows. */
	readonly isRelayed: () => boolean;
	readonly logger: Logger;
};

/** Looks how far the log is: so a row that nobody told of is missed for seconds, and without Redis for half of one. [RT32] */
export class HeadWatch {
	readonly #options: HeadWatchOptions;
	#timer: NodeJS.Timeout;
	#lastLookMs = performance.now();
	#isLooking = false;

	constructor(options: HeadWatchOptions) {
		this.#options = options;
		this.#timer = setInterval(() => void this.#lookWhenDue(), ALONE_MS);
	}

	/** Never rejects. */
	async #lookWhenDue(): Promise<void> {
		const isDue = !this.#options.isRelayed() || performance.now() - this.#lastLookMs >= USUAL_MS;
		if (!isDue || this.#isLooking) return;
		this.#isLooking = true;
		this.#lastLookMs = performance.now();
		try {
			const rooms = this.#options.rooms();
			const heads = rooms.length === 0 ? undefined : await this.#options.readHeads(rooms.map((room) => room.projectId));
			for (const room of rooms) room.hearRow(heads?.get(room.projectId) ?? 0, undefined);
		} catch (error) {
			this.#options.logger.debug({ err: error }, 'the log could not be looked at; the next round will');
		}
		this.#isLooking = false;
	}

	close(): void {
		clearInterval(this.#timer);
	}
}
