import type { Template } from './template.ts';

const readme = `# TypeScript

A word counter in two modules, with a test.

    src/words.ts        the counting
    src/words.test.ts   its test
    src/main.ts         the command

Run it with Node 22.18 or newer, which reads TypeScript by itself:

    echo "to be or not to be" | node src/main.ts
    node --test

Check the types:

    npm install
    npm run check

Go on: count letters too, leave out common words, or print the result as a table.
`;

const words = `/** How often each word occurs, most frequent first; words are compared without case. */
export function countWords(text: string): [word: string, count: number][] {
	const counts = new Map<string, number>();
	for (const word of text.toLowerCase().match(/[\\p{L}\\p{N}'’]+/gu) ?? []) {
		counts.set(word, (counts.get(word) ?? 0) + 1);
	}
	return [...counts].sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
}
`;

const test = `import assert from 'node:assert/strict';
import { test } from 'node:test';
import { countWords } from './words.ts';

test('counts without case, most frequent first', () => {
	assert.deepEqual(countWords('To be, or not to be.'), [
		['be', 2],
		['to', 2],
		['not', 1],
		['or', 1],
	]);
});

test('finds no words in an empty text', () => {
	assert.deepEqual(countWords(''), []);
});
`;

const main = `import { text } from 'node:stream/consumers';
import { countWords } from './words.ts';

const shown = 10;

for (const [word, count] of countWords(await text(process.stdin)).slice(0, shown)) {
	console.log(String(count).padStart(6), word);
}
`;

const config = `{
	"compilerOptions": {
		"target": "es2024",
		"module": "nodenext",
		"strict": true,
		"noUncheckedIndexedAccess": true,
		"allowImportingTsExtensions": true,
		"erasableSyntaxOnly": true,
		"verbatimModuleSyntax": true,
		"noEmit": true,
		"types": ["node"]
	},
	"include": ["src"]
}
`;

const manifest = `{
	"name": "words",
	"private": true,
	"type": "module",
	"scripts": {
		"start": "node src/main.ts",
		"test": "node --test",
		"check": "tsc"
	},
	"devDependencies": {
		"@types/node": "^22.18.0",
		"typescript": "^5.9.0"
	}
}
`;

export const typescript: Template = {
	id: 'typescript',
	label: 'TypeScript',
	blurb: 'Node, a module and its test',
	mark: 'ts',
	files: [
		{ path: 'README.md', text: readme },
		{ path: 'src/main.ts', text: main },
		{ path: 'src/words.ts', text: words },
		{ path: 'src/words.test.ts', text: test },
		{ path: 'package.json', text: manifest },
		{ path: 'tsconfig.json', text: config },
	],
};
