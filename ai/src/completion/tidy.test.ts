import { expect, test } from 'vitest';
import { completionPrompt } from './prompt.ts';
import { tidyCompletion } from './tidy.ts';

test.each([
	['is given as it is', 'a + b', 'return ', '\n}', 'a + b'],
	['loses its fence', '```ts\na + b\n```\nThat is it.', 'return ', '\n}', 'a + b'],
	['loses the line that was begun', '\treturn a + b', 'add() {\n\treturn ', '\n}', 'a + b'],
	['ends before what stands there already', 'a + b);', 'log(', ');', 'a + b'],
	['ends before the line that comes next', 'a;\nlet rest = 2;\nmore', 'let x = ', '\n\nlet rest = 2;\n', 'a;'],
	['has twelve lines at most', 'x\n'.repeat(40), '', '', Array(12).fill('x').join('\n')],
	['is nothing when it is blank', ' \n ', 'a', '', ''],
	['is nothing when it writes a placeholder', 'key = "‹withheld···›"', '', '', ''],
])('[AI16] a completion %s', (_how, answer, before, after, text) => {
	expect(tidyCompletion(answer, { before, after })).toBe(text);
});

test('[AI16] [AI10] what looks like a secret is covered on both sides of the caret', () => {
	const before = "const apiKey = 'kLm3Vx8qT";
	const after = "z5Rw2Np';\nconst password = 'Hn4Bv7Cx1Zd9Ws6Q';\n";
	const prompt = JSON.stringify(completionPrompt({ path: 'a.ts', before, after }, 'p'));
	for (const secret of ['kLm3Vx8q', 'z5Rw2Np', 'Hn4Bv7Cx']) expect(prompt).not.toContain(secret);
	expect(prompt).toContain('<CURSOR>');
});
