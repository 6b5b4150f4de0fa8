// What it costs to apply a model's answer while it streams. The world around it is that of ai's own tests.
import { loadavg } from 'node:os';
import { createRandom, type Random } from '../shared/src/testing/index.ts';
import { agentDocument, block, openTurn, TestClock, textAt } from '../ai/test/edits/turn-world.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- apply [--lines 2000] [--items 10000] [--blocks 60] [--repeat 5]
Parser, locator and applier: time for each token of four characters, in a file that so many edits have cut into items,
with the tokens of a hundred a second in one transaction each 40 ms, and each in one of its own.`;

const options = readArguments(USAGE, { lines: 2_000, items: 10_000, blocks: 60, repeat: 5 });
const TOKEN_UNITS = 4;
const TOKEN_MS = 10;

const lineOf = (index: number) => `    value_${index} = compute(${index}, alpha, beta, gamma)`;

/** A file with a history: people changed a character here and there. */
function agedDocument(random: Random) {
	const lines = Array.from({ length: options.lines }, (_, index) => lineOf(index));
	const { doc, ids } = agentDocument({ 'a.py': `${lines.join('\n')}\n` });
	const [id] = ids;
	if (id === undefined) throw new Error('no file');
	const text = textAt(doc, id);
	const own = doc.clientID;
	for (let edit = 0; itemsOf(text) < options.items; edit++) {
		doc.clientID = 100 + (edit % 5);
		const at = random.integer(text.length);
		doc.transact(() => {
			text.insert(at, 'x');
			text.delete(at, 1);
			text.insert(at, '_');
		});
	}
	doc.clientID = own;
	return { doc, id, text };
}

type Text = ReturnType<typeof textAt>;

function itemsOf(text: Text): number {
	let count = 0;
	for (let item = text._start; item; item = item.right) count++;
	return count;
}

/** Blocks of three lines all over the file, one of them changed, one more added. */
function answerFor(text: Text, random: Random): string {
	const lines = text.toString().split('\n');
	const step = Math.floor(lines.length / options.blocks);
	const blocks = Array.from({ length: options.blocks }, (_, index) => {
		const at = index * step + random.integer(Math.max(1, step - 3));
		const old = lines.slice(at, at + 3);
		const changed = [
			old[0] ?? '',
			(old[1] ?? '').replace('compute', 'recompute'),
			`    added_${index} = ${index}`,
			old[2] ?? '',
		];
		return block('a.py', old.join('\n'), changed.join('\n'));
	});
	return `I change some lines.\n${blocks.join('\n')}`;
}

type Run = { readonly perTokenUs: number; readonly worstMs: number; readonly applied: number; readonly items: number };

function measure(seed: number, tokensPerFlush: 'paced' | 'each'): Run {
	const random = createRandom(seed);
	const { doc, id, text } = agedDocument(random);
	const answer = answerFor(text, random);
	const clock = new TestClock();
	const turn = openTurn(doc, { shownIds: [id], clock });
	let [worstMs, tokens] = [0, 0];
	const items = itemsOf(text);
	const startMs = performance.now();
	for (let at = 0; at < answer.length; at += TOKEN_UNITS, tokens++) {
		const tokenMs = performance.now();
		turn.push(answer.slice(at, at + TOKEN_UNITS));
		clock.advance(tokensPerFlush === 'paced' ? TOKEN_MS : 1_000);
		worstMs = Math.max(worstMs, performance.now() - tokenMs);
	}
	const applied = turn.finish().filter(({ result }) => result === 'edited').length;
	return { perTokenUs: ((performance.now() - startMs) * 1_000) / tokens, worstMs, applied, items };
}

const figures = { paced: [] as Run[], each: [] as Run[] };
for (let turn = 0; turn <= options.repeat; turn++)
	for (const kind of ['paced', 'each'] as const) {
		const run = measure(turn + 1, kind);
		// The first turn warms up.
		if (turn > 0) figures[kind].push(run);
	}
const middle = (runs: readonly Run[]) =>
	round(
		quantile(
			runs.map(({ perTokenUs }) => perTokenUs),
			0.5,
		),
	);
const [paced, each] = [middle(figures.paced), middle(figures.each)];
const all = [...figures.paced, ...figures.each];
const worstMs = round(Math.max(...all.map((run) => run.worstMs)));
const applied = all.reduce((sum, run) => sum + run.applied, 0);
console.log(`${options.lines} lines, ${figures.paced[0]?.items} items, ${machine()}, load ${round(loadavg()[0] ?? 0)}`);
console.log(`a token: ${paced} µs at a hundred a second, ${each} µs each by itself; the worst ${worstMs} ms`);
console.log(`${applied} of ${all.length * options.blocks} blocks applied`);
console.log(JSON.stringify({ us_per_token_10k_items: paced, us_per_token_unbatched: each, worst_token_ms: worstMs }));
