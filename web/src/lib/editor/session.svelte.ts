import type { FileId } from '@covibe/shared';
import { Diagnostics } from '$lib/diagnostics/diagnostics.svelte.ts';
import type { Room } from '$lib/room/room.svelte.ts';
import type { Cursor, OpenFiles } from './code-editor.ts';
import { type Language, languageOf } from './languages.ts';

/** The lazy part of the editor: Monaco and everything that touches it. */
export type EditorModule = typeof import('./code-editor.ts');

/** A place in a file; row and column count from 0. */
export type EditorTarget = {
	readonly file: FileId;
	readonly row: number;
	readonly column: number;
	/** Takes the keyboard there too. */
	readonly enter: boolean;
	/** An action of Monaco's to run there. */
	readonly action?: string;
};

/** The editor's state in one room: which files are open, and where the caret is. The workbench holds it. */
export class EditorSession {
	readonly room: Room;
	readonly diagnostics: Diagnostics;
	/** Of the file on the screen. */
	cursor: Cursor = $state.raw({ line: 1, column: 1, selectedLength: 0, fromLine: 1, toLine: 1 });
	#files: OpenFiles | undefined;
	// A memory, not a state: nothing is drawn anew when it changes.
	readonly #lastLanguages: Record<FileId, Language> = {};
	/** Set by the editor on the page. */
	focus: () => void = () => undefined;
	/** Runs an action of Monaco's; set by the editor on the page. */
	run: (action: string) => void = () => undefined;
	/** Set by the editor on the page: whether it has the keyboard. */
	hasFocus: () => boolean = () => false;
	/** Set by the editor on the page: writes where the caret is; false when there is nothing to write into. */
	insert: (text: string) => boolean = () => false;
	/** Set by the editor on the page: shows a few words after a line, until the caret leaves it. */
	note: (line: number, words: string) => void = () => undefined;
	/** Where the caret is to go as soon as its file is shown. */
	target: EditorTarget | undefined = $state.raw();

	constructor(room: Room) {
		this.room = room;
		this.diagnostics = new Diagnostics(room);
	}

	/** The name of the file's language, for the status bar. */
	language(id: FileId): string {
		return this.#languageOf(id).label;
	}

	/** Monaco's id of it. */
	languageId(id: FileId): string {
		return this.#languageOf(id).id;
	}

	/** Undefined when the file is not among the living ones. */
	path(id: FileId): string | undefined {
		return this.room.tree.entries.find((entry) => entry.id === id)?.path;
	}

	/** The open files; made by the lazy part, when it is there. */
	files(module: EditorModule): OpenFiles {
		return (this.#files ??= new module.OpenFiles(this.room, {
			opened: (file) => this.diagnostics.open(file),
			closed: (id) => this.diagnostics.close(id),
			looked: (id) => this.diagnostics.looked(id),
		}));
	}

	/** Gives up a file's undo stack and view; call it when its tab closes. */
	close(id: FileId): void {
		this.#files?.close(id);
		Reflect.deleteProperty(this.#lastLanguages, id);
	}

	dispose(): void {
		this.#files?.dispose();
		this.#files = undefined;
		this.diagnostics.dispose();
	}

	/** By the file's present name; a deleted file keeps the language that it had. */
	#languageOf(id: FileId): Language {
		const path = this.path(id);
		if (path === undefined) return this.#lastLanguages[id] ?? languageOf('');
		const language = languageOf(path);
		this.#lastLanguages[id] = language;
		return language;
	}
}
