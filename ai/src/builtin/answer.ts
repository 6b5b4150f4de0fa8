import { maskSecrets } from '../context/secrets.ts';
import { canBeNamed, moveLine, writeBlocks } from './blocks.ts';
import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { runDocument } from './document-command.ts';
import { runExplain } from './explain-command.ts';
import { runFix } from './fix-command.ts';
import { runFormat, runSortImports } from './format-commands.ts';
import { sayHelp, sayMisunderstanding } from './help.ts';
import { type Inspector, openInspector } from './inspect.ts';
import { runOutline, runReview, runTodos } from './overview-commands.ts';
import type { AnswerBuiltIn, BuiltInRequest } from './request.ts';
import { runScaffold } from './scaffold-command.ts';
import { code, IDENTITY } from './say.ts';
import { runMove, runRename, runUsages } from './symbol-commands.ts';
import { runTest } from './test-command.ts';
import { understand } from './understand.ts';
import { WorkingCopy } from './working-copy.ts';

/** UTF-16 units of a piece: a word or two, as a model's tokens are. */
const PIECE_UNITS = 12;
/** A long answer comes in longer pieces, so that whoever paces them is done in seconds. */
const MOST_PIECES = 1_500;
/** Below what one turn may do (TurnLimits), so that an answer never ends in the middle. */
const MOST_BLOCKS = 180;
const MOST_UNITS = 350_000;

const BLANK = /\s/g;

let shared: Inspector | undefined;

/**
 * Answers by rules, without a model: the same request always gives the same answer. Edits are SEARCH/REPLACE blocks
 * like those of a model, and there are none in the modes `ask` and `plan`.
 */
export const answerBuiltIn: AnswerBuiltIn = (request, signal) => {
	shared ??= openInspector();
	return answerWith(shared, request, signal);
};

/** Ends early, without an error, when the signal fires. */
export async function* answerWith(
	inspector: Inspector,
	request: BuiltInRequest,
	signal: AbortSignal,
): AsyncGenerator<string> {
	try {
		for await (const part of partsOf({ request, copy: new WorkingCopy(request.files), inspector, signal }))
			for (const piece of piecesOf(part)) {
				if (signal.aborted) return;
				yield piece;
			}
	} catch (error) {
		// Stopped by the person: what was said stands, and nothing more comes.
		if (!signal.aborted) throw error;
	}
}

async function* partsOf(context: Context): AsyncGenerator<string> {
	const { request } = context;
	yield `${IDENTITY}\n\n`;
	const understood = understand(request);
	if (!isCommandList(understood)) {
		yield `${sayMisunderstanding(understood)}\n`;
		return;
	}
	for (const command of understood) yield `${maskSecrets(await run(command, context))}\n\n`;
	yield request.mode === 'edit' ? editsOf(context.copy) : planOf(context.copy);
}

const isCommandList = (understood: ReturnType<typeof understand>): understood is readonly Command[] =>
	Array.isArray(understood);

function run(command: Command, context: Context): Promise<string> {
	switch (command.kind) {
		case 'help':
			return Promise.resolve(sayHelp());
		case 'fix':
			return runFix(command, context);
		case 'explain':
			return runExplain(command, context);
		case 'review':
			return runReview(command, context);
		case 'format':
			return runFormat(command, context);
		case 'sort-imports':
			return runSortImports(command, context);
		case 'document':
			return runDocument(command, context);
		case 'test':
			return runTest(command, context);
		case 'scaffold':
			return Promise.resolve(runScaffold(command, context));
		case 'outline':
			return runOutline(command, context);
		case 'todos':
			return runTodos(command, context);
		case 'usages':
			return runUsages(command, context);
		case 'rename':
			return runRename(command, context);
		case 'move':
			return runMove(command, context);
	}
}

function planOf(copy: WorkingCopy): string {
	const paths = [...copy.changes().map(({ path }) => path), ...copy.moves.map(({ path }) => path)];
	return paths.length > 0 ? `Nothing was changed. To be changed: ${paths.map(code).join(', ')}.\n` : '';
}

/** All edits are one part. */
function editsOf(copy: WorkingCopy): string {
	let [blocks, text] = [0, ''];
	for (const { path, before, after } of copy.changes()) {
		if (!canBeNamed(path)) {
			text += `I left ${code(path)} alone: its name cannot be written over an edit. Rename it first.\n\n`;
			continue;
		}
		const written = writeBlocks(path, before, after).map((block) => `${block}\n`);
		blocks += written.length;
		const next = text + written.join('');
		if (blocks > MOST_BLOCKS || next.length > MOST_UNITS)
			return `${text}There is more to change than one answer may. Ask again for the rest.\n`;
		text = next;
	}
	return text + copy.moves.map(({ path, newPath }) => moveLine(path, newPath)).join('');
}

/** Cut after a blank, so that words arrive whole. */
function* piecesOf(text: string): Generator<string> {
	const units = Math.max(PIECE_UNITS, Math.ceil(text.length / MOST_PIECES));
	for (let at = 0; at < text.length;) {
		BLANK.lastIndex = at + units;
		const end = BLANK.test(text) ? BLANK.lastIndex : text.length;
		yield text.slice(at, end);
		at = end;
	}
}
