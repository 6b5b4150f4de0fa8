import type { LanguageId } from '../diagnostics/languages.ts';
import type { Definition, Occurrence, Tags } from './tags.ts';

/** What the index keeps of a file: names that are local to a function are left out. */
export type IndexedFile = {
	readonly path: string;
	readonly language: LanguageId;
	readonly definitions: readonly Definition[];
	readonly occurrences: ReadonlyMap<string, readonly Occurrence[]>;
	readonly modules: readonly string[];
};

export type FoundDefinition = { readonly path: string; readonly definition: Definition };
export type Place = { readonly path: string; readonly start: number; readonly end: number };

/** Languages whose files use each other's names. */
const FAMILIES: Readonly<Partial<Record<LanguageId, string>>> = {
	c: 'c',
	cpp: 'c',
	javascript: 'ecmascript',
	tsx: 'ecmascript',
	typescript: 'ecmascript',
};

export const familyOf = (language: LanguageId): string => FAMILIES[language] ?? language;

/** Definitions and references of a project, by file and by name. Give it the tags of a file whenever they changed. */
export class ProjectIndex {
	readonly #files = new Map<string, IndexedFile>();
	readonly #pathsByName = new Map<string, Set<string>>();
	readonly #definersByName = new Map<string, Set<string>>();

	get files(): ReadonlyMap<string, IndexedFile> {
		return this.#files;
	}

	set(path: string, language: LanguageId, tags: Tags): void {
		this.delete(path);
		const occurrences = new Map<string, Occurrence[]>();
		for (const occurrence of tags.occurrences) {
			if (occurrence.scope) continue;
			const known = occurrences.get(occurrence.name);
			if (known) known.push(occurrence);
			else occurrences.set(occurrence.name, [occurrence]);
		}
		const definitions = tags.definitions.filter(({ isLocal }) => !isLocal);
		this.#files.set(path, { path, language, definitions, occurrences, modules: tags.modules });
		for (const name of occurrences.keys()) addTo(this.#pathsByName, name, path);
		for (const { name } of definitions) addTo(this.#definersByName, name, path);
	}

	delete(path: string): void {
		const file = this.#files.get(path);
		if (!file) return;
		this.#files.delete(path);
		for (const name of file.occurrences.keys()) removeFrom(this.#pathsByName, name, path);
		for (const { name } of file.definitions) removeFrom(this.#definersByName, name, path);
	}

	/** Definitions of a name as seen from a file: its own first, then what it imports, its folder, the rest. */
	definitionsOf(name: string, from: { readonly path: string; readonly language: LanguageId }): FoundDefinition[] {
		const modules = this.#files.get(from.path)?.modules ?? [];
		const found = [...(this.#definersByName.get(name) ?? [])].flatMap((path) => {
			const file = this.#files.get(path);
			if (!file || familyOf(file.language) !== familyOf(from.language)) return [];
			return file.definitions.filter((each) => each.name === name).map((definition) => ({ path, definition }));
		});
		const rank = new Map(found.map((each) => [each, nearness(each.path, from.path, modules)]));
		return found.sort(
			(one, other) =>
				(rank.get(one) ?? 0) - (rank.get(other) ?? 0) ||
				one.path.localeCompare(other.path) ||
				one.definition.whole.start - other.definition.whole.start,
		);
	}

	/** Every place that spells the name and is not local to a function, file by file. */
	placesOf(name: string, language: LanguageId): Place[] {
		const paths = [...(this.#pathsByName.get(name) ?? [])].sort();
		return paths.flatMap((path) => {
			const file = this.#files.get(path);
			if (!file || familyOf(file.language) !== familyOf(language)) return [];
			const occurrences = file.occurrences.get(name) ?? [];
			return occurrences.map(({ start }) => ({ path, start, end: start + name.length }));
		});
	}

	/** Definitions of the whole project, for a search by name. */
	*symbols(): Generator<FoundDefinition> {
		for (const [path, { definitions }] of this.#files) for (const definition of definitions) yield { path, definition };
	}
}

/** From 0, the file itself, to 3, anywhere. */
function nearness(path: string, from: string, modules: readonly string[]): number {
	if (path === from) return 0;
	if (importsFile(modules, path)) return 1;
	return folderOf(path) === folderOf(from) ? 2 : 3;
}

/** Whether one of the modules, as an import writes them, may be the file or the folder that it lies in. */
export function importsFile(modules: readonly string[], path: string): boolean {
	const stem = path.replace(/\.[^./]+$/, '');
	const names = [stem, stem.replace(/\/(index|__init__|mod)$/, ''), folderOf(path)].filter((name) => name !== '');
	return modules.some((module) => names.some((name) => speaksOf(module, name)));
}

/** `./models.ts`, `app.models` and `crate::models` all end in the name of the file. */
function speaksOf(module: string, name: string): boolean {
	const last = name.slice(name.lastIndexOf('/') + 1);
	const words = module
		.replace(/\.(ts|tsx|js|jsx|mjs|h|hpp)$/, '')
		.split(/[./:\\]+/)
		.filter((word) => word !== '');
	return words.at(-1) === last || words.at(-2) === last;
}

export const folderOf = (path: string) => path.slice(0, Math.max(0, path.lastIndexOf('/')));

function addTo(map: Map<string, Set<string>>, name: string, path: string): void {
	const known = map.get(name);
	if (known) known.add(path);
	else map.set(name, new Set([path]));
}

function removeFrom(map: Map<string, Set<string>>, name: string, path: string): void {
	const known = map.get(name);
	known?.delete(path);
	if (known?.size === 0) map.delete(name);
}
