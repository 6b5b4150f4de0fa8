import type { FileId } from '@covibe/shared';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { LinterHost } from '../linters/linter-host.ts';
import { Linters } from '../linters/linters.svelte.ts';
import { RoomFormatter } from '../linters/room-formatter.ts';
import { startLinterWorker } from '../linters/start-linter-worker.ts';
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
	readonly linters: Linters;
	readonly formatter: RoomFormatter;

	constructor(room: Room) {
		this.room = room;
		const host = new LinterHost({ start: startLinterWorker });
		this.formatter = new RoomFormatter({ room, host });
		this.linters = new Linters({
			host,
			path: (file) => room.tree.entries.find(({ id }) => id === file)?.path,
			found: (file, problems) => this.problems.put(file, 'linter', problems),
		});
	}

	open(file: LintedFile): void {
		this.problems.forget(file.id);
		this.linters.open(file.id, file.model);
	}

	close(file: FileId): void {
		this.linters.close(file);
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
		this.linters.dispose();
		this.problems.dispose();
	}
}
