import { CovibeError, type FileId, textOf } from '@covibe/shared';
import { DEFAULT_LINT_SETTINGS, type LintSettings } from '@covibe/shared/diagnostics';
import type * as Y from 'yjs';
import type { Room } from '../room/room.svelte.ts';
import {
	changeLintFile,
	differenceOf,
	LINT_FILE,
	type LintChange,
	type LintFile,
	readLintFile,
	repairLintFile,
} from './lint-file.ts';

/** Edits of settings: no undo stack of an editor tracks them. */
const SETTINGS_ORIGIN = 'lint-settings';

/** A room's choice of rules, as its file says it now, whoever wrote it; and changes of it by this person. */
export class RoomLintSettings {
	readonly #room: Room;
	#text: string | undefined = $state.raw();
	#watched: Y.Text | undefined;

	readonly fileId: FileId | undefined = $derived.by(
		() => this.#room.tree.entries.find(({ path, kind }) => kind === 'file' && path === LINT_FILE)?.id,
	);
	readonly file: LintFile = $derived.by(() => readLintFile(this.#text));
	/** While the file is invalid, every rule is as it comes. */
	readonly settings: LintSettings = $derived.by(() =>
		this.file.kind === 'valid' ? this.file.settings : DEFAULT_LINT_SETTINGS,
	);

	constructor(room: Room) {
		this.#room = room;
	}

	/** Follows the file, also one that is made, renamed or deleted later; call it in an effect. @returns what ends it */
	watch(): () => void {
		const text = this.fileId === undefined ? undefined : textOf(this.#room.doc, this.fileId);
		this.#watched = text;
		const read = () => (this.#text = text?.toString());
		read();
		text?.observe(read);
		return () => text?.unobserve(read);
	}

	/** @throws CovibeError with a sentence for the person; so does `repair` */
	change(change: LintChange): void {
		this.#write(changeLintFile(this.#text, change));
	}

	/** Keeps what can be understood of an invalid file. */
	repair(): void {
		this.#write(repairLintFile(this.#text ?? ''));
	}

	#write(after: string): void {
		if (!this.#room.canEdit) throw new CovibeError('read-only');
		const text = this.#watched;
		if (!text) {
			this.#room.createFile(LINT_FILE, after);
			return;
		}
		const { at, removed, inserted } = differenceOf(text.toString(), after);
		this.#room.doc.transact(() => {
			text.delete(at, removed);
			text.insert(at, inserted);
		}, SETTINGS_ORIGIN);
	}
}
