import { afterAll, describe, expect, test } from 'vitest';
import { openHelper } from '../../test/builtin/ask.ts';
import { IDENTITY } from './say.ts';

const helper = openHelper();
afterAll(() => helper.close());

async function say(instruction: string, files: Readonly<Record<string, string>>) {
	const { answer, ...rest } = await helper.apply({ files, instruction });
	return { ...rest, answer: answer.slice(IDENTITY.length).trim().split('\n')[0] };
}

describe('format', () => {
	test.each([
		['a.ts', 'const  a={b:1}\nif(a){b()}\n', 'const a = { b: 1 };\nif (a) {\n\tb();\n}\n', 'Prettier'],
		['a.py', 'def f( a ):\n  return {"x" :a}\n', 'def f(a):\n  return {"x": a}\n', 'Ruff'],
		['a.go', 'package a\nfunc  f( ) {\nx:=1\n}\n', 'package a\n\nfunc f() {\n\tx := 1\n}\n', 'gofmt'],
		['a.c', 'int  main( ){\n  return   0;}\n', 'int main() { return 0; }\n', 'clang-format'],
		['a.md', '# Hi\n* one\n* two', '# Hi\n\n- one\n- two\n', 'Prettier'],
		['a.json', '{"a":1,\n"b":[1,2]}', '{ "a": 1, "b": [1, 2] }\n', 'Prettier'],
	])('%s as its tool does it', async (path, before, after, tool) => {
		const { answer, files } = await say('format this file', {
			[path]: before,
			'.editorconfig': '[*.ts]\nindent_style = tab\n',
		});
		expect(files[path]).toBe(after);
		expect(answer).toBe(`Formatted \`${path}\` (${tool}).`);
		expect((await say('/format', { [path]: after })).answer).toBe(`\`${path}\` is formatted already.`);
	});

	test('obeys the settings of the project', async () => {
		const files = { 'src/a.ts': 'const a = "b";\n', '.prettierrc': '{"singleQuote": true, "semi": false}' };
		expect((await say('please reformat a.ts', files)).files['src/a.ts']).toBe("const a = 'b'\n");
	});

	test('says what cannot be read, and formats the rest of the project', async () => {
		const { answer, files } = await helper.apply({
			files: { 'a.ts': 'const = ;\n', 'b.ts': 'let  x\n', 'c.txt': 'as  it  is\n' },
			instruction: 'format all files',
		});
		expect(files).toEqual({ 'a.ts': 'const = ;\n', 'b.ts': 'let x;\n', 'c.txt': 'as  it  is\n' });
		expect(answer).toContain('- `b.ts` (Prettier)');
		expect(answer).toMatch(/- `a\.ts`: Prettier cannot read it\. /);
	});

	test('fixes first, so that a broken file can be formatted after it', async () => {
		const { files } = await say('fix the problems and format the file', { 'a.js': 'f(1,\n2;\ndebugger;\n' });
		expect(files['a.js']).toBe('f(1, 2);\n');
	});
});

describe('sort imports', () => {
	test.each([
		[
			'a.ts',
			`import { z } from './z.ts';\nimport { b } from 'b';\nimport {\n\tlong,\n} from '../up.ts';\nimport fs from 'node:fs';\n\nimport y from 'y';\nimport './effect.css';\nimport a from 'a';\n\nconst x = 1;\n`,
			`import fs from 'node:fs';\nimport { b } from 'b';\nimport {\n\tlong,\n} from '../up.ts';\nimport { z } from './z.ts';\n\nimport y from 'y';\nimport './effect.css';\nimport a from 'a';\n\nconst x = 1;\n`,
		],
		[
			'a.py',
			'from __future__ import annotations\nimport sys\nimport os  # first\nfrom b import c\nfrom a import d\n\nx = 1\n',
			'from __future__ import annotations\nimport sys\nimport os  # first\nfrom a import d\nfrom b import c\n\nx = 1\n',
		],
		[
			'A.java',
			'import java.util.Map;\nimport java.util.List;\n\nclass A {}\n',
			'import java.util.List;\nimport java.util.Map;\n\nclass A {}\n',
		],
		['a.rs', 'use std::io;\nuse std::fs;\n\nfn f() {}\n', 'use std::fs;\nuse std::io;\n\nfn f() {}\n'],
	])('%s', async (path, before, after) => {
		const { files } = await say('sort the imports', { [path]: before });
		expect(files[path]).toBe(after);
		expect((await say('organise imports', { [path]: after })).answer).toBe(`\`${path}\` has its imports sorted.`);
	});

	test('leaves includes of C where they are', async () => {
		const { answer } = await say('sort imports', { 'a.c': '#include "b.h"\n#include "a.h"\n' });
		expect(answer).toBe('- `a.c`: I do not sort imports there; in C their order may matter.');
	});
});
