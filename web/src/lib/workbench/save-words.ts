import { unreachable } from '@covibe/shared';
import { type SaveState } from '../room/save-state.ts';

/** How the page says the state of saving: a few words for the status bar, and a sentence where more has to be known. */
export type SaveWords = {
	readonly short: string;
	readonly sentence: string;
	readonly tone: 'calm' | 'busy' | 'warning' | 'danger';
};

/** The words for a state of saving; they never claim more than the state. */
export function saveWords(save: SaveState): SaveWords {
	switch (save.kind) {
		case 'connecting':
			return { short: 'Connecting…', sentence: 'Connecting to the room.', tone: 'busy' };
		case 'saved':
			return { short: 'Saved', sentence: 'Everything you wrote is saved on the server.', tone: 'calm' };
		case 'saving':
			return { short: 'Saving…', sentence: 'Your latest edits are on their way to the server.', tone: 'busy' };
		case 'offline':
			return offlineWords(save);
		case 'reopening':
			return { short: 'Opening again…', sentence: `${save.message} Opening the room again.`, tone: 'warning' };
		case 'closed':
			return { short: 'Disconnected', sentence: save.message, tone: 'danger' };
		default:
			return unreachable(save);
	}
}

function offlineWords({ unsaved, kept }: { unsaved: boolean; kept: boolean }): SaveWords {
	if (kept) {
		const sentence = unsaved
			? 'No connection. Your edits are kept on this device and go out when the connection is back.'
			: 'No connection. Go on writing: your edits are kept on this device until it is back.';
		return { short: 'Offline — kept on this device', sentence, tone: 'warning' };
	}
	const sentence = unsaved
		? 'No connection, and this browser keeps nothing. Leave this page open, or your latest edits are lost.'
		: 'No connection, and this browser keeps nothing. What you write now exists only in this page.';
	return { short: unsaved ? 'Offline — not kept, do not close' : 'Offline — not kept', sentence, tone: 'danger' };
}

/** What deleting text does not give back: its history stays in the room. */
export function fillingSentence(percent: number): string {
	const rest = 'Go on in a new room before it is full; you can still read and delete here then.';
	return percent >= 100
		? 'This room is full: it takes no more text. Go on in a new room; you can still read and delete here.'
		: `This room is ${percent} % full, its history included. ${rest}`;
}

/** True when closing the page would lose something that a person wrote. */
export function losesOnClose(save: SaveState): boolean {
	return save.kind === 'offline' && save.unsaved && !save.kept;
}
