import type { LanguageId } from '../diagnostics/languages.ts';
import { type Place, type ProjectIndex } from './project-index.ts';
import type { Occurrence, Tags } from './tags.ts';

/** A file as it is right now; its tags may be newer than those of the index. */
export type CurrentFile = { readonly path: string; readonly language: LanguageId; readonly tags: Tags };

/** The name at an offset, also when the caret stands right behind it. */
export function occurrenceAt({ occurrences }: Pick<Tags, 'occurrences'>, offset: number): Occurrence | undefined {
	const next = occurrences.findIndex(({ start }) => start > offset);
	const found = occurrences.at(next === -1 ? -1 : next - 1);
	if (next === 0 || !found || offset > found.start + found.name.length) return undefined;
	return found;
}

/** The places of a name that one scope of the file declares. */
export function placesInScope({ path, tags }: CurrentFile, { name, scope }: Occurrence): Place[] {
	return tags.occurrences
		.filter((each) => each.name === name && each.scope === scope)
		.map(({ start }) => ({ path, start, end: start + name.length }));
}

/** Where the name at an offset is defined, the likeliest first. */
export function definitionAt(index: ProjectIndex, file: CurrentFile, offset: number): Place[] {
	const occurrence = occurrenceAt(file.tags, offset);
	if (!occurrence) return [];
	if (occurrence.scope) {
		const [first] = placesInScope(file, occurrence);
		return first ? [first] : [];
	}
	const found = index.definitionsOf(occurrence.name, file);
	// After a dot a member is meant, by itself something of a module; the other kind only where there is no such thing.
	const wantsMember = occurrence.role === 'member';
	const fitting = found.filter(({ definition }) => definition.isMember === wantsMember);
	return (fitting.length > 0 ? fitting : found).map(({ path, definition }) => ({
		path,
		start: definition.nameSpan.start,
		end: definition.nameSpan.end,
	}));
}

/** Every place that speaks of what the name at an offset means, as far as its name tells. */
export function referencesAt(index: ProjectIndex, file: CurrentFile, offset: number): Place[] {
	const occurrence = occurrenceAt(file.tags, offset);
	if (!occurrence) return [];
	return occurrence.scope ? placesInScope(file, occurrence) : index.placesOf(occurrence.name, file.language);
}
