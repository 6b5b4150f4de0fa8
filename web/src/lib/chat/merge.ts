import type { ChatMessage, ChatPage, MessageId, RoomEvent } from '@covibe/shared';

export type Messages = readonly ChatMessage[];

/** Takes messages in by their versions, oldest first. The same array when nothing is new. [PR15] */
export function mergeMessages(known: Messages, incoming: Messages): Messages {
	const byId = new Map<MessageId, ChatMessage>(known.map((message) => [message.id, message]));
	let isChanged = false;
	for (const message of incoming) {
		const before = byId.get(message.id);
		if (before && before.version >= message.version) continue;
		byId.set(message.id, message);
		isChanged = true;
	}
	if (!isChanged) return known;
	return [...byId.values()].sort((one, other) => one.position - other.position);
}

/** Empties a message that was deleted. */
export function withoutMessage(
	known: Messages,
	gone: Pick<Extract<RoomEvent, { type: 'message-deleted' }>, 'message' | 'version'>,
): Messages {
	const at = known.findIndex(({ id }) => id === gone.message);
	const message = known[at];
	if (!message || message.version >= gone.version) return known;
	return known.with(at, { ...message, version: gone.version, text: '', mentions: [], isDeleted: true });
}

/** What a page of the newest messages makes of those that are known: one that does not reach them takes their place. */
export function mergeNewest(
	known: { readonly messages: Messages; readonly hasOlder: boolean },
	page: Pick<ChatPage, 'messages' | 'hasMore'>,
): { readonly messages: Messages; readonly hasOlder: boolean } {
	const oldest = page.messages[0]?.position ?? 0;
	const newest = known.messages.at(-1)?.position ?? 0;
	if (page.hasMore && oldest > newest) return { messages: page.messages, hasOlder: true };
	const hasOlder = known.messages.length > 0 ? known.hasOlder : page.hasMore;
	return { messages: mergeMessages(known.messages, page.messages), hasOlder };
}
