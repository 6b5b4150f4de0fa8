import { type FunctionMetrics, type LanguageId, measureFunction, profileOf } from '@covibe/shared/diagnostics';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';

const linter = openLinter([]);
afterAll(() => linter.close());

async function measure(id: LanguageId, text: string): Promise<FunctionMetrics> {
	const { parser } = await linter.tools(id);
	const tree = parser.parse(text)!;
	const profile = profileOf(id)!;
	try {
		return measureFunction(tree.rootNode.descendantsOfType([...profile.functions])[0]!, profile);
	} finally {
		tree.delete();
	}
}

/** One program in each: two ifs in a chain with an else, a loop with a nested if, `a && b && c`. */
const SAME: [LanguageId, string][] = [
	[
		'javascript',
		'function f(a, b) { if (a && b && c) { x(); } else if (b) { y(); } else { z(); } for (const q of a) { if (q) { r(); } } }',
	],
	[
		'python',
		'def f(a, b):\n  if a and b and c:\n    x()\n  elif b:\n    y()\n  else:\n    z()\n  for q in a:\n    if q:\n      r()\n',
	],
	[
		'go',
		'package p\nfunc f(a, b int) { if a && b && c { x() } else if b { y() } else { z() }\nfor q := range a { if q { r() } } }\n',
	],
	[
		'rust',
		'fn f(a: A, b: B) { if a && b && c { x(); } else if b { y(); } else { z(); } for q in a { if q { r(); } } }',
	],
	[
		'java',
		'class A { void f(int a, int b) { if (a && b && c) { x(); } else if (b) { y(); } else { z(); } for (var q : a) { if (q) { r(); } } } }',
	],
	[
		'cpp',
		'void f(int a, int b) { if (a && b && c) { x(); } else if (b) { y(); } else { z(); } for (auto q : a) { if (q) { r(); } } }',
	],
	[
		'csharp',
		'class A { void F(int a, int b) { if (a && b && c) { x(); } else if (b) { y(); } else { z(); } foreach (var q in a) { if (q) { r(); } } } }',
	],
	['ruby', 'def f(a, b)\nif a && b && c\nx\nelsif b\ny\nelse\nz\nend\nwhile a do\nif q\nr\nend\nend\nend\n'],
	[
		'php',
		'<?php function f($a, $b) { if ($a && $b && $c) { x(); } elseif ($b) { y(); } else { z(); } foreach ($a as $q) { if ($q) { r(); } } }',
	],
];

describe('metrics of a function', () => {
	it.each(SAME)('are the same for the same program in %s', async (id, text) => {
		const { cyclomatic, cognitive, nesting, parameters, duplicates } = await measure(id, text);
		// Paths: 1 + if + else if + loop + if + two &&. Flow: if 1, && 1, else if 1, else 1, loop 1, nested if 2.
		expect({ cyclomatic, cognitive, nesting, parameters, duplicates }).toEqual({
			cyclomatic: 7,
			cognitive: 7,
			nesting: 2,
			parameters: 2,
			duplicates: [],
		});
	});

	it('leave out the functions inside', async () => {
		const inner = '(x) => { if (x) { for (const y of x) { if (y) z(); } } }';
		expect(await measure('javascript', `function f() { const g = ${inner}; }`)).toMatchObject({
			cyclomatic: 1,
			cognitive: 0,
			nesting: 0,
		});
	});

	it('count ternaries, catches, cases and changes of operator', async () => {
		const text =
			'function f(a) { try { g(a ? 1 : 2); } catch { h(); } switch (a) { case 1: break; case 2: break; default: } return a && b || c; }';
		expect(await measure('javascript', text)).toMatchObject({ cyclomatic: 7, cognitive: 5 });
	});
});
