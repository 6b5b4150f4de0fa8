import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type BlockOutcome, isDone } from '../edits/outcome.ts';
import { applyAnswer, type Applied } from './apply.ts';
import { readTarget, type Target, writeChanges } from './files.ts';

const HELP = `Usage: npm run apply -- --file F --transcript T [options]

Applies a recorded answer of a model through the agent's own parser, locator and applier.

  --file F         a file, or a folder whose files the answer names by path
  --transcript T   the answer, as text
  --write          changes the files; without it nothing on the disk changes
  --json           prints one JSON object instead: {"files", "deleted", "outcomes"}
  --help

Of a file its new text is printed, of a folder each file that changed, under a line "=== path".
What became of each block is told on stderr.
Exit code: 0 when every block was applied, 1 when one was not or there was none, 2 when nothing could be read.`;

const print = (line: string) => process.stdout.write(`${line}\n`);
const say = (line: string) => process.stderr.write(`${line}\n`);

/** Runs the command and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
	try {
		const command = parseCommand(args);
		if (!command) {
			print(HELP);
			return 0;
		}
		const target = await readTarget(command.file);
		const answer = await readFile(command.transcript, 'utf8');
		const applied = withLineEnds(target, applyAnswer(target.files, answer));
		if (command.write) await writeChanges(target, applied.files);
		tell(target, applied, command);
		return applied.outcomes.length > 0 && applied.outcomes.every(isDone) ? 0 : 1;
	} catch (failure) {
		say(failure instanceof Error ? failure.message : String(failure));
		return 2;
	}
}

function parseCommand(args: readonly string[]) {
	const { values } = parseArgs({
		args: [...args],
		options: {
			file: { type: 'string' },
			transcript: { type: 'string' },
			write: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	const { file, transcript, write, json } = values;
	if (file === undefined || transcript === undefined) throw new Error(`Name a file and a transcript.\n\n${HELP}`);
	// npm runs scripts in the project's folder; a relative path is meant from where the command was typed.
	const from = process.env['INIT_CWD'] ?? '.';
	return { file: path.resolve(from, file), transcript: path.resolve(from, transcript), write, json };
}

/** A room has `\n` only; a file that had `\r\n` throughout gets it back, and one that was not changed stays as it is. */
function withLineEnds(target: Target, applied: Applied): Applied {
	const files = new Map<string, string>();
	for (const [name, text] of applied.files) {
		const before = target.files.get(name);
		if (before !== undefined && before.replace(/\r\n?/g, '\n') === text) files.set(name, before);
		else files.set(name, before !== undefined && hasOnlyCrlf(before) ? text.replaceAll('\n', '\r\n') : text);
	}
	return { ...applied, files };
}

const hasOnlyCrlf = (text: string) => text.includes('\r\n') && !/[^\r]\n|^\n|\r(?!\n)/.test(text);

function tell(target: Target, { files, outcomes }: Applied, { write, json }: { write: boolean; json: boolean }): void {
	const changed = [...files].filter(([name, text]) => target.files.get(name) !== text);
	const deleted = [...target.files.keys()].filter((name) => !files.has(name));
	if (json) {
		print(JSON.stringify({ files: Object.fromEntries(changed), deleted, outcomes }));
		return;
	}
	for (const outcome of outcomes) say(lineOf(outcome));
	if (outcomes.length === 0) say('The answer has no block and no file operation.');
	if (write) return;
	const text = target.single === undefined ? undefined : files.get(target.single);
	if (text !== undefined && changed.every(([name]) => name === target.single)) process.stdout.write(text);
	else {
		for (const [name, content] of changed) process.stdout.write(`=== ${name}\n${content}`);
		for (const name of deleted) process.stdout.write(`=== ${name} (deleted)\n`);
	}
}

const lineOf = ({ block, path: file, result, tier, message }: BlockOutcome): string =>
	`block ${block} ${file}: ${result}${tier && tier !== 'exact' ? ` (${tier})` : ''}. ${message}`;
