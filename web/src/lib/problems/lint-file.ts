import {
	type Category,
	type Confidence,
	DEFAULT_LINT_SETTINGS,
	type LintSettings,
	parseLintSettings,
	SEVERITIES,
	type Severity,
} from '@covibe/shared/diagnostics';

/** The file of a project that holds its choice of rules; people may edit it like any other. */
export const LINT_FILE = '.covibe/lint.json';

export type Level = Severity | 'off';
export const LEVELS: readonly Level[] = [...SEVERITIES, 'off'];

export type LintFile =
	| { readonly kind: 'valid'; readonly settings: LintSettings }
	/** `reason` is a sentence for people. */
	| { readonly kind: 'invalid'; readonly reason: string };

/** An undefined level takes the entry out: the rule's own severity holds again. */
export type LintChange =
	| { readonly kind: 'rule'; readonly id: string; readonly level: Level | undefined }
	| { readonly kind: 'category'; readonly category: Category; readonly level: Level | undefined }
	| { readonly kind: 'confidence'; readonly confidence: Confidence };

type JsonObject = Record<string, unknown>;

/** What a project's file says; without a file, or with an empty one, every rule is as it comes. */
export function readLintFile(text: string | undefined): LintFile {
	if (text === undefined || text.trim() === '') return { kind: 'valid', settings: DEFAULT_LINT_SETTINGS };
	const content = parseObject(text);
	if (!content) return { kind: 'invalid', reason: 'It is not the JSON of an object.' };
	const settings = parseLintSettings(content);
	if (settings) return { kind: 'valid', settings };
	const wrong = wrongEntries(content).map(([section, key]) => (key === undefined ? section : `${section} → ${key}`));
	return { kind: 'invalid', reason: `It holds what no setting can be: ${wrong.join(', ')}.` };
}

/**
 * The text of the file after a change. Other entries stay, unknown ones too, in their order and indented as they were.
 * @throws Error when the file is invalid: it has to be put right first
 */
export function changeLintFile(text: string | undefined, change: LintChange): string {
	const content = text === undefined || text.trim() === '' ? {} : parseObject(text);
	if (!content) throw new Error(`${LINT_FILE} is not valid`);
	if (change.kind === 'confidence') return write({ ...content, confidence: change.confidence }, text);
	const [section, key] =
		change.kind === 'rule' ? (['rules', change.id] as const) : (['categories', change.category] as const);
	return write(withEntry(content, section, { key, value: change.level }), text);
}

/** The text with everything in it that can be understood; commas and comments that JSON does not know are forgiven. */
export function repairLintFile(text: string): string {
	let content = parseObject(text) ?? parseObject(forgiven(text)) ?? {};
	for (const [section, key] of wrongEntries(content)) {
		content =
			key === undefined
				? Object.fromEntries(Object.entries(content).filter(([name]) => name !== section))
				: withEntry(content, section, { key, value: undefined });
	}
	return write(content, text);
}

/** The one place where two texts differ; applied to what others see, it leaves the rest of the file as it is. */
export function differenceOf(from: string, to: string): { at: number; removed: number; inserted: string } {
	const shorter = Math.min(from.length, to.length);
	let start = 0;
	while (start < shorter && from[start] === to[start]) start++;
	let end = 0;
	while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++;
	return { at: start, removed: from.length - start - end, inserted: to.slice(start, to.length - end) };
}

function parseObject(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return isObject(value) ? value : undefined;
	} catch {
		// Safe: what is no JSON is said to be none.
		return undefined;
	}
}

const isObject = (value: unknown): value is JsonObject =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Entries that parseLintSettings refuses; a section without a key is wrong as a whole. */
function wrongEntries(content: JsonObject): [section: string, key?: string][] {
	const isWrong = (part: JsonObject) => parseLintSettings(part) === undefined;
	return ['rules', 'categories', 'confidence'].flatMap((section): [string, string?][] => {
		const value = content[section];
		if (value === undefined || !isWrong({ [section]: value })) return [];
		if (section === 'confidence' || !isObject(value)) return [[section]];
		const keys = Object.keys(value).filter((key) => isWrong({ [section]: { [key]: value[key] } }));
		return keys.map((key) => [section, key]);
	});
}

/** A section that becomes empty goes; a new entry comes last. */
function withEntry(content: JsonObject, section: string, entry: { key: string; value: Level | undefined }): JsonObject {
	const before = content[section];
	const entries = Object.entries(isObject(before) ? before : {});
	const isKnown = entries.some(([key]) => key === entry.key);
	const after = entries.flatMap(([key, value]): [string, unknown][] => {
		if (key !== entry.key) return [[key, value]];
		return entry.value === undefined ? [] : [[key, entry.value]];
	});
	if (!isKnown && entry.value !== undefined) after.push([entry.key, entry.value]);
	if (after.length > 0) return { ...content, [section]: Object.fromEntries(after) };
	return Object.fromEntries(Object.entries(content).filter(([name]) => name !== section));
}

function write(content: JsonObject, before: string | undefined): string {
	const indent = /\n([ \t]+)"/.exec(before ?? '')?.[1] ?? '\t';
	return `${JSON.stringify(content, null, indent)}\n`;
}

/** Without comments and without commas before a closing bracket; strings stay as they are. */
function forgiven(text: string): string {
	const string = '"(?:[^"\\\\\\n]|\\\\.)*"';
	const keepStrings = (pattern: string) => new RegExp(`(${string})|${pattern}`, 'g');
	return text
		.replace(keepStrings('//[^\\n]*|/\\*[\\s\\S]*?\\*/'), (_, kept?: string) => kept ?? '')
		.replace(keepStrings(',(?=\\s*[}\\]])'), (_, kept?: string) => kept ?? '');
}

/** The level that a rule has in a project, and whether the project chose it. */
export function levelOf(
	settings: LintSettings,
	rule: { readonly id: string; readonly category: Category; readonly severity: Severity },
): { readonly level: Level; readonly isOwn: boolean } {
	const own = settings.rules[rule.id];
	return { level: own ?? settings.categories[rule.category] ?? rule.severity, isOwn: own !== undefined };
}
