import type { Tree } from 'web-tree-sitter';
import type { TextEdit } from '../diagnostics/finding.ts';
import { type BrokenSource, explainSyntaxErrors } from '../diagnostics/syntax/explain.ts';
import { type OutlineItem, outlineOf } from './outline.ts';
import type { TagSet } from './tag-set.ts';
import { type Stretch, tagsInSteps } from './tags.ts';

/** Steps of the search for what would mend the text, a millisecond each; then what was found by then counts. */
const MAX_SEARCH_STEPS = 200;
/** Calls of the parser's progress between two pauses, one per 100 operations; about a millisecond. */
const PROGRESS_A_STEP = 50;

/**
 * What a text defines. Below a bracket that nobody closed a parser takes functions for what is local to another one, or
 * for nothing at all; hence the outline of a broken text is that of the text as it would be when its mistakes were
 * mended, where that knows more. Places are those of the text as it is.
 */
export function* outlineInSteps(source: BrokenSource, tags: TagSet): Generator<void, OutlineItem[]> {
	const plain = outlineOf(yield* tagsInSteps(source.tree, tags));
	if (!source.tree.rootNode.hasError) return plain;
	const edits = yield* findRepairs(source);
	const mended = edits.length > 0 ? yield* outlineOfMended(source, edits, tags) : plain;
	return countOf(mended) > countOf(plain) ? mended : plain;
}

/** In the order of the text. */
function* findRepairs(source: BrokenSource): Generator<void, TextEdit[]> {
	const explanation = explainSyntaxErrors(source);
	try {
		for (let count = 0; ; count++) {
			const step = explanation.next(count >= MAX_SEARCH_STEPS);
			if (step.done)
				return step.value.flatMap(({ fix }) => fix?.edits ?? []).sort((one, other) => one.start - other.start);
			yield;
		}
	} finally {
		explanation.return([]);
	}
}

function* outlineOfMended(
	{ parser, text }: BrokenSource,
	edits: readonly TextEdit[],
	tags: TagSet,
): Generator<void, OutlineItem[]> {
	const mended = edits.reduceRight(
		(all, { start, end, text: put }) => all.slice(0, start) + put + all.slice(end),
		text,
	);
	let tree: Tree | null = null;
	try {
		let calls = 0;
		const options = { progressCallback: () => ++calls % PROGRESS_A_STEP === 0 };
		while (!(tree = parser.parse(mended, null, options))) yield;
		return placedBack(outlineOf(yield* tagsInSteps(tree, tags)), edits);
	} finally {
		// Else the next parse would go on with this one.
		if (!tree) parser.reset();
		tree?.delete();
	}
}

function placedBack(items: readonly OutlineItem[], edits: readonly TextEdit[]): OutlineItem[] {
	const back = ({ start, end }: Stretch) => ({ start: indexBefore(start, edits), end: indexBefore(end, edits) });
	return items.map(({ nameSpan, whole, children, ...item }) => ({
		...item,
		nameSpan: back(nameSpan),
		whole: back(whole),
		children: placedBack(children, edits),
	}));
}

/** Where a place of the mended text stands in the text that was mended. */
function indexBefore(index: number, edits: readonly TextEdit[]): number {
	let grown = 0;
	for (const { start, end, text } of edits) {
		if (index <= start + grown) break;
		if (index < start + grown + text.length) return start;
		grown += text.length - (end - start);
	}
	return index - grown;
}

const countOf = (items: readonly OutlineItem[]): number =>
	items.reduce((count, { children }) => count + 1 + countOf(children), 0);
