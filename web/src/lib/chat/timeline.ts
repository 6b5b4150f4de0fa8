import type { ChatAuthor, MessageId } from '@covibe/shared';
import type { Messages } from './merge.ts';

/** What stands round a message in the list. */
export type Note = {
	/** A new speaker, or a pause: the name is shown. */
	readonly startsRun: boolean;
	/** A day begins: epoch ms. */
	readonly dayMs: number | undefined;
	/** From here on nothing was read when the panel was opened. */
	readonly isFirstNew: boolean;
};

/** After this silence the same person is named again. */
const PAUSE_MS = 5 * 60_000;

export function notesOf(messages: Messages, newFrom: number | undefined): ReadonlyMap<MessageId, Note> {
	const notes = new Map<MessageId, Note>();
	let before: Messages[number] | undefined;
	for (const message of messages) {
		const isNewDay = !before || dayOf(before.createdAtMs) !== dayOf(message.createdAtMs);
		const isFirstNew =
			newFrom !== undefined && message.position > newFrom && (before === undefined || before.position <= newFrom);
		const isSame =
			before !== undefined &&
			speakerOf(before.author) === speakerOf(message.author) &&
			message.createdAtMs - before.createdAtMs < PAUSE_MS;
		notes.set(message.id, {
			startsRun: !isSame || isNewDay || isFirstNew || message.replyTo !== undefined,
			dayMs: isNewDay ? message.createdAtMs : undefined,
			isFirstNew,
		});
		before = message;
	}
	return notes;
}

function speakerOf(author: ChatAuthor): string {
	if (author.kind === 'person') return author.id;
	return author.kind === 'agent' ? `agent ${author.model}` : 'gone';
}

function dayOf(ms: number): string {
	return new Date(ms).toDateString();
}

/** `Today`, `Yesterday`, else the date. */
export function dayWords(ms: number, nowMs: number): string {
	const today = new Date(nowMs);
	if (dayOf(ms) === dayOf(nowMs)) return 'Today';
	const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
	if (dayOf(ms) === yesterday.toDateString()) return 'Yesterday';
	const isThisYear = new Date(ms).getFullYear() === today.getFullYear();
	return new Date(ms).toLocaleDateString('en', {
		weekday: 'short',
		day: 'numeric',
		month: 'short',
		...(isThisYear ? {} : { year: 'numeric' }),
	});
}

/** Hours and minutes, as the person's clock shows them. */
export function timeWords(ms: number): string {
	return new Date(ms).toLocaleTimeString(undefined, { hour: '2-digit', minute: '2-digit' });
}

/** Who is typing, as a sentence; undefined when nobody is. */
export function typingWords(names: readonly string[]): string | undefined {
	const [first, second] = names;
	if (first === undefined) return undefined;
	if (second === undefined) return `${first} is typing`;
	if (names.length === 2) return `${first} and ${second} are typing`;
	return `${first} and ${names.length - 1} others are typing`;
}

/** What a message says without the marks of its Markdown, for one line of it. */
export function plainWords(text: string): string {
	return text
		.replace(/^ {0,3}(`{3,}|~{3,}).*$/gm, '')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/^ {0,3}(#{1,6}|>|[-*+]) +/gm, '')
		.replace(/\*\*|`|(?<!\w)[*_]|[*_](?!\w)/g, '')
		.replace(/\s+/g, ' ')
		.trim();
}
