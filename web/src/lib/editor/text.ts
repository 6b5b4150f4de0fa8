import type * as Y from 'yjs';
import type { TextOperation } from './offsets.ts';

/** Stands for what is not text in a text (only a foreign client can put it there); one unit, as Yjs counts it. */
const OBJECT = '\ufffc';
/** Deletions in one update: far below the 50,000 that the server allows, and short enough to type between. */
const DELETIONS_PER_TRANSACTION = 5_000;

/** The origin of transactions that clean line ends; no undo stack tracks it. */
export const LINE_END_ORIGIN = 'line-ends';

/** The text as the editor shows it: as many units as `text.length`, and no carriage return. */
export function readableText(text: Y.Text): string {
	return plainOperations(text.toDelta() as Y.YTextEvent['delta'])
		.map((operation) => operation.insert ?? '')
		.join('');
}

/**
 * A change as the editor applies it. A carriage return becomes a line feed: one unit for one, so that offsets agree
 * with everybody's until `removeCarriageReturns` has taken the surplus out.
 */
export function plainOperations(delta: Y.YTextEvent['delta']): TextOperation[] {
	return delta.map(({ retain, insert, delete: removed }) => {
		if (retain !== undefined) return { retain };
		if (removed !== undefined) return { delete: removed };
		return { insert: typeof insert === 'string' ? insert.replaceAll('\r', '\n') : OBJECT };
	});
}

/** Makes `\n` of every `\r\n`. Safe when several do it at once: they delete the same characters. */
export function removeCarriageReturns(text: Y.Text): void {
	const content = text.toString();
	// Offsets in the string are those in the text only as long as there is nothing else in it.
	if (content.length !== text.length) return;
	const surplus: number[] = [];
	for (let at = content.indexOf('\r\n'); at !== -1; at = content.indexOf('\r\n', at + 2)) surplus.push(at);
	while (surplus.length > 0) {
		// From the end, so that the offsets still to come stay true.
		const batch = surplus.splice(-DELETIONS_PER_TRANSACTION).reverse();
		text.doc?.transact(() => {
			for (const at of batch) text.delete(at, 1);
		}, LINE_END_ORIGIN);
	}
}
