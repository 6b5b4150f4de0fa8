import type { ChatMessage, FileId, Presence, UserId } from '@covibe/shared';
import { textOf } from '@covibe/shared';
import * as Y from 'yjs';

/** Where a person is in the project. Lines count from 1, both ends included. */
export type Place = {
	readonly file: FileId;
	/** Where the caret is; undefined while it is not known. */
	readonly caretLine: number | undefined;
	/** Undefined when nothing is selected. */
	readonly selection: { readonly fromLine: number; readonly toLine: number } | undefined;
};

/** What a message points at, or else where its author is in the room. */
export function placeOfAsker(
	doc: Y.Doc,
	{ request, presences, askerId }: { request: ChatMessage; presences: readonly Presence[]; askerId: UserId },
): Place | undefined {
	for (const mention of request.mentions) {
		if (mention.kind === 'selection') {
			const { file, fromLine, toLine } = mention;
			return { file, caretLine: fromLine, selection: { fromLine, toLine } };
		}
		if (mention.kind === 'problem') {
			const { file, line } = mention;
			return { file, caretLine: line, selection: { fromLine: line, toLine: line } };
		}
		if (mention.kind === 'file') return { file: mention.file, caretLine: undefined, selection: undefined };
	}
	const presence = presences.find(({ user }) => user?.kind === 'person' && user.id === askerId);
	return presence && placeOf(doc, presence);
}

function placeOf(doc: Y.Doc, { file, selection }: Presence): Place | undefined {
	const text = file && textOf(doc, file);
	if (!text) return undefined;
	const lineAt = (json: unknown) => {
		const place = Y.createAbsolutePositionFromRelativePosition(Y.createRelativePositionFromJSON(json), doc);
		return place?.type === text ? text.toString().slice(0, place.index).split('\n').length : undefined;
	};
	const [anchor, head] = selection ? [lineAt(selection.anchor), lineAt(selection.head)] : [undefined, undefined];
	if (anchor === undefined || head === undefined) return { file, caretLine: undefined, selection: undefined };
	const range = { fromLine: Math.min(anchor, head), toLine: Math.max(anchor, head) };
	const isCaret = JSON.stringify(selection?.anchor) === JSON.stringify(selection?.head);
	return { file, caretLine: head, selection: isCaret ? undefined : range };
}
