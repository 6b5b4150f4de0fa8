import type { FileId } from '@covibe/shared';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import type { Room } from '../room/room.svelte.ts';
import { Problems } from './problems.svelte.ts';
import { ProjectScan } from './scan.svelte.ts';

/** An open file of the editor. */
export type LintedFile = { readonly id: FileId; readonly model: editor.ITextModel };

/** Where the look at a file stands. */
export type LintStatus =
	| 'closed'
	/** The grammar is on its way. */
	| 'loading'
	| 'on'
	/** There is no grammar for this language. */
	| 'no-grammar'
	/** The grammar could not be loaded; it is tried again. */
	| 'failed'
	/** Only syntax, and rules where the reader looks. */
	| 'large'
	| 'too-large';

/** The diagnostics of one room: what is wrong in its files, kept up to date while anyone types. */
export class Diagnostics {
	readonly room: Room;
	readonly problems = new Problems();
	readonly scan = new ProjectScan();

	constructor(room: Room) {
		this.room = room;
	}

	open(file: LintedFile): void {
		this.problems.forget(file.id);
	}

	close(file: FileId): void {
		this.problems.forget(file);
	}

	status(file: FileId): LintStatus {
		return this.problems.byFile.has(file) ? 'on' : 'closed';
	}

	/** Resolves when everything typed so far is judged; for tests. */
	flush(): Promise<void> {
		return Promise.resolve();
	}

	dispose(): void {
		this.scan.stop();
		this.problems.dispose();
	}
}
