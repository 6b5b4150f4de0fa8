import { type ChatMessage, type Mention, unreachable } from '@covibe/shared';

/** Who said a message, as a model reads it. */
export function speakerOf({ author }: ChatMessage): string {
	if (author.kind === 'person') return author.name;
	return author.kind === 'agent' ? `${author.name} (AI)` : 'somebody who left';
}

/** A message with its speaker, and what it points at. */
export function messageText(message: ChatMessage): string {
	const mentions = message.mentions.flatMap((mention) => mentionText(mention) ?? []);
	const about = mentions.length === 0 ? '' : `\n(${mentions.join('; ')})`;
	return `${speakerOf(message)}: ${message.text}${about}`;
}

function mentionText(mention: Mention): string | undefined {
	switch (mention.kind) {
		case 'person':
		case 'agent':
			return undefined;
		case 'file':
			return `points at the file ${mention.path}`;
		case 'selection':
			return `points at ${mention.path}, lines ${mention.fromLine} to ${mention.toLine}`;
		case 'problem':
			return `points at a problem in ${mention.path}, line ${mention.line}: ${mention.message} [${mention.rule}]`;
		default:
			return unreachable(mention);
	}
}
