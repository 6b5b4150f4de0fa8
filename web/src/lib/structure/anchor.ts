import type { FileId } from '@covibe/shared';
import { Lines } from '@covibe/shared/linters';
import * as Y from 'yjs';
import { readableText } from '../editor/text.ts';
import type { FilePoint } from './messages.ts';

/** A place in a text that stays at its letters while anybody types. */
export type Anchor = { readonly file: FileId; readonly position: Y.RelativePosition };

export function anchorAt(text: Y.Text, { file, row, column }: FilePoint): Anchor {
	const offset = new Lines(readableText(text)).offsetAt({ row, column });
	return { file, position: Y.createRelativePositionFromTypeIndex(text, offset) };
}

/** Where it is now; undefined when its text has gone. */
export function pointOf(text: Y.Text | undefined, { file, position }: Anchor): FilePoint | undefined {
	const found = text?.doc && Y.createAbsolutePositionFromRelativePosition(position, text.doc);
	if (!found || found.type !== text) return undefined;
	return { file, ...new Lines(readableText(text)).pointAt(found.index) };
}
