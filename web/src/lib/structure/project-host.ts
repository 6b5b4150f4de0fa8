import type { FileId } from '@covibe/shared';
import { Lines } from '@covibe/shared/linters';
import {
	type CurrentFile,
	definitionAt,
	type FoundDefinition,
	occurrenceAt,
	type Place,
	ProjectIndex,
	referencesAt,
	renameEdits,
	type SymbolKind,
} from '@covibe/shared/structure';
import { fuzzyMatch } from '../workbench/fuzzy.ts';
import type {
	FilePoint,
	FileRename,
	FoundPlace,
	FoundPlaces,
	FoundSymbol,
	ProjectFile,
	RenamePlan,
} from './messages.ts';
import type { StructureHost, TaggedText } from './structure-host.ts';

/** What is known of a file: the text that its tags are of. */
type Held = Pick<ProjectFile, 'path' | 'language'> & { readonly text: string; readonly lines: Lines };

/** More of a line than fits on a screen is of no use. */
const LINE_UNITS = 160;
/** What stands before the name, so that it is in sight. */
const BEFORE_UNITS = 60;
/** Symbols that a search looks at between two pauses. */
const PIECE_SYMBOLS = 400;
/** In data and markup everything is a symbol, and nobody looks for it by name in the whole project. */
const UNSOUGHT: ReadonlySet<SymbolKind> = new Set(['key', 'element', 'rule']);

/** Names and definitions of the whole project. Texts of files that are not open have to be put in. */
export class ProjectHost {
	readonly #host: StructureHost;
	readonly #index = new ProjectIndex();
	#files: ReadonlyMap<FileId, ProjectFile> = new Map();
	#idByPath: ReadonlyMap<string, FileId> = new Map();
	readonly #held = new Map<FileId, Held>();
	/** Asked for and not put in yet. */
	readonly #wanted = new Set<FileId>();
	/** The open file that was asked about last, with its local names, which the index does not keep. */
	#current: { readonly file: FileId; readonly tagged: TaggedText } | undefined;
	#search: object | undefined;

	constructor(host: StructureHost) {
		this.#host = host;
	}

	/**
	 * Tells which files there are; `changed` are those whose text is another than it was.
	 * @returns the files whose text is wanted.
	 */
	sync(files: readonly ProjectFile[], changed: readonly FileId[]): FileId[] {
		const before = this.#files;
		const byId = new Map(files.map((file) => [file.id, file]));
		this.#files = byId;
		this.#idByPath = new Map(files.map(({ id, path }) => [path, id]));
		for (const [id, { path, language }] of this.#held) {
			const file = byId.get(id);
			if (file?.path !== path || file.language !== language) this.#forget(id);
		}
		for (const id of changed) this.#wanted.add(id);
		for (const id of this.#wanted) if (byId.get(id)?.isOpen !== false) this.#wanted.delete(id);
		for (const { id, isOpen } of files) {
			// What was typed while it was open may not have been read.
			if (!isOpen && (!this.#held.has(id) || before.get(id)?.isOpen)) this.#wanted.add(id);
		}
		return [...this.#wanted];
	}

	/** Reads a text that nobody has open. */
	async put(file: FileId, text: string): Promise<void> {
		const language = this.#files.get(file)?.language;
		if (this.#held.get(file)?.text !== text && language) {
			const tagged = await this.#host.tagsOfText(language, text);
			// It may have been opened, renamed or deleted meanwhile.
			if (tagged && this.#files.get(file)?.language === language) this.#hold(file, tagged);
			// Without its grammar nobody knows what it says: a rename has to wait for it.
			if (!tagged) return;
		}
		this.#wanted.delete(file);
	}

	async definition(at: FilePoint): Promise<FoundPlaces | undefined> {
		const asked = await this.#ask(at);
		if (!asked) return undefined;
		const { current, offset, name, isLocal, isMember } = asked;
		const found = definitionAt(this.#index, current, offset);
		const isOwn = found.some(({ path }) => path === current.path);
		return { name, places: this.#tell(found), isFinal: isLocal || (isOwn && !isMember) };
	}

	async references(at: FilePoint): Promise<FoundPlaces | undefined> {
		const asked = await this.#ask(at, { withOpen: true });
		if (!asked) return undefined;
		const { current, offset, name, isLocal } = asked;
		return { name, places: this.#tell(referencesAt(this.#index, current, offset)), isFinal: isLocal };
	}

	/** Without a new name it tells whether any would do, and what would change. */
	async rename(at: FilePoint, wantedName?: string): Promise<RenamePlan> {
		const asked = await this.#ask(at, { withOpen: true });
		if (!asked) return { ok: false, reason: 'There is no name here that can be renamed.' };
		const { current, offset, name } = asked;
		const newName = wantedName ?? `${name}_${name}`;
		const answer = renameEdits({ index: this.#index, file: current, offset, newName, unread: this.#wanted.size });
		if (!answer.ok) return answer;
		const files = new Map<FileId, FileRename & { edits: { start: number; end: number; insert: string }[] }>();
		for (const { path, start, end, insert } of answer.edits) {
			const file = this.#idByPath.get(path);
			const held = file && this.#held.get(file);
			if (!held) return { ok: false, reason: `${path} has gone.` };
			const known = files.get(file) ?? { file, path, length: held.text.length, edits: [] };
			known.edits.push({ start, end, insert });
			files.set(file, known);
		}
		return {
			ok: true,
			oldName: name,
			files: [...files.values()].sort((one, other) => one.path.localeCompare(other.path)),
		};
	}

	/** The definitions of the project that fit some letters, the best first; undefined when asked again meanwhile. */
	async symbols(query: string, limit: number): Promise<readonly FoundSymbol[] | undefined> {
		const search = {};
		this.#search = search;
		const isWanted = () => this.#search === search;
		await this.#readOpen();
		const found = await this.#host.run(this.#searchSteps(query), isWanted);
		return found
			?.sort((one, other) => other.score - one.score)
			.slice(0, limit)
			.flatMap(({ definition, marks }) => this.#symbol(definition, marks) ?? []);
	}

	*#searchSteps(query: string) {
		const found: { definition: FoundDefinition; marks: readonly number[]; score: number }[] = [];
		let seen = 0;
		for (const definition of [...this.#index.symbols()]) {
			if (UNSOUGHT.has(definition.definition.kind)) continue;
			const match = fuzzyMatch(query, definition.definition.name);
			if (match) found.push({ definition, marks: match.at, score: match.score });
			if (++seen % PIECE_SYMBOLS === 0) yield;
		}
		return found;
	}

	#symbol({ path, definition }: FoundDefinition, marks: readonly number[]): FoundSymbol | undefined {
		const file = this.#idByPath.get(path);
		const held = file && this.#held.get(file);
		if (!held) return undefined;
		const { name, kind, nameSpan } = definition;
		return {
			file,
			path,
			name,
			kind,
			container: this.#containerOf(path, definition),
			marks,
			...held.lines.pointAt(nameSpan.start),
		};
	}

	/** The smallest definition round it. */
	#containerOf(path: string, { whole }: FoundDefinition['definition']): string | undefined {
		const around = this.#index.files
			.get(path)
			?.definitions.filter((each) => each.whole.start < whole.start && each.whole.end >= whole.end);
		return around?.at(-1)?.name;
	}

	/** The file as it is now, with the name at a place. */
	async #ask(at: FilePoint, { withOpen = false } = {}) {
		if (withOpen) await this.#readOpen(at.file);
		const file = this.#files.get(at.file);
		const known = this.#current?.file === at.file ? this.#current.tagged : undefined;
		const tagged = file && (await this.#host.tagsOfOpen(at.file, known));
		if (!tagged) return undefined;
		this.#current = { file: at.file, tagged };
		if (tagged !== known) this.#hold(at.file, tagged);
		const offset = (this.#held.get(at.file)?.lines ?? new Lines(tagged.text)).offsetAt(at);
		const occurrence = occurrenceAt(tagged.tags, offset);
		if (!occurrence) return undefined;
		const current: CurrentFile = { path: file.path, language: tagged.language, tags: tagged.tags };
		const { name, role, scope } = occurrence;
		return { current, offset, name, isLocal: (scope ?? 0) > 0, isMember: role === 'member' };
	}

	/** Brings the index up to date with the files that are open, but for one that is read anyway. */
	async #readOpen(except?: FileId): Promise<void> {
		for (const { id, isOpen } of this.#files.values()) {
			if (!isOpen || id === except) continue;
			const text = await this.#host.textOfOpen(id);
			if (text === undefined || this.#held.get(id)?.text === text) continue;
			const tagged = await this.#host.tagsOfOpen(id, undefined);
			if (tagged) this.#hold(id, tagged);
		}
	}

	#hold(id: FileId, { text, language, tags }: TaggedText): void {
		const file = this.#files.get(id);
		if (!file) return;
		this.#forget(id);
		this.#index.set(file.path, language, tags);
		this.#held.set(id, { path: file.path, language, text, lines: new Lines(text) });
	}

	#forget(id: FileId): void {
		const held = this.#held.get(id);
		if (held) this.#index.delete(held.path);
		this.#held.delete(id);
	}

	#tell(places: readonly Place[]): FoundPlace[] {
		return places.flatMap(({ path, start, end }) => {
			const file = this.#idByPath.get(path);
			const held = file && this.#held.get(file);
			if (!held) return [];
			const point = held.lines.pointAt(start);
			return { file, path, ...point, length: end - start, ...lineRound(held.text, start - point.column, point.column) };
		});
	}
}

/** The line that begins at an offset, without its indentation, cut so that a column is in sight. */
function lineRound(text: string, start: number, column: number): { line: string; from: number } {
	const lineEnd = text.indexOf('\n', start);
	const line = text.slice(start, lineEnd === -1 ? text.length : lineEnd);
	const indent = line.length - line.trimStart().length;
	const from = Math.max(Math.min(indent, column), column - BEFORE_UNITS);
	return { line: line.slice(from, from + LINE_UNITS), from };
}
