import { RULE_PREFIXES } from '@covibe/shared/diagnostics';
import type { LineRange } from './fix.ts';
import type { BuiltInRequest } from './request.ts';

/** What a command is about. */
export type Scope =
	{ readonly kind: 'project' } | { readonly kind: 'file'; readonly path: string; readonly lines?: LineRange };

/** What the words beside the verb say. */
export type Rest = {
	/** Undefined where the words name no place and the person is in no file. */
	readonly scope: Scope | undefined;
	/** The words name the place: it is not merely where the person is. */
	readonly isNamed: boolean;
	/** They speak of problems. */
	readonly hasProblems: boolean;
	readonly rule: string | undefined;
	/** In quotes, or the one word that could be a name. */
	readonly names: readonly string[];
	/** All words in small letters, without paths and quotes. */
	readonly said: readonly string[];
	/** Words that mean nothing here. */
	readonly left: readonly string[];
};

/** What people say round a command and that changes nothing. */
const FILLERS = new Set(
	`a about again all also and any are at be by can code content contents could do does each every everything for from
	give here i in into is it its just kindly let let's like lines line list look me my now of on one our out over please
	see show some tell that the their them there these they thing things this those to too up us want we what whats
	what's where which with within would you your`.split(/\s+/),
);
const PROBLEMS = new Set(
	`bad bug bugs complaint complaints diagnostic diagnostics error errors fail failing fails failure failures finding
	findings hint hints issue issues lint mistake mistakes problem problems smell smells squiggle squiggles syntax typo
	typos underlined warning warnings wrong broken`.split(/\s+/),
);
const PROJECT = new Set('codebase everywhere folder project repo repository room workspace'.split(' '));
const SELECTION = new Set('block lines selected selection highlighted marked snippet'.split(' '));
const FILE = new Set('file files module script document source'.split(' '));
const ALL = new Set('all every whole entire'.split(' '));
const RULE = new RegExp(`^(?:${[...new Set(['metrics', ...Object.values(RULE_PREFIXES)])].join('|')})/[a-z0-9-]+$`);
const QUOTED = /`([^`\n]+)`|"([^"\n]+)"|“([^”\n]+)”|'([^'\n]+)'/g;
const LINES = /\b(?:lines?|l)\s*(\d{1,7})(?:\s*(?:-|–|to|until|and)\s*(\d{1,7}))?/i;

/** Reads the words after a verb; `vocabulary` are those that belong to the command. */
export function readRest(text: string, request: BuiltInRequest, vocabulary: ReadonlySet<string> = new Set()): Rest {
	const quoted: string[] = [];
	let words = text.replace(QUOTED, (_, ...groups: unknown[]) => {
		quoted.push(groups.slice(0, 4).find((group): group is string => typeof group === 'string') ?? '');
		return ' ';
	});
	const found = LINES.exec(words);
	const lines = found && rangeOf(Number(found[1]), Number(found[2] ?? found[1]));
	if (found) words = words.replace(found[0], ' ');
	const tokens = [...quoted, ...words.split(/\s+/)].map((token) => token.replace(/^[(,;:]+|[,;:?!)]+$|\.+$/g, ''));
	const paths = tokens.flatMap((token) => pathOf(token, request) ?? []);
	const rest = tokens.filter((token) => token !== '' && pathOf(token, request) === undefined);
	const rule = rest.find((token) => RULE.test(token));
	const said = rest.filter((token) => token !== rule);
	const lower = said.map((token) => token.toLowerCase());
	const left = said.filter((token, index) => !quoted.includes(token) && !isKnown(lower[index] ?? '', vocabulary));
	const scope = scopeOf({ lower, path: paths[0], lines: lines ?? undefined }, request);
	const isNamed = paths.length > 0 || lines !== null || lower.some((word) => FILE.has(word) || PROJECT.has(word));
	const hasProblems = lower.some((word) => PROBLEMS.has(word));
	return {
		scope,
		isNamed,
		hasProblems,
		said: lower,
		rule,
		names: said.filter((token) => quoted.includes(token)),
		left,
	};
}

const isKnown = (word: string, vocabulary: ReadonlySet<string>) =>
	[FILLERS, PROBLEMS, PROJECT, SELECTION, FILE, ALL, vocabulary].some((words) => words.has(word));

function rangeOf(one: number, other: number): LineRange {
	return { fromLine: Math.min(one, other), toLine: Math.max(one, other) };
}

/** A file of the project that a word names: by its path, or by its last part where only one file has it. */
export function pathOf(word: string, { files }: Pick<BuiltInRequest, 'files'>): string | undefined {
	const wanted = word.replace(/^\.?\//, '');
	if (wanted === '') return undefined;
	const exact = files.find(({ path }) => path === wanted);
	if (exact) return exact.path;
	const lower = wanted.toLowerCase();
	const alike = files.filter(({ path }) => path.toLowerCase() === lower || path.toLowerCase().endsWith(`/${lower}`));
	return alike.length === 1 ? alike[0]?.path : undefined;
}

function scopeOf(
	said: { lower: readonly string[]; path: string | undefined; lines: LineRange | undefined },
	request: BuiltInRequest,
): Scope | undefined {
	const { lower, path, lines } = said;
	const { current, files } = request;
	const says = (words: ReadonlySet<string>) => lower.some((word) => words.has(word));
	if (path !== undefined) return { kind: 'file', path, ...(lines && { lines }) };
	if (says(PROJECT) || lower.includes('files')) return { kind: 'project' };
	const here = current && files.some((file) => file.path === current.path) ? current : undefined;
	const only = files.length === 1 ? files[0]?.path : undefined;
	const place = here?.path ?? only;
	if (place === undefined) return undefined;
	if (lines) return { kind: 'file', path: place, lines };
	const isWhole = says(FILE) && !says(SELECTION);
	const selection = isWhole ? undefined : here?.selection;
	return { kind: 'file', path: place, ...(selection && { lines: selection }) };
}
