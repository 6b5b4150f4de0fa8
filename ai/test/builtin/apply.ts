import { readTree, textOf } from '@covibe/shared';
import type { BlockOutcome } from '../../src/edits/outcome.ts';
import { agentDocument, cutRandomly, openTurn } from '../edits/turn-world.ts';
import { createRandom } from '@covibe/shared/testing';

export type Applied = {
	readonly files: Readonly<Record<string, string>>;
	readonly outcomes: readonly BlockOutcome[];
	readonly prose: string;
};

/** An answer through the real turn, in pieces, on a document that holds the files. */
export function applyTo(files: Readonly<Record<string, string>>, answer: string, seed = 1): Applied {
	const { doc, ids } = agentDocument(files);
	let prose = '';
	const turn = openTurn(doc, { shownIds: ids, listener: { prose: (text) => (prose += text) } });
	const random = createRandom(seed);
	for (const piece of cutRandomly(answer, random)) turn.push(piece);
	const outcomes = turn.finish();
	const entries = readTree(doc).entries.filter(({ kind }) => kind === 'file');
	const texts = entries.map(({ id, path }) => [path, textOf(doc, id)?.toString() ?? ''] as const);
	return { files: Object.fromEntries(texts), outcomes, prose };
}
