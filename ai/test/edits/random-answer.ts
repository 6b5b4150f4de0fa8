import type { Random } from '@covibe/shared/testing';

const WORDS = ['alpha', 'beta', 'gamma', 'value', 'return', 'count'] as const;
const TRIVIAL = ['}', '{', '', '});'] as const;

/** Lines [from, from + count) become `lines`. */
export type Replacement = { readonly from: number; readonly count: number; readonly lines: readonly string[] };

export type Answer = {
	readonly text: string;
	readonly blocks: readonly Replacement[];
	/** UTF-16 offsets of what the blocks are about. */
	readonly start: number;
	readonly end: number;
};

export function randomLines(random: Random): readonly string[] {
	return Array.from({ length: 8 + random.integer(30) }, () => randomLine(random));
}

function randomLine(random: Random): string {
	const indent = '  '.repeat(random.integer(3));
	if (random.next() < 0.12) return indent + random.pick(TRIVIAL);
	const [one, two, three] = [random.pick(WORDS), random.pick(WORDS), random.pick(WORDS)];
	return `${indent}${one} ${two}${random.integer(100)} = ${three}(${random.integer(1_000)});`;
}

/** One to three blocks from the top down, some of them right under each other. */
export function randomAnswer(lines: readonly string[], random: Random): Answer {
	const blocks: Replacement[] = [];
	let next = 0;
	for (let wanted = 1 + random.integer(3); wanted > 0; wanted--) {
		const from = next + random.integer(Math.max(1, lines.length - next - 3));
		const count = 2 + random.integer(6);
		if (from + count > lines.length) break;
		blocks.push({ from, count, lines: lines.slice(from, from + count).flatMap((line) => mutated(line, random)) });
		next = from + count;
	}
	const texts = blocks.map(({ from, count, lines: replaced }) => blockOf(lines.slice(from, from + count), replaced));
	const offsetOf = (line: number) => lines.slice(0, line).join('\n').length;
	return { text: `Well.\n${texts.join('')}`, blocks, start: offsetOf(blocks[0]?.from ?? 0), end: offsetOf(next) };
}

/** Whole lines, so that one blank line is not the same as none. */
function blockOf(search: readonly string[], replaced: readonly string[]): string {
	const whole = (each: readonly string[]) => each.map((line) => `${line}\n`).join('');
	return `a.ts\n<<<<<<< SEARCH\n${whole(search)}=======\n${whole(replaced)}>>>>>>> REPLACE\n`;
}

/** What becomes of a line: most stay, some are changed, joined by another, or replaced; some go. */
function mutated(line: string, random: Random): readonly string[] {
	const chance = random.next();
	if (chance < 0.45) return [line];
	if (chance < 0.65) return [line.replace(/\d+/, String(random.integer(99_999)))];
	if (chance < 0.8) return [line, randomLine(random)];
	return chance < 0.9 ? [randomLine(random)] : [];
}

export function withReplaced(lines: readonly string[], blocks: readonly Replacement[]): string {
	const result = [...lines];
	for (const { from, count, lines: replaced } of blocks.toReversed()) result.splice(from, count, ...replaced);
	return `${result.join('\n')}\n`;
}
