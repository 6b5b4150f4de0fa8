import {
	applyEdits,
	type BrokenSource,
	explainSyntaxErrors,
	type LanguageId,
	type SyntaxProblem,
} from '@covibe/shared/diagnostics';
import { Edit } from 'web-tree-sitter';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { openLinter } from './linter.ts';

const linter = openLinter([]);
afterAll(() => linter.close());

async function explain(language: LanguageId, text: string, limit = Infinity) {
	const { parser } = await linter.tools(language);
	const tree = parser.parse(text);
	if (!tree) throw new Error('the parser gave no tree');
	const before = tree.rootNode.toString();
	try {
		const source: BrokenSource = { tree, text, language, parser, Edit };
		const explanation = explainSyntaxErrors(source);
		const parse = vi.spyOn(parser, 'parse');
		let rests = 0;
		let step = explanation.next();
		while (!step.done) step = explanation.next(++rests > limit);
		const trials = parse.mock.calls.length;
		parse.mockRestore();
		expect(tree.rootNode.toString()).toBe(before);
		return { problems: step.value, trials };
	} finally {
		tree.delete();
	}
}

/** 25,000 lines in functions of some length, as real code has them. */
const LONG = `function f() {\n${'\tg(1, [2, 3]);\n'.repeat(48)}}\n`.repeat(500);

const tell = ({ startPosition, message }: SyntaxProblem) => `${startPosition.row + 1}: ${message}`;

describe('typical mistakes', () => {
	it.each<[LanguageId, string, string]>([
		['typescript', 'function f(a: number) {\n\tif (a > 1 {\n\t\treturn a;\n\t}\n}\n', "2: Missing ')'"],
		['typescript', 'const o = { a: 1 b: 2 };\n', "1: Missing ','"],
		['typescript', 'const s = "abc;\nconst t = 1;\n', `1: Missing '"'`],
		['typescript', 'const a = [1, 2;\nconst b = 3;\n', "1: Missing ']'"],
		[
			'typescript',
			'function f() {\n\tif (a) {\n\t\tb();\n\t}\n\nfunction g() {\n\treturn 1;\n}\n',
			"5: Missing '}' for the '{' in line 1",
		],
		['typescript', 'clas Foo {\n\tbar() {}\n}\n', "1: Did you mean 'class'?"],
		['typescript', 'foo(1, 2));\nbar();\n', "1: Unexpected ')'"],
		['python', 'def f(a)\n    return a\n', "1: Missing ':'"],
		['python', 'x = [1, 2\ny = 3\n', "1: Missing ']'"],
		['python', 'x = "abc\ny = 3\n', `1: Missing '"'`],
		['python', 'for i in range(3)\n    print(i)\n', "1: Missing ':'"],
		['python', 'd = {"a": 1, "b" 2}\n', "1: Missing ':'"],
		['python', 'def f(a):\nreturn a\n', "2: Expected an indented block after 'def' in line 1"],
		['rust', 'fn f() {\n    let x = 5\n    g(x);\n}\n', "2: Missing ';'"],
		['rust', 'fn f(a: i32 -> i32 {\n    a\n}\n', "1: Missing ')'"],
		['go', 'package a\n\nfunc f() {\n\tx := []int{1, 2\n\tg(x)\n}\n', "4: Missing '}'"],
		['go', 'package a\n\nfunc f(x int) {\n\tif x > 1\n\t\tg(x)\n\t}\n}\n', "4: Missing '{'"],
		['java', 'class A {\n\tvoid f() {\n\t\tint x = 1\n\t\tg(x);\n\t}\n}\n', "3: Missing ';'"],
		['java', 'class A {\n\tvoid f() {\n\t\tfoo(1, 2;\n\t}\n}\n', "3: Missing ')'"],
		['java', 'class A {\n\tString s = "abc;\n\tint x;\n}\n', `2: Missing '"'`],
	])('%s: %j', async (language, text, message) => {
		const { problems } = await explain(language, text);
		expect(problems.map(tell)).toEqual([message]);
		const [fix] = problems.flatMap((problem) => problem.fix ?? []);
		expect(fix).toBeDefined();
		const mended = await explain(language, applyEdits(text, fix?.edits ?? []));
		expect(mended.problems).toEqual([]);
	});
});

describe('explaining', () => {
	it('tells several mistakes of one file, each at its line', async () => {
		const text = 'let a = (1;\nlet b = 2;\nlet c = [3;\nlet d = 4;\nfoo(1, 2));\n';
		const { problems } = await explain('typescript', text);
		expect(problems.map(tell)).toEqual(["1: Missing ')'", "3: Missing ']'", "5: Unexpected ')'"]);
	});

	it('counts UTF-16 units beside characters beyond the basic plane', async () => {
		const { problems } = await explain('typescript', 'const s = "😀😀", t = f(1;\n');
		expect(problems.map(({ start, startPosition }) => [start, startPosition.column])).toEqual([[24, 24]]);
	});

	it('has nothing to say of an empty file', async () => {
		for (const language of ['typescript', 'python', 'rust'] as const)
			expect((await explain(language, '')).problems).toEqual([]);
	});

	it('gives what it knows when it is stopped, and nothing is left behind', async () => {
		for (let run = 0; run < 200; run++)
			expect((await explain('typescript', 'let a = (1;\nlet c = [3;\n', run % 9)).problems).not.toEqual([]);
	});

	it('needs few trials in a file of 50,000 lines', async () => {
		const text = `${LONG}foo(1, 2;\n${LONG}`;
		const { problems, trials } = await explain('typescript', text);
		expect(problems.map(tell)).toEqual(["25001: Missing ')'"]);
		expect(trials).toBeLessThan(150);
	});
});
