import { readTree, textOf } from '@covibe/shared';
import { readFormatSettings } from '@covibe/shared/formatting';
import type * as Y from 'yjs';
import { writeBlocks } from '../builtin/blocks.ts';
import { formatText, formatToolOf } from '../builtin/formatters.ts';
import { breathe } from '../builtin/inspect.ts';
import { locate } from '../edits/locate.ts';
import { EditParser } from '../edits/parse.ts';
import { type FileSnapshot, linesOf } from '../edits/snapshot.ts';
import type { ChangedFile } from './check.ts';

/** UTF-16 units: Prettier needs a second for 500,000, and others wait meanwhile. */
const LARGEST_TEXT = 200_000;

/**
 * Blocks that bring what the agent wrote in a file into the form of its formatter. None when the file was not in that
 * form before: formatting is then nobody's wish.
 */
export async function tidyBlocks(
	{ doc, file, snapshot }: { doc: Y.Doc; file: ChangedFile; snapshot: FileSnapshot },
	signal: AbortSignal,
): Promise<string[]> {
	const tool = formatToolOf(file.path);
	if (!tool || file.after.length > LARGEST_TEXT) return [];
	await breathe(signal);
	const format = async (text: string) => {
		const settings = readFormatSettings(file.path, file.before ?? text, (path) => readFile(doc, path));
		const formatted = await formatText(tool, { path: file.path, text, settings });
		return formatted.ok ? formatted.text : undefined;
	};
	if (file.before !== undefined && file.before !== '' && (await format(file.before)) !== file.before) return [];
	const wanted = await format(snapshot.real);
	if (wanted === undefined || wanted === snapshot.real) return [];
	return writeBlocks(file.path, snapshot.real, wanted).filter((block) => isOwn(block, snapshot, doc.clientID));
}

function readFile(doc: Y.Doc, path: string): string | undefined {
	const entry = readTree(doc).entries.find((each) => each.path === path && each.kind === 'file');
	return entry && textOf(doc, entry.id)?.toString();
}

/** True when the lines that a block replaces hold something that the agent wrote. */
function isOwn(block: string, snapshot: FileSnapshot, own: number): boolean {
	let [search, hint]: [readonly string[], number | undefined] = [[], undefined];
	const parser = new EditParser((event) => {
		if (event.type === 'block-start') hint = event.line;
		if (event.type === 'search') search = event.lines;
	});
	parser.push(block);
	parser.finish();
	const place = locate(snapshot.real, search, hint);
	if (place.found !== 'located') return false;
	return linesOf(snapshot, place, { own }).lines.some(({ runs }) => runs.some(([client]) => client === own));
}
