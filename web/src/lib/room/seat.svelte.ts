import { can } from '@covibe/shared';
import type { Copies } from '../recovery/copies.svelte.ts';
import { type Refusal, type Remedy, remedyOf } from '../recovery/remedy.ts';
import { differingFiles, unsavedOf } from '../recovery/unsaved.ts';
import { createRoom, type Room, type RoomOptions } from './room.svelte.ts';

export type SeatOptions<Talk> = {
	readonly room: Omit<RoomOptions, 'refused' | 'diverged'>;
	readonly copies: Copies;
	/** What belongs to a room besides its document; made before the room starts, so that it hears all. */
	readonly attach: (room: Room) => { readonly talk: Talk; readonly stop: () => void };
};

type Sitting<Talk> = { readonly room: Room; readonly talk: Talk; readonly stop: () => void };

const DIVERGED = 'This page showed another text than the room has.';
/** A room that refuses again and again must not be asked for ever. */
const REOPENINGS_AT_MOST = 3;
const REOPENINGS_WITHIN_MS = 60_000;

/**
 * A person's place in a room. When the server refuses what this page holds, the room is opened afresh, and what was not
 * acknowledged is put in again or kept as a copy: it is never thrown away, and never called saved. [PR6] [PR19]
 */
export class Seat<Talk> {
	readonly #options: SeatOptions<Talk>;
	readonly #reopenedAtMs: number[] = [];
	#fresh: Sitting<Talk> | undefined;
	#isOver = false;
	current: Sitting<Talk> = $state.raw() as Sitting<Talk>;

	constructor(options: SeatOptions<Talk>) {
		this.#options = options;
		this.current = this.#open();
	}

	start(): void {
		this.current.room.start();
	}

	stop(): void {
		this.#isOver = true;
		this.current.stop();
		this.#fresh?.stop();
	}

	#open(): Sitting<Talk> {
		const room: Room = createRoom({
			...this.#options.room,
			refused: (refusal) => this.#refused(room, refusal),
			diverged: () => this.#heal(room),
		});
		const { talk, stop } = this.#options.attach(room);
		return {
			room,
			talk,
			stop: () => {
				stop();
				room.stop();
			},
		};
	}

	#refused(room: Room, refusal: Refusal): void {
		if (this.#isOver) return;
		if (room === this.#fresh?.room) this.#giveUp(refusal);
		else if (room === this.current.room && !this.#fresh) void this.#recover(refusal);
	}

	/** The documents should be the same and are not: the server's is true. */
	#heal(room: Room): void {
		if (this.#isOver || this.#fresh || room !== this.current.room) return;
		room.end(DIVERGED);
		void this.#recover({ code: 'diverged', message: DIVERGED });
	}

	async #recover(refusal: Refusal): Promise<void> {
		const remedy = this.#mayReopen() ? remedyOf(refusal) : 'leave';
		const { room } = this.current;
		if (remedy === 'leave') {
			await this.#keepEdited(refusal);
			return;
		}
		room.isReopening = true;
		const fresh = this.#open();
		this.#fresh = fresh;
		fresh.room.start({ withDevice: false });
		await fresh.room.whenSynced;
		if (this.#fresh === fresh) await this.#move(fresh, remedy, refusal);
	}

	/** Nothing is forgotten on this device before it is kept in another place there. */
	async #move(fresh: Sitting<Talk>, remedy: Remedy, { code, message }: Refusal): Promise<void> {
		const old = this.current;
		const unsaved = unsavedOf(old.room.doc, fresh.room.doc, old.room.unsavedFiles);
		const isReplayed = remedy === 'rebase' && unsaved.isPlaceable && can(fresh.room.role, 'edit');
		const lost = code === 'diverged' ? differingFiles(old.room.doc, fresh.room.doc) : unsaved.files;
		const isShown = !isReplayed || code === 'diverged';
		const id = await this.#options.copies.keep({ reason: message, files: lost, isShown });
		await old.room.forgetDevice();
		if (this.#isOver || this.#fresh !== fresh) return;
		if (isReplayed) unsaved.replay('recovery');
		this.#fresh = undefined;
		this.current = fresh;
		old.stop();
		await fresh.room.openDevice();
		if (!isShown && id !== undefined) await this.#options.copies.forget(id);
	}

	#mayReopen(): boolean {
		const nowMs = Date.now();
		this.#reopenedAtMs.push(nowMs);
		return this.#reopenedAtMs.filter((atMs) => nowMs - atMs < REOPENINGS_WITHIN_MS).length <= REOPENINGS_AT_MOST;
	}

	/** The room cannot be opened afresh either: the page keeps what it shows. */
	#giveUp(refusal: Refusal): void {
		this.#fresh?.stop();
		this.#fresh = undefined;
		this.current.room.isReopening = false;
		void this.#keepEdited(refusal);
	}

	async #keepEdited({ message }: Refusal): Promise<void> {
		const { room } = this.current;
		const edited = room.unsavedFiles;
		const files = room.tree.entries.filter(({ id }) => edited.has(id));
		const texts = files.map(({ id, path }) => ({ id, path, text: room.text(id)?.toString() ?? '' }));
		await this.#options.copies.keep({ reason: message, files: texts, isShown: true });
	}
}
