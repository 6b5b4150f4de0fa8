import { fileOfFindings, type Linter, openLinter, readRules, replace, Session } from '../shared/node/index.ts';
import { type LanguageId, LiveFindings, rulesFor, languageOf } from '../shared/src/diagnostics/index.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- lint-engine [--lines 10000] [--keys 400]
The rules engine alone, in Node: a full run over a file, and what one keystroke costs (parse and findings).`;

const options = readArguments(USAGE, { lines: 10_000, keys: 400 });
const LANGUAGES = ['typescript', 'python', 'go', 'rust'] as const satisfies LanguageId[];
const WARM_UP_RUNS = 3;

type Figures = {
	rules: number;
	findings: number;
	parse_ms: number;
	full_ms: number;
	/** The full run's time for each rule. */
	full_ms_per_rule: number;
	key_parse_p50_ms: number;
	key_rules_p50_ms: number;
	key_rules_p95_ms: number;
};

const rules = readRules();
const linter = openLinter(rules);
const languages: Record<string, Figures> = {};
for (const id of LANGUAGES) languages[id] = await measure(linter, id);
linter.close();
console.log(`${options.lines} lines, ${options.keys} keys, ${machine()}`);
console.table(languages);
console.log(JSON.stringify({ languages }));

async function measure(someLinter: Linter, id: LanguageId): Promise<Figures> {
	const { parser, rules: compiled } = await someLinter.tools(id);
	if (!compiled) throw new Error(`${id} has no rules`);
	const text = longFile(id);
	const session = new Session(parser, compiled, text);
	const full = new LiveFindings(compiled);
	const source = { tree: session.tree, text };
	const count = rulesFor(languageOf(id)!, rules).length;
	const full_ms = fastest(() => full.reset(source));
	const parse_ms = fastest(() => parser.parse(text)?.delete());
	const { parseMs, rulesMs } = typeKeys(session);
	session.close();
	return {
		rules: count,
		findings: full.findings.length,
		parse_ms: round(parse_ms),
		full_ms: round(full_ms),
		full_ms_per_rule: round(full_ms / Math.max(1, count), 2),
		key_parse_p50_ms: round(quantile(parseMs, 0.5), 2),
		key_rules_p50_ms: round(quantile(rulesMs, 0.5), 2),
		key_rules_p95_ms: round(quantile(rulesMs, 0.95), 2),
	};
}

function longFile(id: LanguageId): string {
	const piece = fileOfFindings(id, rules);
	const times = Math.ceil(options.lines / piece.split('\n').length);
	return Array.from({ length: times }, () => piece)
		.join('\n')
		.split('\n')
		.slice(0, options.lines)
		.join('\n');
}

function fastest(work: () => void): number {
	const times = Array.from({ length: WARM_UP_RUNS + 2 }, () => {
		const startedAt = performance.now();
		work();
		return performance.now() - startedAt;
	});
	return Math.min(...times.slice(WARM_UP_RUNS));
}

/** Types a word at each of several places, a letter at a time. */
function typeKeys(session: Session): { parseMs: number[]; rulesMs: number[] } {
	const parseMs: number[] = [];
	const rulesMs: number[] = [];
	const word = ' value';
	for (let key = 0; key < options.keys; key++) {
		const place = Math.floor((session.text.length * ((key - (key % word.length)) % 97)) / 97);
		const lineEnd = session.text.indexOf('\n', place);
		const at = lineEnd === -1 ? session.text.length : lineEnd;
		const timing = session.apply([replace(session.text, at, 0, word[key % word.length] ?? ' ')]);
		parseMs.push(timing.parseMs);
		rulesMs.push(timing.rulesMs);
	}
	return { parseMs, rulesMs };
}
