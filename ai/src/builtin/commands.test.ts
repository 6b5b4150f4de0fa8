import { afterAll, describe, expect, test } from 'vitest';
import { openHelper } from '../../test/builtin/ask.ts';
import { IDENTITY } from './say.ts';

const helper = openHelper();
afterAll(() => helper.close());

const CART = `import { total } from "./sum.js";

// TODO: tidy
export class Cart {
	add(item) {
		const price = item.price;
		return total(price, price);
	}
}
export function f(a) {
	if (a === NaN) return eval(a);
	return a;
}
const text = 'TODO in a text';
`;
const FILES = {
	'cart.js': CART,
	'sum.js': 'export function total(a, b) {\n\treturn a + b;\n}\n',
	'b.py': 'def total():\n    return 1\n',
	'README.md': '# Hello\n\n## There\n',
};

async function say(instruction: string, files: Readonly<Record<string, string>> = FILES) {
	const { answer, ...rest } = await helper.apply({ files, instruction });
	expect(answer.startsWith(`${IDENTITY}\n\n`)).toBe(true);
	return { ...rest, answer: answer.slice(IDENTITY.length).trim() };
}

describe('questions', () => {
	const usages = `\`total\` stands 4 times in 3 files:

- \`cart.js\`, line 1: \`import { total } from "./sum.js";\`
- \`cart.js\`, line 7: \`return total(price, price);\`
- \`b.py\`, line 1: \`def total():\`
- \`sum.js\`, line 1: \`export function total(a, b) {\``;

	test.each(['find usages of total', 'where is total used?', 'who calls total()', 'show me all references to `total`'])(
		'“%s”',
		async (instruction) => {
			const { answer, outcomes } = await say(instruction);
			expect(answer.split('\n').sort()).toEqual(usages.split('\n').sort());
			expect(outcomes).toEqual([]);
		},
	);

	test.each([
		[
			'what is Cart?',
			'`Cart` is defined here:\n\n- class, `cart.js`, line 4: `export class Cart {`\n\nThe name stands 1 time in the project; say `find usages of Cart` for all of them.',
		],
		[
			'where is `f` defined',
			'`f` is defined here:\n\n- function, `cart.js`, line 10: `export function f(a) {`\n\nThe name stands 1 time in the project; say `find usages of f` for all of them.',
		],
		['find usages of nothing_like_this', 'Nothing in this project is called `nothing_like_this`.'],
		['list todos', '1 note:\n\n- `cart.js`, line 3: `TODO: tidy`'],
		['any TODOs in sum.js?', 'I find no TODO, FIXME, HACK, XXX or BUG in a comment.'],
		[
			'outline this file',
			'**`cart.js`**: JavaScript, 14 lines.\n\nUses `./sum.js`.\n\n- class `Cart`, line 4\n  - method `add`, line 5\n- function `f`, line 10\n- constant `text`, line 14',
		],
		['what does sum.js do?', '**`sum.js`**: JavaScript, 3 lines.\n\n- function `total`, line 1'],
		[
			'give me an overview of the project',
			'4 files in the project:\n\n- `README.md`, 3 lines\n- `b.py`, 2 lines: `total`\n- `cart.js`, 14 lines: `Cart`, `f`, `text`\n- `sum.js`, 3 lines: `total`',
		],
		[
			'explain lines 5-7',
			'`cart.js`: the parser and the rules find nothing wrong there.\n\nThey stand in the class `Cart`, line 4.\n\nThey speak of `add`, `item`, `price`, `total`; ask me where one of them is defined.',
		],
		[
			"what's wrong with this file?",
			`I looked at \`cart.js\` with the parser and the rules: 2 findings.

**Errors** (2)

- line 11: Nothing equals NaN, not even NaN: this comparison always gives the same. Use \`Number.isNaN\`. (\`js/nan-compare\`)
- line 11: \`eval\` runs \`a\` as code, with all the rights of this page or process. Parse data with \`JSON.parse\`; look functions up in a table. (\`js/eval\`)

I can fix 1 of them: say \`fix the problems\`.

What a program means, and whether it does what you want, I cannot judge.`,
		],
	])('“%s”', async (instruction, expected) => {
		const { answer, outcomes } = await say(instruction);
		expect(answer).toBe(expected);
		expect(outcomes).toEqual([]);
	});
});

describe('renaming', () => {
	test('follows imports, and leaves other languages alone', async () => {
		const { answer, files } = await say('rename total to sum');
		expect(answer).toMatch(/^Renamed `total` to `sum`:\n\n- `cart\.js`: 2 places\n- `sum\.js`: 1 place\n/);
		expect(files).toEqual({
			...FILES,
			'cart.js': CART.replaceAll('total', 'sum'),
			'sum.js': FILES['sum.js'].replace('total', 'sum'),
		});
	});

	test.each([
		['rename the variable price to cost', CART.replaceAll(/(?<!\.)\bprice\b/g, 'cost')],
		['change the name of `a` to value', CART.replaceAll(/(?<!in )\ba\b/g, 'value')],
		[
			'rename price to cost in this file and fix the problems',
			CART.replaceAll(/(?<!\.)\bprice\b/g, 'cost').replace('a === NaN', 'Number.isNaN(a)'),
		],
	])('“%s”', async (instruction, expected) => {
		expect((await say(instruction)).files['cart.js']).toBe(expected);
	});

	test('of what the selection begins with', async () => {
		const current = { path: 'cart.js', selection: { fromLine: 10, toLine: 10 } };
		const { files } = await helper.apply({ files: FILES, instruction: 'rename this to convert', current });
		expect(files['cart.js']).toBe(CART.replace('function f', 'function convert'));
	});

	test.each([
		['rename add to put', 'I did not rename `add`. “add” belongs to a class'],
		['rename total to f', 'I did not rename `total`. “f” is used in cart.js already.'],
		['rename total to sum in sum.js', 'I did not rename `total`: it is used in `cart.js` too.'],
		['rename f to class', 'I did not rename `f`. “class” is a word of the language.'],
		['rename missing to found', 'Nothing in this project that I could rename is called `missing`.'],
		['rename f', 'Something is missing. Say it like `rename oldName to newName`.'],
	])('“%s” is refused with the reason', async (instruction, reason) => {
		const { answer, files, outcomes } = await say(instruction);
		expect(answer).toContain(reason);
		expect(outcomes).toEqual([]);
		expect(files).toEqual(FILES);
	});

	test('refuses where a name means several things', async () => {
		const text = 'function one(a) { return a; }\nfunction two(a) { return a; }\n';
		const { answer } = await say('rename a to b', { 'x.js': text });
		expect(answer).toContain('several things are called `a`');
		const current = { path: 'x.js', selection: { fromLine: 2, toLine: 2 } };
		const { files } = await helper.apply({ files: { 'x.js': text }, instruction: 'rename a to b', current });
		expect(files['x.js']).toBe('function one(a) { return a; }\nfunction two(b) { return b; }\n');
	});

	test('a file keeps its folder, and those who may import it are named', async () => {
		const { answer, files, outcomes } = await say('rename sum.js to add.js');
		expect(outcomes.map(({ result }) => result)).toEqual(['renamed']);
		expect(Object.keys(files).sort()).toEqual(['README.md', 'add.js', 'b.py', 'cart.js']);
		expect(answer).toContain('These may import it under its old name; I do not change that: `cart.js`.');
		expect((await say('rename sum.js to cart.js')).answer).toContain('There is a file `cart.js` already.');
		expect((await say('move sum.js to ../out.js')).answer).toContain('cannot be a path in a project');
	});
});
