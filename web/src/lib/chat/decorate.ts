import { type Mention } from '@covibe/shared';
import { type Place, placeOfMention, placeOfPath, tokenOf } from './mention-words.ts';

/** What a rendered message is joined with. */
export type Surroundings = {
	readonly mentions: readonly Mention[];
	readonly nameOf: (user: string) => string | undefined;
	readonly fileOf: Parameters<typeof placeOfPath>[1];
	readonly open: (place: Place) => void;
	/** The reader is mentioned by it. */
	readonly isSelf: (user: string) => boolean;
};

/** Longer inline code is no path. */
const LONGEST_PATH = 200;

/** Turns mentions and names of files in a rendered message into what they lead to. */
export function decorate(fragment: DocumentFragment, around: Surroundings): DocumentFragment {
	for (const span of fragment.querySelectorAll<HTMLElement>('span[data-path]')) {
		const place = placeOfPath(decoded(span.dataset['path'] ?? ''), around.fileOf);
		if (place) span.replaceWith(chip(span.textContent, () => around.open(place)));
		else span.removeAttribute('data-path');
	}
	for (const code of fragment.querySelectorAll('code')) {
		const words = code.textContent;
		const place =
			code.closest('pre, button') || words.length > LONGEST_PATH ? undefined : placeOfPath(words, around.fileOf);
		if (place) code.replaceWith(chip(words, () => around.open(place)));
	}
	for (const mention of around.mentions) markMention(fragment, mention, around);
	return fragment;
}

function markMention(fragment: DocumentFragment, mention: Mention, around: Surroundings): void {
	const token = tokenOf(mention, around.nameOf);
	if (token === undefined) return;
	const walker = document.createTreeWalker(fragment, NodeFilter.SHOW_TEXT);
	const texts: Text[] = [];
	while (walker.nextNode()) texts.push(walker.currentNode as Text);
	for (const text of texts) {
		const at = text.data.indexOf(token);
		if (at === -1 || text.parentElement?.closest('a, code, pre, button, .chat-mention')) continue;
		const rest = text.splitText(at);
		rest.splitText(token.length);
		const place = placeOfMention(mention);
		if (place) rest.replaceWith(chip(token.slice(1), () => around.open(place)));
		else rest.replaceWith(name(token, mention.kind === 'person' && around.isSelf(mention.user)));
	}
}

function chip(words: string, open: () => void): HTMLElement {
	const button = document.createElement('button');
	button.type = 'button';
	button.className = 'chat-chip';
	button.textContent = words;
	button.title = `Open ${words}`;
	button.addEventListener('click', open);
	return button;
}

function name(words: string, isSelf: boolean): HTMLElement {
	const span = document.createElement('span');
	span.className = isSelf ? 'chat-mention chat-mention-self' : 'chat-mention';
	span.textContent = words;
	return span;
}

function decoded(address: string): string {
	try {
		return decodeURIComponent(address);
	} catch {
		// Safe: a `%` that encodes nothing stands for itself.
		return address;
	}
}
