import { fileOfFindings, type Linter, openLinter, readRules, replace, Session } from '../shared/node/index.ts';
import {
	type FindingsSource,
	type LanguageId,
	languageOf,
	LiveFindings,
	type Rule,
	rulesFor,
	type RuleSet,
	type Span,
} from '../shared/src/diagnostics/index.ts';
import { queryWindow } from '../shared/src/diagnostics/spans.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- lint-engine [--lines 10000] [--keys 400]
The rules engine alone, in Node: a full run over a file, and what one keystroke costs (parse and findings), and
to match its line with one rule alone: the aim is 0.5 ms.`;

const options = readArguments(USAGE, { lines: 10_000, keys: 400 });
const LANGUAGES = ['typescript', 'python', 'go', 'rust'] as const satisfies LanguageId[];
const WARM_UP_RUNS = 3;
/** Lines, all over the file, that each rule is asked about. */
const PLACES = 97;

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
	/** To match the line of a key, of the processor, the mean over many places: the median rule, and the dearest. */
	rule_match_ms: number;
	dearest_match_ms: number;
	dearest_rule: string;
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
	const alone = await measureRules(id, text);
	return {
		rules: count,
		findings: full.findings.length,
		parse_ms: round(parse_ms),
		full_ms: round(full_ms),
		full_ms_per_rule: round(full_ms / Math.max(1, count), 2),
		key_parse_p50_ms: round(quantile(parseMs, 0.5), 2),
		key_rules_p50_ms: round(quantile(rulesMs, 0.5), 2),
		key_rules_p95_ms: round(quantile(rulesMs, 0.95), 2),
		...alone,
	};
}

async function measureRules(id: LanguageId, text: string) {
	const each: { rule: Rule; ms: number }[] = [];
	for (const rule of rulesFor(languageOf(id)!, rules)) {
		const alone = openLinter([rule]);
		const { parser, rules: compiled } = await alone.tools(id);
		const tree = parser.parse(text);
		if (!tree || !compiled) throw new Error(`${rule.id} does not compile for ${id}`);
		each.push({ rule, ms: timeOfMatches(compiled, { tree, text }) / PLACES });
		tree.delete();
		alone.close();
	}
	const byTime = each.toSorted((one, other) => other.ms - one.ms);
	return {
		rule_match_ms: round(byTime[byTime.length >> 1]?.ms ?? 0, 3),
		dearest_match_ms: round(byTime[0]?.ms ?? 0, 3),
		dearest_rule: byTime[0]?.rule.id ?? '',
	};
}

/** Of the processor, to match the lines that were changed. */
function timeOfMatches({ query }: RuleSet, { tree, text }: FindingsSource): number {
	const windows = Array.from({ length: PLACES }, (_, place) => queryWindow(lineAt(text, place / PLACES), text));
	for (const window of windows) query.matches(tree.rootNode, window);
	const before = process.cpuUsage();
	for (const window of windows) query.matches(tree.rootNode, window);
	const { user, system } = process.cpuUsage(before);
	return (user + system) / 1_000;
}

function lineAt(text: string, part: number): Span {
	const start = text.indexOf('\n', text.length * part) + 1;
	const end = Math.max(start, text.indexOf('\n', start));
	const endPosition = replace(text, end, 0, '').edit.startPosition;
	return { start, end, startPosition: { row: endPosition.row, column: 0 }, endPosition };
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
