import type { ProjectId } from '@covibe/shared';
import { putCopy, readCopies, type RecoveredCopy, removeCopy } from './copy-store.ts';
import type { UnsavedFile } from './unsaved.ts';

export type CopiesOptions = { readonly projectId: ProjectId; readonly userId: string; readonly roomName: () => string };

type Kept = {
	/** Why it was not taken, as a sentence. */
	readonly reason: string;
	readonly files: readonly UnsavedFile[];
	/** False for what is only kept until it is elsewhere. */
	readonly isShown: boolean;
};

/** The recovered copies of one person in one room, in this page and on this device. */
export class Copies {
	readonly #options: CopiesOptions;
	list: readonly RecoveredCopy[] = $state.raw([]);
	/** Some are in this page alone, since the browser keeps nothing. */
	isOnlyHere: boolean = $state(false);

	constructor(options: CopiesOptions) {
		this.#options = options;
	}

	async load(): Promise<void> {
		const { projectId, userId } = this.#options;
		const kept = await readCopies();
		const mine = kept.filter((copy) => copy.projectId === projectId && copy.userId === userId);
		this.list = [...this.list.filter(({ id }) => !mine.some((copy) => copy.id === id)), ...mine];
	}

	/** Keeps files; when it resolves they are on disk, where the browser can. @returns the id of the copy, if there is one. */
	async keep({ reason, files, isShown }: Kept): Promise<string | undefined> {
		if (files.length === 0) return undefined;
		const { projectId, userId, roomName } = this.#options;
		const id = crypto.getRandomValues(new Uint32Array(4)).join('-');
		const copy = { id, projectId, userId, roomName: roomName(), atMs: Date.now(), reason, files };
		if (isShown) this.list = [copy, ...this.list];
		try {
			await putCopy(copy);
		} catch {
			// Safe: the page still has it, and says that it is nowhere else.
			this.isOnlyHere = isShown;
		}
		return id;
	}

	/** On the person's wish; there is no way back. */
	async forget(id: string): Promise<void> {
		this.list = this.list.filter((copy) => copy.id !== id);
		if (this.list.length === 0) this.isOnlyHere = false;
		await removeCopy(id).catch(() => undefined);
	}
}
