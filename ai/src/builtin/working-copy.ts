import type { BuiltInFile } from './request.ts';

/** A file that a command left otherwise than it was; `before` is undefined for a new one. */
export type Changed = { readonly path: string; readonly before: string | undefined; readonly after: string };
export type Moved = { readonly path: string; readonly newPath: string };

/** The project while an answer is made: each command works on what the one before it left. */
export class WorkingCopy {
	readonly #original: ReadonlyMap<string, string>;
	readonly #texts: Map<string, string>;
	readonly #moves: Moved[] = [];

	constructor(files: readonly BuiltInFile[]) {
		this.#original = new Map(files.map(({ path, text }) => [path, text]));
		this.#texts = new Map(this.#original);
	}

	/** Sorted. */
	get paths(): readonly string[] {
		return [...this.#texts.keys()].sort();
	}

	get moves(): readonly Moved[] {
		return this.#moves;
	}

	has(path: string): boolean {
		return this.#texts.has(path);
	}

	/** Empty for a path that is not there. */
	read(path: string): string {
		return this.#texts.get(path) ?? '';
	}

	write(path: string, text: string): void {
		this.#texts.set(path, text);
	}

	/** The move comes after the edits: they speak of the old path. */
	move(path: string, newPath: string): void {
		this.#moves.push({ path, newPath });
	}

	/** By path. */
	changes(): Changed[] {
		return this.paths.flatMap((path) => {
			const [before, after] = [this.#original.get(path), this.read(path)];
			return before === after ? [] : [{ path, before, after }];
		});
	}
}
