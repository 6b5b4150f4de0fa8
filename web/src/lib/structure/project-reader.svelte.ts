import type { FileId } from '@covibe/shared';
import { languageOfPath } from '@covibe/shared/diagnostics';
import { tagFilesOf } from '@covibe/shared/structure';
import { watchFiles } from '../diagnostics/scannable.ts';
import type { Diagnostics } from '../diagnostics/diagnostics.svelte.ts';
import { readableText } from '../editor/text.ts';
import type { ProjectFile } from './messages.ts';

/** Texts under way at once, so that the worker need not wait for the next one. */
const LANES = 4;
/** People go on typing meanwhile; what changes again and again is not waited for. */
const ROUNDS = 3;
/** Where worker A holds the text, or will in a moment. */
const OPEN: ReadonlySet<string> = new Set(['loading', 'on', 'large']);

export type ReaderHost = Pick<Diagnostics, 'ask' | 'status'> & {
	readonly room: Pick<Diagnostics['room'], 'doc' | 'text' | 'tree'>;
};

/** Hands the texts of a project to the syntax worker, when somebody asks for something that needs them. */
export class ProjectReader {
	/** Files read, and in all, while it reads. */
	done = $state(0);
	total = $state(0);
	readonly #diagnostics: ReaderHost;
	/** Changed since the worker was told; only kept once it knows of any. */
	#changed: FileId[] = [];
	#stopWatching: (() => void) | undefined;
	#reading: Promise<void> | undefined;

	constructor(diagnostics: ReaderHost) {
		this.#diagnostics = diagnostics;
	}

	/** Tells the worker which files there are. @returns those that it has not read. */
	async sync(): Promise<readonly FileId[]> {
		const { room } = this.#diagnostics;
		this.#stopWatching ??= watchFiles(room.doc, (files) => {
			this.#changed.push(...files.filter((file) => !this.#changed.includes(file)));
		});
		const changed = this.#changed;
		this.#changed = [];
		const files = this.#files();
		return (await this.#diagnostics.ask((remote) => remote.syncProject(files, changed))) ?? [];
	}

	/** Resolves when the worker knows every file as it was when this was called. */
	readAll(): Promise<void> {
		return (this.#reading ??= this.#read().finally(() => (this.#reading = undefined)));
	}

	dispose(): void {
		this.#stopWatching?.();
	}

	#files(): ProjectFile[] {
		return this.#diagnostics.room.tree.entries.flatMap(({ id, path, kind }) => {
			const language = kind === 'file' ? languageOfPath(path)?.id : undefined;
			if (!language || tagFilesOf(language).length === 0) return [];
			return [{ id, path, language, isOpen: OPEN.has(this.#diagnostics.status(id)) }];
		});
	}

	async #read(): Promise<void> {
		for (let round = 0; round < ROUNDS; round++) {
			const wanted = [...(await this.sync())];
			this.done = 0;
			this.total = wanted.length;
			const lane = async () => {
				for (let file = wanted.shift(); file !== undefined; file = wanted.shift()) {
					await this.#put(file);
					this.done += 1;
				}
			};
			await Promise.all(Array.from({ length: LANES }, lane));
			if (this.total === 0) return;
		}
		this.total = 0;
	}

	async #put(file: FileId): Promise<void> {
		const text = this.#diagnostics.room.text(file);
		// Read here and not before: between two files the page has time for keys.
		if (text) await this.#diagnostics.ask((remote) => remote.putText(file, readableText(text)));
	}
}
