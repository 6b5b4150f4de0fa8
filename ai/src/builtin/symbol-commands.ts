import { CovibeError, parsePath } from '@covibe/shared';
import {
	type CurrentFile,
	type Occurrence,
	occurrenceAt,
	type Place,
	type RenameEdit,
	renameEdits,
	type Stretch,
} from '@covibe/shared/structure';
import { applyEdits } from '@covibe/shared/diagnostics';
import { canBeMoved } from './blocks.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import type { LineRange } from './fix.ts';
import { lineAt, offsetOfLine, type ProjectSymbols, readSymbols } from './project-symbols.ts';
import { code, count, list, paragraphs } from './say.ts';

/** Where a name is used, file by file. */
export async function runUsages({ name }: Extract<Command, { kind: 'usages' }>, context: Context): Promise<string> {
	const symbols = await readSymbols(context);
	const places = placesOf(symbols, name);
	if (places.length === 0) return `Nothing in this project is called ${code(name)}.`;
	const files = new Set(places.map(({ path }) => path)).size;
	return paragraphs(
		`${code(name)} stands ${count(places.length, 'time')} in ${count(files, 'file')}:`,
		list(
			places.map(({ path, start }) => sayPlace(path, start, context)),
			40,
		),
		sayUnread(symbols),
	);
}

/** What a name stands for: where it is defined, and how much it is used. */
export async function explainName(name: string, context: Context): Promise<string> {
	const symbols = await readSymbols(context);
	const found = [...symbols.files.values()].flatMap(({ path, tags }) =>
		tags.definitions.filter((each) => each.name === name).map((definition) => ({ path, definition })),
	);
	const uses = placesOf(symbols, name);
	if (found.length === 0 && uses.length === 0) return `Nothing in this project is called ${code(name)}.`;
	if (found.length === 0)
		return paragraphs(
			`${code(name)} is not defined in this project; it is used ${count(uses.length, 'time')}, first here:`,
			list(uses.slice(0, 1).map(({ path, start }) => sayPlace(path, start, context))),
		);
	const told = found.map(
		({ path, definition }) => `${definition.kind}, ${sayPlace(path, definition.nameSpan.start, context)}`,
	);
	return paragraphs(
		`${code(name)} is defined ${found.length === 1 ? 'here' : `in ${found.length} places`}:`,
		list(told),
		`The name stands ${count(uses.length, 'time')} in the project; say ${code(`find usages of ${name}`)} for all of them.`,
		sayUnread(symbols),
	);
}

/** Gives something another name, or says why it does not. */
export async function runRename(command: Extract<Command, { kind: 'rename' }>, context: Context): Promise<string> {
	const symbols = await readSymbols(context);
	const meant = findMeant(command, symbols, context);
	if (typeof meant === 'string') return meant;
	const { file, occurrence } = meant;
	const { name } = occurrence;
	const { index, unread } = symbols;
	const answer = renameEdits({ index, file, offset: occurrence.start, newName: command.to, unread });
	if (!answer.ok) return `I did not rename ${code(name)}. ${answer.reason}`;
	const byPath = new Map<string, RenameEdit[]>();
	for (const edit of answer.edits) byPath.set(edit.path, [...(byPath.get(edit.path) ?? []), edit]);
	const others = [...byPath.keys()].filter((path) => path !== file.path);
	if (command.file !== undefined && others.length > 0)
		return `I did not rename ${code(name)}: it is used in ${others.map(code).join(', ')} too. Say it without naming the file.`;
	const broken = await applyRename(byPath, context);
	if (broken !== undefined) return `I did not rename ${code(name)}: ${code(broken)} could not be parsed any more.`;
	const told = [...byPath].map(([path, edits]) => `${code(path)}: ${count(edits.length, 'place')}`);
	const verb = context.request.mode === 'edit' ? 'Renamed' : 'I would rename';
	return paragraphs(`${verb} ${code(name)} to ${code(command.to)}:`, list(told));
}

/** The path that would not parse any more; then nothing is changed. */
async function applyRename(
	byPath: ReadonlyMap<string, readonly RenameEdit[]>,
	{ copy, inspector }: Context,
): Promise<string | undefined> {
	const isBroken = (path: string, text: string) => inspector.withTree(path, text, ({ rootNode }) => rootNode.hasError);
	const texts = new Map<string, string>();
	for (const [path, edits] of byPath) {
		const before = copy.read(path);
		const after = applyEdits(
			before,
			edits.map(({ start, end, insert }) => ({ start, end, text: insert })),
		);
		if ((await isBroken(path, after)) && !(await isBroken(path, before))) return path;
		texts.set(path, after);
	}
	for (const [path, text] of texts) copy.write(path, text);
	return undefined;
}

/** Gives a file another path. */
export async function runMove(
	{ path, newPath }: Extract<Command, { kind: 'move' }>,
	context: Context,
): Promise<string> {
	const { copy, request } = context;
	const usable = usablePath(newPath);
	if (usable === undefined) return `${code(newPath)} cannot be a path in a project.`;
	if (copy.has(usable)) return `There is a file ${code(usable)} already.`;
	if (!canBeMoved(path, usable))
		return `I cannot write these two names into one line. Rename ${code(path)} in the list of files.`;
	copy.move(path, usable);
	const { files } = await readSymbols(context);
	const stem = path.slice(path.lastIndexOf('/') + 1).replace(/\.[^.]+$/, '');
	const importers = [...files.values()].filter(({ tags }) =>
		tags.modules.some((module) => module.split(/[./\\:]+/).includes(stem)),
	);
	return paragraphs(
		`${request.mode === 'edit' ? 'Renamed' : 'I would rename'} ${code(path)} to ${code(usable)}.`,
		importers.length > 0
			? `These may import it under its old name; I do not change that: ${importers.map((each) => code(each.path)).join(', ')}.`
			: undefined,
	);
}

function usablePath(path: string): string | undefined {
	try {
		return parsePath(path);
	} catch (error) {
		// What the person typed; they are told.
		if (error instanceof CovibeError) return undefined;
		throw error;
	}
}

type Meant = { readonly file: CurrentFile; readonly occurrence: Occurrence };

/** The one thing that a name means from where the person is; else a sentence. */
function findMeant(
	{ from: name, file }: Extract<Command, { kind: 'rename' }>,
	symbols: ProjectSymbols,
	{ request, copy }: Context,
): Meant | string {
	const here = symbols.files.get(file ?? request.current?.path ?? '');
	const selection = here && here.path === request.current?.path ? request.current.selection : undefined;
	const selected = here && selection && stretchOf(copy.read(here.path), selection);
	if (name === undefined) {
		const occurrence = here && selected && firstIn(here, selected);
		return occurrence ? { file: here, occurrence } : 'Select what is to be renamed, or say its name.';
	}
	if (!here) return findDefiner(name, symbols);
	const all = here.tags.occurrences.filter((each) => each.name === name);
	const plain = all.filter(({ role }) => role !== 'member');
	const inSelection = selected && plain.find(({ start }) => start >= selected.start && start < selected.end);
	const isOne = new Set(plain.map(({ scope }) => scope)).size <= 1;
	// Members are refused by the renaming itself, with its reason.
	const occurrence = inSelection ?? (isOne ? (plain[0] ?? all[0]) : undefined);
	if (occurrence) return { file: here, occurrence };
	if (isOne) return findDefiner(name, symbols);
	return `In ${code(here.path)} several things are called ${code(name)}. Select a line in which the one that you mean stands.`;
}

function findDefiner(name: string, { files, index }: ProjectSymbols): Meant | string {
	const definers = [...files.values()].filter(({ path }) =>
		index.files.get(path)?.definitions.some((each) => each.name === name && !each.isMember),
	);
	const [definer] = definers;
	if (!definer) return `Nothing in this project that I could rename is called ${code(name)}.`;
	if (definers.length > 1)
		return `${definers.map(({ path }) => code(path)).join(', ')} define something called ${code(name)}. Open the file that you mean.`;
	const occurrence = definer.tags.occurrences.find((each) => each.name === name && each.scope === 0);
	return occurrence ? { file: definer, occurrence } : `I cannot tell where ${code(name)} is meant.`;
}

const stretchOf = (text: string, { fromLine, toLine }: LineRange) => ({
	start: offsetOfLine(text, fromLine),
	end: offsetOfLine(text, toLine + 1),
});

function firstIn({ tags }: CurrentFile, { start, end }: Stretch): Occurrence | undefined {
	const first = tags.definitions.find(({ nameSpan }) => nameSpan.start >= start && nameSpan.start < end);
	if (first) return occurrenceAt(tags, first.nameSpan.start);
	return tags.occurrences.find((each) => each.start >= start && each.start < end);
}

function placesOf({ files }: ProjectSymbols, name: string): Place[] {
	return [...files.values()].flatMap(({ path, tags }) =>
		tags.occurrences
			.filter((each) => each.name === name)
			.map(({ start }) => ({ path, start, end: start + name.length })),
	);
}

function sayPlace(path: string, offset: number, { copy }: Context): string {
	const { line, text } = lineAt(copy.read(path), offset);
	return `${code(path)}, line ${line}: ${code(text.slice(0, 120))}`;
}

const sayUnread = ({ unread }: ProjectSymbols) =>
	unread > 0 ? `${count(unread, 'file')} did not fit into one look and may use it too.` : undefined;
