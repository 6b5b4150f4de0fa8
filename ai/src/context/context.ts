import type { ChatMessage, FileId, Presence, SentPart, TurnMode, TurnOutcome, UserId } from '@covibe/shared';
import type * as Y from 'yjs';
import type { Place } from '../agent/place.ts';
import type { Inspector } from '../builtin/inspect.ts';
import type { FileSnapshot } from '../edits/snapshot.ts';
import type { Message, PromptPart } from '../models/model.ts';
import { type Budget, shareOut } from './budget.ts';
import { rankFiles, wordsOf } from './choose-files.ts';
import { tellHistory } from './history.ts';
import { fenced } from './marked.ts';
import { tellProblems } from './problems.ts';
import { type ProjectFile, projectFiles } from './project-files.ts';
import type { RepoMap } from './repo-map.ts';
import { MODE_RULES, RULES } from './rules.ts';
import { isSecretPath, maskSecrets } from './secrets.ts';
import { chooseShown, type ShownFile, snapshotsOf } from './shown-files.ts';
import { messageText } from './talk.ts';

export type ContextSource = {
	readonly doc: Y.Doc;
	readonly request: ChatMessage;
	/** What was said before, oldest first. */
	readonly history: readonly ChatMessage[];
	readonly mode: TurnMode;
	readonly askerId: UserId;
	readonly presences: readonly Presence[];
	/** Where the asker is, or what the message points at. */
	readonly place: Place | undefined;
	readonly window: {
		readonly contextTokens: number;
		readonly outputTokens: number;
		readonly charactersPerToken: number;
	};
};

export type ContextTools = { readonly map: RepoMap; readonly inspector: Inspector };

/** What a model is sent, and what of the files it was thereby shown. */
export type Context = {
	readonly system: readonly PromptPart[];
	readonly messages: readonly Message[];
	readonly shown: ReadonlyMap<FileId, FileSnapshot>;
	/** For the person who wants to know. */
	readonly sent: readonly SentPart[];
	readonly withheld: readonly TurnOutcome[];
};

/** UTF-16 units of the list of all files; the tools tell the rest. */
const LIST_UNITS = 12_000;
const MOST_WITHHELD = 5;

/** Reads what matters to a request, and lays it out, the most stable first, so that providers' caches hold the beginning. */
export async function buildContext(tools: ContextTools, source: ContextSource, signal: AbortSignal): Promise<Context> {
	const all = projectFiles(source.doc);
	const files = all.filter(({ path }) => !isSecretPath(path));
	const withheld = all.filter(({ path }) => isSecretPath(path));
	const request = maskSecrets(messageText(source.request));
	const budget = shareOut({ ...source.window, fixedCharacters: RULES.length + request.length });
	const { request: message, askerId, presences, place } = source;
	const ranked = rankFiles(files, { request: message, askerId, presences, caretLine: place?.caretLine });
	const shown = chooseShown(ranked, budget);
	const history = tellHistory(source.history, budget.history);
	const list = listFiles(files, withheld);
	const map = await readMap(tools.map, { files, shown, message, budget });
	const problems = await tellProblems(tools.inspector, shown, { units: budget.problems, signal });
	const volatile = requestText(source, { files, problems, request });
	return {
		system: [
			{ text: RULES, cacheBreak: true },
			{
				text: `# Project\n\nAll its files:\n${list}\n${map === '' ? '' : `\nWhat files that are not shown define, with line numbers:\n${fenced(map)}`}`,
				cacheBreak: true,
			},
		],
		messages: [
			{
				role: 'user',
				parts: [
					{
						text: shown.length === 0 ? '' : `# Files as they are now\n\n${shown.map(({ text }) => text).join('\n')}\n`,
						cacheBreak: true,
					},
					{ text: history.text === '' ? '' : `# Chat so far\n\n${history.text}\n\n`, cacheBreak: true },
					{ text: volatile },
				],
			},
		],
		shown: snapshotsOf(shown),
		sent: tellSent({ shown, list, map, history, problems, request }),
		withheld: tellWithheld(withheld, shown),
	};
}

async function readMap(
	map: RepoMap,
	{
		files,
		shown,
		message,
		budget,
	}: { files: readonly ProjectFile[]; shown: readonly ShownFile[]; message: ChatMessage; budget: Budget },
): Promise<string> {
	const whole = new Set(shown.filter(({ range }) => !range).map(({ file }) => file.path));
	if (whole.size === files.length) return '';
	const sources = files.map(({ path, text }) => ({ path, text: text.toString() }));
	return map.build(sources, { shown: whole, words: wordsOf(message.text), units: budget.map });
}

function listFiles(files: readonly ProjectFile[], withheld: readonly ProjectFile[]): string {
	const lines = [
		...files.map(({ path }) => path),
		...withheld.map(({ path }) => `${path} (withheld: it may hold secrets)`),
	].sort();
	const kept: string[] = [];
	let left = LIST_UNITS;
	for (const line of lines) {
		left -= line.length + 1;
		if (left < 0) return `${kept.join('\n')}\n[and ${lines.length - kept.length} more]`;
		kept.push(line);
	}
	return kept.join('\n');
}

function requestText(
	{ place, presences, mode, askerId }: ContextSource,
	{ files, problems, request }: { files: readonly ProjectFile[]; problems: string; request: string },
): string {
	const current = files.find(({ id }) => id === place?.file);
	const sections: string[] = [];
	if (problems !== '') sections.push(`# Problems that the checker finds\n\n${fenced(problems)}`);
	const where = presences.flatMap(({ user, file }) => {
		const path = files.find(({ id }) => id === file)?.path;
		return user?.kind === 'person' && path !== undefined && user.id !== askerId ? `${user.name} is in ${path}.` : [];
	});
	if (current)
		where.unshift(
			`Whoever asks is in ${current.path}${place?.caretLine === undefined ? '' : `, line ${place.caretLine}`}.`,
		);
	if (where.length > 0) sections.push(`# Who is where\n\n${where.join('\n')}\n`);
	const selection = current && place?.selection;
	if (selection) {
		const { fromLine, toLine } = selection;
		const lines = maskSecrets(current.text.toString())
			.split('\n')
			.slice(fromLine - 1, toLine)
			.join('\n');
		sections.push(`# Selected: ${current.path}, lines ${fromLine} to ${toLine}\n\n${fenced(lines)}`);
	}
	sections.push(`# Request\n\n${request}\n\n${MODE_RULES[mode]}\n`);
	return sections.join('\n');
}

function tellSent(told: {
	shown: readonly ShownFile[];
	list: string;
	map: string;
	history: { text: string; told: number; leftOut: number };
	problems: string;
	request: string;
}): SentPart[] {
	const part = (kind: SentPart['kind'], characters: number, more: Partial<SentPart> = {}): SentPart[] =>
		characters === 0 ? [] : [{ kind, characters, ...more }];
	return [
		...part('rules', RULES.length),
		...part('list', told.list.length),
		...part('map', told.map.length),
		...told.shown.flatMap(({ file, text, range, covered }) =>
			part('file', text.length, {
				path: file.path,
				...(range && { fromLine: range.from, toLine: range.to }),
				...(covered > 0 && { covered }),
			}),
		),
		...part('history', told.history.text.length, { messages: told.history.told, leftOut: told.history.leftOut }),
		...part('problems', told.problems.length),
		...part('request', told.request.length),
	];
}

function tellWithheld(withheld: readonly ProjectFile[], shown: readonly ShownFile[]): TurnOutcome[] {
	const whole = withheld.slice(0, MOST_WITHHELD).map(({ path }): TurnOutcome => ({
		kind: 'withheld',
		path,
		detail: 'Not sent: a file of this name may hold secrets.',
	}));
	const covered = shown.flatMap(({ file, covered: count }): TurnOutcome[] =>
		count === 0
			? []
			: [
					{
						kind: 'withheld',
						path: file.path,
						detail: `${count === 1 ? 'One place that looks' : `${count} places that look`} like a secret ${count === 1 ? 'was' : 'were'} covered before the file was sent.`,
					},
				],
	);
	return [...whole, ...covered.slice(0, MOST_WITHHELD)];
}
