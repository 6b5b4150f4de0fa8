import { CovibeError } from './errors.ts';
import { LIMITS } from './limits.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** 22 base64url characters: 128 random bits. Whoever guesses one still needs a membership. */
export type ProjectId = Branded<'ProjectId'>;
/** A user's id: 22 base64url characters. */
export type UserId = Branded<'UserId'>;
/** A file's or folder's id inside one project: 9 base36 characters of creation time, 8 random ones. Sorts by age. */
export type FileId = Branded<'FileId'>;

const ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;
const FILE_ID_PATTERN = /^[0-9a-z]{17}$/;
/** C0, DEL and C1 controls, line and paragraph separators. */
const CONTROL = /[\p{Cc}\u2028\u2029]/u;
/** Characters that turn the direction of text or hide in it, with which one name can look like another. */
const INVISIBLE = /[\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\u{e0000}-\u{e007f}]/u;
/** Names that Windows keeps for devices, with any extension. */
const RESERVED = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\..*)?$/i;
const FORBIDDEN_IN_SEGMENT = /[<>:"|?*\\]/;
const LONE_SURROGATE = /\p{Surrogate}/u;

export function parseProjectId(value: unknown): ProjectId | undefined {
	return typeof value === 'string' && ID_PATTERN.test(value) ? (value as ProjectId) : undefined;
}

export function parseUserId(value: unknown): UserId | undefined {
	return typeof value === 'string' && ID_PATTERN.test(value) ? (value as UserId) : undefined;
}

export function parseFileId(value: unknown): FileId | undefined {
	return typeof value === 'string' && FILE_ID_PATTERN.test(value) ? (value as FileId) : undefined;
}

/** Makes a file id from the time (epoch ms) and at least 8 random numbers in [0, 1). */
export function createFileId(nowMs: number, random: () => number): FileId {
	const time = Math.floor(nowMs).toString(36).padStart(9, '0').slice(-9);
	const tail = Array.from({ length: 8 }, () => Math.floor(random() * 36).toString(36)).join('');
	return (time + tail) as FileId;
}

/** A person's name: NFC, single spaces. @throws CovibeError 'name-invalid' with a sentence for the person. */
export function parseDisplayName(value: unknown): string {
	return parseLabel(value, {
		what: 'name',
		maximum: LIMITS.displayNameLength,
		ask: 'Give a name, so that others know who you are.',
	});
}

/** A room's name: NFC, single spaces. @throws CovibeError 'name-invalid' with a sentence for the person. */
export function parseProjectName(value: unknown): string {
	return parseLabel(value, { what: 'room name', maximum: LIMITS.projectNameLength, ask: 'Give the room a name.' });
}

function parseLabel(value: unknown, { what, maximum, ask }: { what: string; maximum: number; ask: string }): string {
	if (typeof value !== 'string') throw invalidName(ask);
	// Bounded before it is normalised: NFC of megabytes would be work for nothing.
	if (value.length > maximum * 8) throw invalidName(`A ${what} has at most ${maximum} characters.`);
	const name = value.normalize('NFC').trim().replace(/ {2,}/g, ' ');
	if (name === '') throw invalidName(ask);
	if (CONTROL.test(name) || INVISIBLE.test(name) || LONE_SURROGATE.test(name))
		throw invalidName(`A ${what} cannot hold control characters or invisible ones.`);
	if (Array.from(name).length > maximum) throw invalidName(`A ${what} has at most ${maximum} characters.`);
	return name;
}

function invalidName(detail: string): CovibeError {
	return new CovibeError('name-invalid', { detail });
}

/**
 * The one rule for paths, whichever way they come in: relative, `/` between segments, NFC, usable on every system.
 * @throws CovibeError 'path-invalid' with a sentence for the person.
 */
export function parsePath(value: unknown): string {
	if (typeof value !== 'string') throw invalidPath('A file needs a name.');
	if (value.length > LIMITS.pathBytes) throw invalidPath('This path is too long.');
	const path = value.normalize('NFC');
	if (path.trim() === '') throw invalidPath('A file needs a name.');
	if (path.startsWith('/')) throw invalidPath('A path starts with a name, not with a slash.');
	for (const segment of path.split('/')) checkSegment(segment);
	if (utf8Length(path) > LIMITS.pathBytes) throw invalidPath('This path is too long.');
	return path;
}

function checkSegment(segment: string): void {
	if (segment === '') throw invalidPath('A path has a name between two slashes.');
	if (segment === '.' || segment === '..') throw invalidPath('A path cannot go through “.” or “..”.');
	if (CONTROL.test(segment) || INVISIBLE.test(segment) || LONE_SURROGATE.test(segment))
		throw invalidPath('A name cannot hold control characters or invisible ones.');
	if (FORBIDDEN_IN_SEGMENT.test(segment)) throw invalidPath('A name cannot hold any of \\ < > : " | ? *');
	if (segment !== segment.trim() || segment.endsWith('.'))
		throw invalidPath('A name cannot start or end with a space, nor end with a dot.');
	if (RESERVED.test(segment)) throw invalidPath(`“${segment}” is a name that Windows keeps for itself.`);
	if (segment.toLowerCase() === '.git') throw invalidPath('“.git” is kept for the export.');
	if (utf8Length(segment) > LIMITS.pathSegmentBytes) throw invalidPath('This name is too long.');
}

function invalidPath(detail: string): CovibeError {
	return new CovibeError('path-invalid', { detail });
}

/** Two paths with the same key cannot stand beside each other on every system (case, Unicode form). */
export function pathKey(path: string): string {
	return path.normalize('NFC').toLowerCase();
}

function utf8Length(text: string): number {
	let length = 0;
	for (const character of text) {
		const point = character.codePointAt(0) ?? 0;
		length += point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
	}
	return length;
}
