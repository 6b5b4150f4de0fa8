import { diffArrays } from 'diff';
import { EditParser } from '../edits/parse.ts';

/** Lines from `from` up to `to`, counted from 0, and what they become. */
type Region = { readonly from: number; readonly to: number; readonly lines: readonly string[] };
/** A region, or a stretch that stays. */
type Piece = Region & { readonly isChanged: boolean };

/** Lines taken in on each side to make a SEARCH unique; beyond them the number of the line tells. */
const MOST_CONTEXT = 6;
/** More changed lines than this are not compared any further: what lies between the first and the last is one change. */
const MOST_COMPARED = 4_000;
/** What a line in a block may not begin with unescaped. */
const MARKS = /^[<=>]{5}/;

/**
 * The SEARCH/REPLACE blocks that make `after` of `before`, which is undefined for a new file: small, apart from each
 * other, and each SEARCH in the file once, or told apart by `line=N`. The last line keeps its
 * line end, and may get one.
 */
export function writeBlocks(path: string, before: string | undefined, after: string): string[] {
	if (before === undefined || before === '') return after === '' ? [] : [blockOf(path, [], linesOf(after, true))];
	if (before === after) return [];
	const endsLine = before.endsWith('\n');
	const old = linesOf(before, endsLine);
	let pieces = piecesOf(old, linesOf(after, endsLine));
	const last = pieces.at(-1);
	// A last line that is written anew gets the line end that it lacked: else it would run into the old one that goes.
	if (!endsLine && last?.isChanged && last.lines.at(-1) !== '')
		pieces = [...pieces.slice(0, -1), { ...last, lines: [...last.lines, ''] }];
	const regions = widen(pieces, old);
	const all = before.split('\n');
	return regions.map((region) => {
		const search = old.slice(region.from, region.to);
		const hint = countRuns(all, search) > 1 ? region.from + 1 : undefined;
		return blockOf(path, search, region.lines, hint);
	});
}

/** Whether a block's heading with this path is read as this path: some names look like prose. */
export function canBeNamed(path: string): boolean {
	let read: string | undefined;
	const parser = new EditParser((event) => {
		if (event.type === 'block-start') read = event.path;
	});
	parser.push(blockOf(path, [], []));
	parser.finish();
	return read === path;
}

export const moveLine = (path: string, newPath: string) => `*** Rename File: ${path} -> ${newPath}\n`;

/** Whether a line that renames a file is read as what it says. */
export function canBeMoved(path: string, newPath: string): boolean {
	let isRead = false;
	const parser = new EditParser((event) => {
		isRead ||=
			event.type === 'file-operation' &&
			event.operation.kind === 'rename' &&
			event.operation.path === path &&
			event.operation.newPath === newPath;
	});
	parser.push(moveLine(path, newPath));
	parser.finish();
	return isRead;
}

function blockOf(path: string, search: readonly string[], replace: readonly string[], hint?: number): string {
	const write = (lines: readonly string[]) => lines.map((line) => `${MARKS.test(line) ? '\\' : ''}${line}\n`).join('');
	const head = `<<<<<<< SEARCH${hint === undefined ? '' : ` line=${hint}`}`;
	return `${path}\n${head}\n${write(search)}=======\n${write(replace)}>>>>>>> REPLACE\n`;
}

/** Where the last line has its end, what follows it is no line. */
function linesOf(text: string, endsLine: boolean): string[] {
	const lines = text.split('\n');
	if (endsLine && lines.at(-1) === '') lines.pop();
	return lines;
}

function piecesOf(old: readonly string[], now: readonly string[]): Piece[] {
	const changes = diffArrays([...old], [...now], { maxEditLength: MOST_COMPARED });
	if (!changes) return roughPieces(old, now);
	const pieces: Piece[] = [];
	let at = 0;
	for (const { added, removed, value } of changes) {
		const isChanged = added || removed;
		const to = added ? at : at + value.length;
		const last = pieces.at(-1);
		const lines = removed ? [] : value;
		if (isChanged && last?.isChanged)
			pieces.splice(-1, 1, { from: last.from, to, lines: [...last.lines, ...lines], isChanged });
		else pieces.push({ from: at, to, lines, isChanged });
		at = to;
	}
	return pieces;
}

function roughPieces(old: readonly string[], now: readonly string[]): Piece[] {
	const shorter = Math.min(old.length, now.length);
	let head = 0;
	while (head < shorter && old[head] === now[head]) head++;
	let tail = 0;
	while (tail < shorter - head && old.at(-1 - tail) === now.at(-1 - tail)) tail++;
	const stay = (from: number, to: number): Piece => ({ from, to, lines: old.slice(from, to), isChanged: false });
	const changed = { from: head, to: old.length - tail, lines: now.slice(head, now.length - tail), isChanged: true };
	return [stay(0, head), changed, stay(old.length - tail, old.length)].filter(({ from, to }) => to > from);
}

/** Gives each change the lines around it that its SEARCH needs; changes that meet become one. */
function widen(pieces: readonly Piece[], old: readonly string[]): Region[] {
	const regions: Region[] = [];
	for (const [index, piece] of pieces.entries()) {
		if (!piece.isChanged) continue;
		const region = widenOne(piece, { before: pieces[index - 1], after: pieces[index + 1], old });
		const last = regions.at(-1);
		if (last && region.from <= last.to) regions.splice(-1, 1, join(last, region));
		else regions.push(region);
	}
	return regions;
}

/** `next` begins with lines that stay wherever the two overlap. */
function join(last: Region, next: Region): Region {
	return { from: last.from, to: next.to, lines: [...last.lines, ...next.lines.slice(last.to - next.from)] };
}

function widenOne(
	piece: Region,
	around: { before: Piece | undefined; after: Piece | undefined; old: readonly string[] },
): Region {
	const { old } = around;
	const mostUp = around.before?.lines.length ?? 0;
	const mostDown = around.after?.lines.length ?? 0;
	let [up, down] = [0, 0];
	const region = (): Region => ({
		from: piece.from - up,
		to: piece.to + down,
		lines: [...old.slice(piece.from - up, piece.from), ...piece.lines, ...old.slice(piece.to, piece.to + down)],
	});
	for (let now = region(); !isClear(now, old); now = region()) {
		const canGoUp = up < mostUp;
		const canGoDown = down < mostDown;
		if ((!canGoUp && !canGoDown) || (hasWords(now, old) && up + down >= 2 * MOST_CONTEXT)) break;
		if (canGoUp && (up <= down || !canGoDown)) up += 1;
		else down += 1;
	}
	return region();
}

const hasWords = ({ from, to }: Region, old: readonly string[]) =>
	old.slice(from, to).some((line) => line.trim() !== '');

/** Its SEARCH says where it is; one blank line, or none, would ask to append. */
function isClear(region: Region, old: readonly string[]): boolean {
	return hasWords(region, old) && countRuns(old, old.slice(region.from, region.to)) === 1;
}

function countRuns(lines: readonly string[], wanted: readonly string[]): number {
	let count = 0;
	for (let at = 0; at + wanted.length <= lines.length; at++)
		if (wanted.every((line, index) => lines[at + index] === line)) count += 1;
	return count;
}
