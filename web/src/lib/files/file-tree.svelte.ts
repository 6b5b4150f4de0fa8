import { CovibeError, type EntryKind, type FileId, type TreeEntry } from '@covibe/shared';
import { toast } from 'svelte-sonner';
import { type Room } from '../room/room.svelte.ts';
import { allFolded, type Folds, foldsOf, movedFolds, toggled, unfolded } from './folds.ts';
import { ancestors, join, parentOf, type TreeRow, treeRows } from './tree.ts';

/** What the tree asks of the page round it. */
export type TreeHost = {
	/** Opens a file; `enter` also takes the keyboard there. */
	open(id: FileId, how?: { enter: boolean }): void;
	/** Closes the tabs of files that this person deleted; returns the one that was in front. */
	close(ids: readonly FileId[]): FileId | undefined;
	/** Makes the tree visible, wherever the layout keeps it. */
	show(): void;
};

/** A name that is being typed into the tree. */
export type NameEdit =
	| { readonly kind: 'new'; readonly entryKind: EntryKind; readonly folder: string }
	| { readonly kind: 'rename'; readonly key: string; readonly path: string };

/** The state of the file tree of a room: what is folded, where the focus is, which name is being typed. */
export class FileTree {
	readonly room: Room;
	readonly #host: TreeHost;
	folded: Folds = $state.raw(foldsOf([]));
	/** Key of the row that has, or last had, the focus. */
	focusedKey: string | undefined = $state();
	edit: NameEdit | undefined = $state.raw();
	/** Path for which a new place is being chosen. */
	moving: string | undefined = $state();
	readonly rows: readonly TreeRow[] = $derived.by(() => treeRows(this.room.tree.entries, this.folded));
	readonly focusedRow: TreeRow | undefined = $derived.by(() => this.rowOf(this.focusedKey));

	constructor(room: Room, host: TreeHost) {
		this.room = room;
		this.#host = host;
	}

	rowOf(key: string | undefined): TreeRow | undefined {
		return key === undefined ? undefined : this.rows.find((row) => rowKey(row) === key);
	}

	/** The folder in which something new is made: that of the focused row. */
	get currentFolder(): string {
		const row = this.focusedRow;
		if (!row) return '';
		return row.kind === 'folder' ? row.path : parentOf(row.path);
	}

	toggle(path: string): void {
		this.folded = toggled(this.folded, path);
	}

	foldAll(): void {
		this.folded = allFolded(this.rows);
	}

	/** Opens the folders on the way to an entry and puts the tree's focus on it, without taking the keyboard. */
	reveal(entry: TreeEntry): void {
		this.#unfold(ancestors(entry.path));
		this.focusedKey = entry.id;
	}

	/** Opens a file or folds a folder. */
	open(row: TreeRow, how?: { enter: boolean }): void {
		this.focusedKey = rowKey(row);
		if (row.kind === 'folder') this.toggle(row.path);
		else if (row.id !== undefined) this.#host.open(row.id, how);
	}

	startNew(entryKind: EntryKind, folder = this.currentFolder): void {
		this.#host.show();
		if (folder !== '') this.#unfold([...ancestors(folder), folder]);
		this.edit = { kind: 'new', entryKind, folder };
	}

	startRename(row: TreeRow): void {
		this.#host.show();
		this.edit = { kind: 'rename', key: rowKey(row), path: row.path };
	}

	/**
	 * Ends the typing of a name with this name; what cannot be done is said in a toast.
	 * True when a new file was opened, so that the keyboard is there now.
	 */
	finishEdit(name: string): boolean {
		const edit = this.edit;
		this.edit = undefined;
		if (!edit || name.trim() === '') return false;
		if (edit.kind === 'new') return this.#create(edit.entryKind, join(edit.folder, name));
		// Somebody may have moved it meanwhile: the name is for where it is now.
		const path = this.rowOf(edit.key)?.path ?? edit.path;
		this.move(path, join(parentOf(path), name));
		return false;
	}

	cancelEdit(): void {
		this.edit = undefined;
	}

	move(from: string, to: string): void {
		if (from === to) return;
		this.#try(() => {
			this.room.move(from, to);
			this.folded = movedFolds(this.folded, { from, to });
			this.#unfold(ancestors(to));
			this.#focusPath(to);
			return true;
		});
	}

	remove(row: TreeRow): void {
		this.#try(() => {
			const at = this.rows.indexOf(row);
			const ids = this.room.remove(row.path);
			const wasActive = this.#host.close(ids);
			const next = this.rows[Math.min(at, this.rows.length - 1)];
			this.focusedKey = next && rowKey(next);
			toast(`Deleted ${row.name}.`, {
				action: { label: 'Undo', onClick: () => this.restore(ids, wasActive) },
			});
			return true;
		});
	}

	/** Brings deleted entries back, and opens one of them. */
	restore(ids: readonly FileId[], open: FileId | undefined): void {
		this.#try(() => {
			this.room.restore(ids);
			if (open !== undefined) this.#host.open(open);
			return true;
		});
	}

	#create(kind: EntryKind, path: string): boolean {
		return this.#try(() => {
			const id = kind === 'file' ? this.room.createFile(path) : this.room.createFolder(path);
			this.#unfold(ancestors(path));
			this.#focusPath(path);
			if (kind === 'file') this.#host.open(id, { enter: true });
			return kind === 'file';
		});
	}

	#focusPath(path: string): void {
		const row = this.rows.find((candidate) => candidate.path === path.normalize('NFC'));
		this.focusedKey = row && rowKey(row);
	}

	#unfold(paths: readonly string[]): void {
		this.folded = unfolded(this.folded, paths);
	}

	/** Does it, or says in a toast why not; false then. */
	#try(act: () => boolean): boolean {
		try {
			return act();
		} catch (error) {
			if (!(error instanceof CovibeError)) throw error;
			toast.error(error.message);
			return false;
		}
	}
}

/** Identity of a row: files keep theirs when they are renamed. */
export function rowKey(row: TreeRow): string {
	return row.kind === 'folder' ? `folder:${row.path}` : (row.id ?? row.path);
}
