import { explainSyntaxErrors, type LanguageId, type SyntaxProblem } from '@covibe/shared/diagnostics';
import type { Random } from '@covibe/shared/testing';
import { Edit, type Node, type Parser } from 'web-tree-sitter';

/** One token deleted from whole code, or written twice. */
export type Mutation = {
	readonly text: string;
	readonly kind: 'deleted' | 'doubled';
	readonly token: string;
	/** The token's line, and its partner's for brackets and quotes. */
	readonly rows: readonly number[];
};

export type Score = {
	line: number;
	near: number;
	token: number;
	mended: number;
	count: number;
	readonly times: number[];
};

const TOKEN = /^(?:[()[\]{};,:.=]|=>|->|:=|::|["'`]|"""|''')$/;
const OPENING = ['(', '[', '{'];

/** The tokens that may be mutated, those of strings and brackets with their partner's line. */
function tokensOf(root: Node): { node: Node; rows: number[] }[] {
	const found: { node: Node; rows: number[] }[] = [];
	const pending = [root];
	for (let node = pending.pop(); node; node = pending.pop()) {
		const { children } = node;
		for (const child of children) {
			if (child.childCount > 0) pending.push(child);
			else if (TOKEN.test(child.text)) found.push({ node: child, rows: rowsOf(child, children) });
		}
	}
	return found.toSorted((one, other) => one.node.startIndex - other.node.startIndex);
}

function rowsOf(token: Node, siblings: readonly (Node | null)[]): number[] {
	const { text, startIndex, startPosition } = token;
	const closing = ')]}'.charAt(OPENING.indexOf(text));
	const opening = OPENING[')]}'.indexOf(text)];
	const partner =
		closing === ''
			? siblings.findLast((other) => other && other.startIndex < startIndex && other.text === (opening ?? text))
			: siblings.find((other) => other && other.startIndex > startIndex && other.text === closing);
	const isPaired = opening !== undefined || closing !== '' || /["'`]/.test(text);
	return isPaired && partner ? [startPosition.row, partner.startPosition.row] : [startPosition.row];
}

/** Mutations that the grammar takes for whole code are no mistakes and are left out. */
export function mutate(parser: Parser, text: string, random: Random, count: number): Mutation[] {
	const tree = parser.parse(text);
	const tokens = tree ? tokensOf(tree.rootNode) : [];
	const mutations: Mutation[] = [];
	for (let tried = 0; mutations.length < count && tried < count * 4 && tokens.length > 0; tried++) {
		const { node, rows } = random.pick(tokens);
		const kind = random.next() < 0.5 ? 'deleted' : 'doubled';
		const { startIndex, endIndex, text: token } = node;
		const changed =
			text.slice(0, kind === 'deleted' ? startIndex : endIndex) +
			text.slice(kind === 'deleted' ? endIndex : startIndex);
		const broken = parser.parse(changed);
		if (broken?.rootNode.hasError) mutations.push({ text: changed, kind, token, rows });
		broken?.delete();
	}
	tree?.delete();
	return mutations;
}

export const newScore = (): Score => ({ line: 0, near: 0, token: 0, mended: 0, count: 0, times: [] });

/** Judges the first thing that is told: its line, and whether it names the token and what happened to it. */
export function judge(
	score: Score,
	mutation: Mutation,
	parser: Parser,
	language: LanguageId,
): SyntaxProblem | undefined {
	const { text, rows, kind, token } = mutation;
	const tree = parser.parse(text);
	if (!tree) throw new Error('the parser gave no tree');
	const startedAt = performance.now();
	const explanation = explainSyntaxErrors({ tree, text, language, parser, Edit });
	let step = explanation.next();
	while (!step.done) step = explanation.next(false);
	score.times.push(performance.now() - startedAt);
	tree.delete();
	const [first] = step.value;
	const row = first?.startPosition.row ?? -9;
	score.count += 1;
	score.line += Number(rows.includes(row));
	score.near += Number(rows.some((right) => Math.abs(right - row) <= 1));
	score.token += Number(
		first?.message.startsWith(`${kind === 'deleted' ? 'Missing' : 'Unexpected'} '${token}'`) ?? false,
	);
	score.mended += Number(step.value.length === 1 && first?.fix !== undefined);
	return first;
}
