import { languageOf, type LanguageId } from '../diagnostics/languages.ts';
import { type CurrentFile, occurrenceAt, placesInScope } from './navigate.ts';
import { familyOf, folderOf, importsFile, type IndexedFile, type ProjectIndex } from './project-index.ts';
import type { Occurrence, Stretch } from './tags.ts';

/** One name to replace in one file. */
export type RenameEdit = {
	readonly path: string;
	readonly start: number;
	readonly end: number;
	readonly insert: string;
};
export type RenameAnswer =
	| { readonly ok: true; readonly name: string; readonly edits: readonly RenameEdit[] }
	/** Why not, as a sentence for people. */
	| { readonly ok: false; readonly reason: string };

/** Words that no language at hand takes for a name; one list, since a false refusal costs little. */
const KEYWORDS = new Set(
	`and as async await bool break case catch class const continue def default defer delete do double elif else enum
	except export extends false False finally float fn for from func function go if impl import in int interface is
	lambda let loop match mod module mut new nil None not null of or package pass private protected pub public raise
	return self Self static struct super switch this throw trait true True try type typeof union unless until use var
	void while with yield`.split(/\s+/),
);
const NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;
const NAME_WITH_DOLLAR = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

/**
 * The edits that give the thing at an offset another name. It renames what is local to a function, and what a file
 * defines under a name that only this file defines; wherever the text alone cannot tell, it refuses and says why.
 */
export function renameEdits(options: {
	readonly index: ProjectIndex;
	readonly file: CurrentFile;
	readonly offset: number;
	readonly newName: string;
	/** Files that the index has not read yet. */
	readonly unread?: number;
}): RenameAnswer {
	const { index, file, offset, newName, unread = 0 } = options;
	const occurrence = occurrenceAt(file.tags, offset);
	if (!occurrence) return refuse('There is no name here that can be renamed.');
	if (newName === occurrence.name) return { ok: true, name: newName, edits: [] };
	const invalid = whyNotAName(newName, occurrence.name, file.language);
	if (invalid !== undefined) return refuse(invalid);
	if (occurrence.role === 'member')
		return refuse(
			`“${occurrence.name}” belongs to a class or an object, and its name alone does not tell which places mean it.`,
		);
	if (occurrence.scope || isAliasHere(file, occurrence)) return renameLocal(file, occurrence, newName);
	if (unread > 0)
		return refuse(`${unread} ${unread === 1 ? 'file is' : 'files are'} still being read. Try again soon.`);
	return renameAcross(index, file, occurrence.name, newName);
}

const refuse = (reason: string): RenameAnswer => ({ ok: false, reason });

function whyNotAName(name: string, before: string, language: LanguageId): string | undefined {
	const hasDollar = familyOf(language) === 'ecmascript';
	if (!(hasDollar ? NAME_WITH_DOLLAR : NAME).test(name))
		return `“${name}” cannot be a name in ${languageOf(language)?.name ?? 'this language'}.`;
	// A capital makes a constant or a module of it there.
	const isCapital = (word: string) => /^\p{Lu}/u.test(word);
	if ((language === 'ruby' || language === 'elixir') && isCapital(name) !== isCapital(before))
		return `“${name}” has to begin with ${isCapital(before) ? 'a capital' : 'a small'} letter, as “${before}” does.`;
	return KEYWORDS.has(name) ? `“${name}” is a word of the language.` : undefined;
}

/** A name that an import gave to something for this file alone. */
function isAliasHere({ tags }: CurrentFile, { name }: Occurrence): boolean {
	return tags.occurrences.some((each) => each.name === name && each.role === 'alias');
}

function renameLocal(file: CurrentFile, occurrence: Occurrence, newName: string): RenameAnswer {
	const { tags, path } = file;
	const scope = outermost(tags, occurrence.scope ?? 0);
	const collides = tags.occurrences.some(
		(each) =>
			each.name === newName && each.role !== 'member' && scope && each.start >= scope.start && each.start < scope.end,
	);
	if (collides) return refuse(`“${newName}” is used here already.`);
	const places = new Set(placesInScope(file, occurrence).map(({ start }) => start));
	const meant = tags.occurrences.filter(({ start }) => places.has(start));
	return { ok: true, name: newName, edits: meant.map((each) => editOf(path, each, newName)) };
}

/** The whole function, not only the block: in some languages a block may not declare again what the function did. */
function outermost({ scopes }: CurrentFile['tags'], place: number): Stretch | undefined {
	const own = scopes[place];
	if (place === 0 || !own) return own;
	return scopes.slice(1).find(({ start, end }) => start <= own.start && end >= own.end);
}

function renameAcross(index: ProjectIndex, file: CurrentFile, name: string, newName: string): RenameAnswer {
	const definers = new Set(
		index
			.definitionsOf(name, file)
			.filter(({ definition }) => !definition.isMember)
			.map(({ path }) => path),
	);
	const users = [...index.files.values()].filter(
		(each) => familyOf(each.language) === familyOf(file.language) && speaksOf(each, name),
	);
	const [home] = definers.has(file.path) ? [file.path] : definers;
	if (home === undefined) return refuse(`“${name}” is not defined in this project.`);
	const others = users.filter(({ path }) => !definers.has(path));
	if (definers.size > 1 && (others.length > 0 || !definers.has(file.path) || importsIt(users, name)))
		return refuse(`${definers.size} files define “${name}”; it is not clear which one is meant.`);
	const unclear = whereUnclear(index, file.language, { home, name });
	if (unclear !== undefined)
		return refuse(`${unclear} may mean this “${name}” or another one; its text alone does not tell.`);
	const affected = users.filter((each) => each.path === home || (!definers.has(each.path) && canSee(each, home)));
	const taken = affected.find(({ occurrences }) => occurrences.get(newName)?.some(({ role }) => role !== 'member'));
	if (taken) return refuse(`“${newName}” is used in ${taken.path} already.`);
	const edits = affected.flatMap(({ path, occurrences }) =>
		(occurrences.get(name) ?? []).filter(({ role }) => role !== 'member').map((each) => editOf(path, each, newName)),
	);
	return { ok: true, name: newName, edits };
}

/** In these a name of another file is only seen when it was imported, or, in Go, in the same folder. */
const canSee = ({ path, language, modules }: IndexedFile, home: string) => {
	if (language === 'go') return folderOf(path) === folderOf(home);
	return !needsImport(language) || importsFile(modules, home);
};
const needsImport = (language: LanguageId) => familyOf(language) === 'ecmascript' || language === 'python';

/** A file that reaches the name through its module, or imports such a name from where nothing is known about. */
function whereUnclear(
	index: ProjectIndex,
	language: LanguageId,
	{ home, name }: { home: string; name: string },
): string | undefined {
	for (const { path, occurrences, modules, language: other } of index.files.values()) {
		if (path === home || familyOf(other) !== familyOf(language)) continue;
		const roles = new Set(occurrences.get(name)?.map(({ role }) => role));
		const sees = importsFile(modules, home);
		if ((roles.has('member') && sees) || (roles.has('import') && !sees)) return path;
	}
	return undefined;
}

/** The file speaks of the name, and means nothing of its own by it. */
function speaksOf({ occurrences }: IndexedFile, name: string): boolean {
	const all = occurrences.get(name) ?? [];
	return all.some(({ role }) => role !== 'member') && !all.some(({ role }) => role === 'alias');
}

const importsIt = (files: readonly IndexedFile[], name: string) =>
	files.some(({ occurrences }) => occurrences.get(name)?.some(({ role }) => role === 'import'));

function editOf(path: string, { name, start, role }: Occurrence, newName: string): RenameEdit {
	return { path, start, end: start + name.length, insert: role === 'shorthand' ? `${name}: ${newName}` : newName };
}
