import { type FileId, LIMITS, readTree, textOf, type TurnOutcome } from '@covibe/shared';
import { chooseHunks } from '@covibe/shared/hunks';
import type * as Y from 'yjs';
import { type Inspector, lineOf, type Problem, SYNTAX } from '../builtin/inspect.ts';
import { holdsPlaceholder, maskSecrets } from '../context/secrets.ts';
import { showRanges, joinRanges } from '../context/windows.ts';
import { fenced } from '../context/marked.ts';

/** A file that the turn changed and that is still there. */
export type ChangedFile = {
	readonly id: FileId;
	readonly path: string;
	/** As the turn found it; undefined for a file that it made, or never read. */
	readonly before: string | undefined;
	readonly after: string;
};

export type Checked = {
	readonly file: ChangedFile;
	/** What was not there before, a sentence each. */
	readonly found: readonly { readonly line: number; readonly sentence: string }[];
};

/** A broken text is parsed some hundred times to say what is wrong; longer ones would keep the turn waiting. */
const LARGEST_TEXT = 150_000;
const MOST_FOUND = 8;
const LINES_AROUND = 6;

export function changedFiles(doc: Y.Doc, turn: string, baseline: ReadonlyMap<FileId, string>): ChangedFile[] {
	const hunks = chooseHunks(doc, { turn }).filter(({ state }) => state !== 'rejected');
	const ids = new Set(hunks.filter(({ kind }) => kind === 'edit' || kind === 'create').map(({ file }) => file));
	return readTree(doc).entries.flatMap(({ id, path }) => {
		const text = ids.has(id) ? textOf(doc, id) : undefined;
		return text ? [{ id, path, before: baseline.get(id), after: text.toString() }] : [];
	});
}

/** Looks for what the edits broke: syntax, security, and functions that are gone though they are spoken of. */
export async function checkFiles(
	inspector: Inspector,
	{ doc, files }: { doc: Y.Doc; files: readonly ChangedFile[] },
	signal: AbortSignal,
): Promise<Checked[]> {
	const lost = await lostNames(inspector, files);
	const checked: Checked[] = [];
	for (const file of files) {
		if (file.after.length > LARGEST_TEXT) continue;
		const now = await inspector.report(file.path, file.after, signal);
		if (!now.language) continue;
		const old = file.before === undefined ? [] : (await inspector.report(file.path, file.before, signal)).problems;
		const found = newOnes(old, now.problems).map((problem) => ({
			line: lineOf(problem),
			sentence: `${problem.rule === SYNTAX ? 'Syntax' : 'Security'}: ${maskSecrets(problem.message)}`,
		}));
		const gone: Checked['found'][number][] = [];
		for (const name of lost.get(file.id) ?? []) {
			const user = await whoSpeaksOf(inspector, doc, name);
			if (user !== undefined) gone.push({ line: 1, sentence: `${name} is gone, but ${user} still uses it.` });
		}
		checked.push({ file, found: [...secretsIn(file), ...found, ...gone].slice(0, MOST_FOUND) });
	}
	return checked;
}

/** Of the kinds that count; a problem that only moved is an old one. */
function newOnes(old: readonly Problem[], now: readonly Problem[]): Problem[] {
	const known = new Map<string, number>();
	const key = ({ rule, message }: Problem) => `${rule} ${message}`;
	for (const each of old) known.set(key(each), (known.get(key(each)) ?? 0) + 1);
	const wasBroken = old.filter(({ rule }) => rule === SYNTAX).length;
	const broken = now.filter(({ rule }) => rule === SYNTAX);
	return now.filter((each) => {
		if (each.rule === SYNTAX) return broken.length > wasBroken && !take(known, key(each));
		return each.category === 'security' && !take(known, key(each));
	});
}

function take(known: Map<string, number>, key: string): boolean {
	const count = known.get(key) ?? 0;
	known.set(key, count - 1);
	return count > 0;
}

/** Functions and classes that were there and are in none of the changed files any more, by file. */
async function lostNames(inspector: Inspector, files: readonly ChangedFile[]): Promise<Map<FileId, string[]>> {
	const names = async (path: string, text: string) => {
		const tags = text.length > LARGEST_TEXT ? undefined : await inspector.tags(path, text);
		return (tags?.definitions ?? []).filter(({ isLocal, kind }) => !isLocal && KINDS.has(kind)).map(({ name }) => name);
	};
	const there = new Set<string>();
	for (const { path, after } of files) for (const name of await names(path, after)) there.add(name);
	const lost = new Map<FileId, string[]>();
	for (const { id, path, before } of files) {
		if (before === undefined) continue;
		const gone = (await names(path, before)).filter((name) => !there.has(name));
		lost.set(id, [...new Set(gone)]);
	}
	return lost;
}

/** Methods are left out: other classes have their own of the same name. */
const KINDS: ReadonlySet<string> = new Set(['function', 'class', 'interface', 'struct', 'enum']);
const TELLING_LENGTH = 4;

/** A file that uses a name and does not define it. */
async function whoSpeaksOf(inspector: Inspector, doc: Y.Doc, name: string): Promise<string | undefined> {
	if (name.length < TELLING_LENGTH || !/^[\p{L}_$][\p{L}\p{N}_$]*$/u.test(name)) return undefined;
	const word = new RegExp(`(?<![\\p{L}\\p{N}_$])${name.replaceAll('$', '\\$')}(?![\\p{L}\\p{N}_$])`, 'u');
	for (const { id, path, kind } of readTree(doc).entries) {
		const text = kind === 'file' ? textOf(doc, id)?.toString() : undefined;
		if (text === undefined || text.length > LARGEST_TEXT || !word.test(text)) continue;
		const tags = await inspector.tags(path, text);
		const isUsed = tags?.occurrences.some((each) => each.name === name && each.role !== 'member') ?? false;
		if (isUsed && !tags?.definitions.some((each) => each.name === name)) return path;
	}
	return undefined;
}

/** Lines that look like a secret now, or hold the placeholder of one, and did not before. */
function secretsIn({ before, after }: ChangedFile): Checked['found'][number][] {
	const known = new Set(before?.split('\n'));
	const masked = maskSecrets(after).split('\n');
	return after.split('\n').flatMap((text, index) => {
		if (known.has(text)) return [];
		if (holdsPlaceholder(text)) return { line: index + 1, sentence: 'A placeholder stands where a secret belongs.' };
		return masked[index] === text
			? []
			: { line: index + 1, sentence: 'Something that looks like a secret was written.' };
	});
}

/** For the model: what was found and how it looks there now; undefined when all is well. */
export function repairText(checked: readonly Checked[]): string | undefined {
	const broken = checked.filter(({ found }) => found.length > 0);
	if (broken.length === 0) return undefined;
	const parts = broken.map(({ file, found }) => {
		const text = maskSecrets(file.after);
		const around = found.map(({ line }) => ({ from: line - LINES_AROUND, to: line + LINES_AROUND }));
		const lines = showRanges(text, joinRanges(around, text.split('\n').length));
		const list = found.map(({ line, sentence }) => `- line ${line}: ${sentence}`).join('\n');
		return `${file.path} as it is now:\n${fenced(lines)}${list}`;
	});
	return `Your edits are applied. The checker finds in them:\n\n${parts.join('\n\n')}`;
}

/** For the person: what was checked, and what it came to. */
export function outcomesOfChecks(checked: readonly Checked[]): TurnOutcome[] {
	return checked.map(({ file, found }): TurnOutcome => ({
		kind: 'checked',
		path: file.path,
		detail:
			found.length === 0
				? 'Checked: no new syntax errors, no new security findings, no function lost.'
				: found
						.map(({ line, sentence }) => `Line ${line}: ${sentence}`)
						.join(' ')
						.slice(0, LIMITS.sentenceUnits),
	}));
}
