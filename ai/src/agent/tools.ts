import type { FileId, SentPart } from '@covibe/shared';
import * as v from 'valibot';
import type * as Y from 'yjs';
import type { Inspector } from '../builtin/inspect.ts';
import { problemLines } from '../context/problems.ts';
import { type ProjectFile, projectFiles } from '../context/project-files.ts';
import { isSecretPath, maskSecrets } from '../context/secrets.ts';
import { showPart, showWhole } from '../context/shown-files.ts';
import type { FileSnapshot } from '../edits/snapshot.ts';
import type { Tool, ToolCall, ToolResult } from '../models/model.ts';

const text = (description: string) => ({ type: 'string', description });
const number = (description: string) => ({ type: 'integer', description });

/** For reading alone, in this project alone. */
export const TOOLS: readonly Tool[] = [
	{
		name: 'open_file',
		description: 'Shows a file of the project, or some lines of it, as it is now. Only what was shown can be edited.',
		inputSchema: {
			type: 'object',
			properties: { path: text('Its path.'), from: number('First line, from 1.'), to: number('Last line.') },
			required: ['path'],
		},
	},
	{
		name: 'search',
		description: 'Finds lines that hold a text, in all files of the project or in one folder. Plain text, no pattern.',
		inputSchema: {
			type: 'object',
			properties: { text: text('What to look for; upper and lower case are the same.'), folder: text('A folder.') },
			required: ['text'],
		},
	},
	{
		name: 'problems',
		description: 'Lists what the parser and the rules find wrong in a file.',
		inputSchema: { type: 'object', properties: { path: text('Its path.') }, required: ['path'] },
	},
];

const line = v.pipe(v.number(), v.integer(), v.minValue(1));
const openInput = v.object({ path: v.string(), from: v.optional(line), to: v.optional(line) });
const searchInput = v.object({
	text: v.pipe(v.string(), v.minLength(1), v.maxLength(400)),
	folder: v.optional(v.string()),
});
const pathInput = v.object({ path: v.string() });

/** UTF-16 units of one result, and of all results of a turn. */
const RESULT_UNITS = 60_000;
const TURN_UNITS = 300_000;
const MOST_HITS = 80;
const HIT_UNITS = 200;
/** Of a file that is too long to be shown whole, when no lines are named. */
const FIRST_LINES = 400;

export type ToolsOptions = {
	readonly doc: Y.Doc;
	readonly show: (file: FileId, snapshot: FileSnapshot) => void;
	readonly inspector: Inspector;
	readonly signal: AbortSignal;
	/** A file is being read. */
	readonly opened: (file: FileId) => void;
	readonly sent: (part: SentPart) => void;
};

type Told = { readonly text: string; readonly isError?: boolean };

/** What a model may look up while it answers. */
export class ReadTools {
	readonly #options: ToolsOptions;
	#unitsLeft = TURN_UNITS;

	constructor(options: ToolsOptions) {
		this.#options = options;
	}

	/** Answers each call; what cannot be done is told as an error. */
	async answer(calls: readonly ToolCall[]): Promise<ToolResult[]> {
		const results: ToolResult[] = [];
		for (const { id, name, input } of calls) {
			const told =
				this.#unitsLeft <= 0
					? refuse('You have looked up as much as one turn may. Answer now.')
					: await this.#run(name, input);
			const cut =
				told.text.length > RESULT_UNITS ? `${told.text.slice(0, RESULT_UNITS)}\n[the rest is left out]` : told.text;
			this.#unitsLeft -= cut.length;
			this.#options.sent({ kind: 'tool', characters: cut.length, path: nameOf(name, input) });
			results.push({ callId: id, name, text: cut, ...(told.isError && { isError: true }) });
		}
		return results;
	}

	async #run(name: string, input: unknown): Promise<Told> {
		switch (name) {
			case 'open_file':
				return this.#open(input);
			case 'search':
				return this.#search(input);
			case 'problems':
				return this.#problems(input);
			default:
				return refuse(`There is no tool ${name.slice(0, 40)}.`);
		}
	}

	#open(input: unknown): Told {
		const wanted = v.safeParse(openInput, input);
		if (!wanted.success) return refuse('open_file wants a path, and perhaps from and to as line numbers.');
		const { path, from, to } = wanted.output;
		const file = this.#find(path);
		if (!('id' in file)) return file;
		this.#options.opened(file.id);
		const isWhole = from === undefined && to === undefined && file.text.length <= RESULT_UNITS;
		const first = from ?? 1;
		const shown = isWhole ? showWhole(file) : showPart(file, [{ from: first, to: to ?? first + FIRST_LINES - 1 }]);
		this.#options.show(file.id, shown.snapshot);
		return { text: shown.text };
	}

	#find(path: string): ProjectFile | Told {
		const file = projectFiles(this.#options.doc).find((each) => each.path === path.replace(/^\.?\//, ''));
		if (!file) return refuse('There is no such file.');
		return isSecretPath(file.path) ? refuse('This file is withheld: it may hold secrets.') : file;
	}

	#search(input: unknown): Told {
		const wanted = v.safeParse(searchInput, input);
		if (!wanted.success) return refuse('search wants a text.');
		const needle = wanted.output.text.toLowerCase();
		const folder = wanted.output.folder?.replace(/^\.?\/|\/$/g, '') ?? '';
		const hits: string[] = [];
		for (const { path, text: content } of projectFiles(this.#options.doc)) {
			if (isSecretPath(path) || (folder !== '' && !path.startsWith(`${folder}/`))) continue;
			for (const [index, each] of maskSecrets(content.toString()).split('\n').entries()) {
				if (!each.toLowerCase().includes(needle)) continue;
				if (hits.length === MOST_HITS) return { text: `${hits.join('\n')}\n[there are more]` };
				hits.push(`${path}:${index + 1}: ${each.trim().slice(0, HIT_UNITS)}`);
			}
		}
		return { text: hits.length === 0 ? 'Nothing holds this text.' : hits.join('\n') };
	}

	async #problems(input: unknown): Promise<Told> {
		const wanted = v.safeParse(pathInput, input);
		if (!wanted.success) return refuse('problems wants a path.');
		const file = this.#find(wanted.output.path);
		if (!('id' in file)) return file;
		const { inspector, signal } = this.#options;
		const lines = await problemLines(inspector, { path: file.path, text: file.text.toString() }, signal);
		return { text: lines.length === 0 ? 'The parser and the rules find nothing wrong.' : lines.join('\n') };
	}
}

const refuse = (reason: string): Told => ({ text: reason, isError: true });

/** What the person reads of a call. */
function nameOf(name: string, input: unknown): string {
	const { path, text: words } = v.parse(
		v.fallback(v.object({ path: v.optional(v.string()), text: v.optional(v.string()) }), {}),
		input,
	);
	return maskSecrets(path ?? (words === undefined ? name : `${name}: ${words}`)).slice(0, 200);
}
