import {
	type BrokenSource,
	explainSyntaxErrors,
	type Explanation,
	findSyntaxErrors,
	type LanguageId,
	type SyntaxProblem,
} from '@covibe/shared/diagnostics';
import { Edit } from 'web-tree-sitter';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';

const linter = openLinter([]);
afterAll(() => linter.close());

async function withBroken<T>(language: LanguageId, text: string, use: (source: BrokenSource) => T): Promise<T> {
	const { parser } = await linter.tools(language);
	const tree = parser.parse(text);
	if (!tree) throw new Error('the parser gave no tree');
	try {
		return use({ tree, text, language, parser, Edit });
	} finally {
		tree.delete();
	}
}

/** Goes on after each rest until the answer is there. */
function finish(explanation: Explanation): readonly SyntaxProblem[] {
	for (;;) {
		const step = explanation.next(true);
		if (step.done) return step.value;
	}
}

describe('syntax errors', () => {
	it('are found in the order of the text, and no more than asked for', async () => {
		const text = 'let a = (1;\n'.repeat(30);
		await withBroken('typescript', text, ({ tree }) => {
			const spans = findSyntaxErrors(tree);
			expect(spans).toHaveLength(20);
			expect(spans.map(({ start }) => start)).toEqual(spans.map(({ start }) => start).toSorted((a, b) => a - b));
			expect(findSyntaxErrors(tree, 3)).toEqual(spans.slice(0, 3));
		});
	});

	it('are none in whole code', async () => {
		await withBroken('typescript', 'let a = 1;\n', (source) => {
			expect(findSyntaxErrors(source.tree)).toEqual([]);
			expect(finish(explainSyntaxErrors(source))).toEqual([]);
		});
	});
});
