import type { FileId, Mention, TurnId } from '@covibe/shared';
import type { Person } from '../room/people.ts';
import type { FileDiff } from '../review/file-diff.ts';
import type { Place } from './mention-words.ts';

export type TurnChanges = {
	readonly files: readonly { readonly file: FileId; readonly path: string }[];
	/** Changes that nobody kept or took back yet. */
	readonly openCount: number;
	readonly isWriting: boolean;
};

/** What the chat asks of the page round it. */
export type ChatHost = {
	/** Shows a file, with the caret at a line of it. */
	readonly open: (place: Place) => void;
	/** Writes into the open file, where the caret is. False when none is open that may be written to. */
	readonly insert: (text: string) => boolean;
	/** What is selected in the editor. */
	readonly selection: () => Extract<Mention, { kind: 'selection' }> | undefined;
	/** The file in front. */
	readonly file: () => Extract<Mention, { kind: 'file' }> | undefined;
	/** Of the file in front. */
	readonly problems: () => readonly Extract<Mention, { kind: 'problem' }>[];
	readonly fileOf: (path: string) => FileId | undefined;
	/** What a turn of the AI did to files, as far as it was not taken back. */
	readonly changesOf: (turn: TurnId) => TurnChanges | undefined;
	/** The same, line by line, as it stands now. */
	readonly diffOf: (turn: TurnId) => readonly FileDiff[];
	readonly review: (turn: TurnId, act: 'show' | 'keep' | 'undo') => void;
	readonly follow: (person: Person) => void;
	/** Opens the chat. */
	readonly show: () => void;
	readonly announce: (text: string) => void;
	/** Leads to the settings of the AI. */
	readonly openSettings: () => void;
};
