import { createRandom } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { cutRandomly } from '../../test/edits/turn-world.ts';
import { EditParser } from '../edits/parse.ts';
import { Prose } from './prose.ts';

const BLOCK = '<<<<<<< SEARCH\nold\n=======\nnew\n>>>>>>> REPLACE\n';

function read(answer: string, seed: number): string {
	let said = '';
	const prose = new Prose((text) => (said += text));
	const parser = new EditParser((event) => {
		if (event.type === 'prose') prose.take(event.text);
		if (event.type === 'block-start') prose.blockStarted();
	});
	for (const piece of cutRandomly(answer, createRandom(seed))) parser.push(piece);
	parser.finish();
	prose.finish();
	return said;
}

test.each([
	['says what stands round a block', `I fix it.\n\nsrc/a.ts\n${BLOCK}\nThat is all.\n`, 'I fix it.\n\nThat is all.\n'],
	['leaves fences of blocks out', `One:\n\n\`src/a.ts\`\n\`\`\`ts\n${BLOCK}\`\`\`\n\nTwo.`, 'One:\n\nTwo.'],
	['leaves fences with the path inside out', `\`\`\`\nsrc/a.ts\n${BLOCK}\`\`\`\nDone.`, 'Done.'],
	['says nothing between blocks', `a.ts\n${BLOCK}\nb.ts\n${BLOCK}`, ''],
	[
		'keeps code that is no block',
		'Like so:\n\n```ts\na();\n\n\nb();\n```\n\nFine.\n',
		'Like so:\n\n```ts\na();\n\n\nb();\n```\n\nFine.\n',
	],
	[
		'keeps a name that is no path of a block',
		'The file is\nmain.py\nand no other.\n',
		'The file is\nmain.py\nand no other.\n',
	],
	['keeps an unfinished last line', 'It is done', 'It is done'],
])('%s, whatever pieces it comes in', (_title, answer, said) => {
	for (let seed = 1; seed <= 50; seed++) expect(read(answer, seed), `seed ${seed}`).toBe(said);
});
