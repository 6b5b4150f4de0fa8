import type { ErrorCode, FileId } from '@covibe/shared';
import type { IDisposable } from 'monaco-editor/editor/editor.api.js';
import type { Person } from '$lib/room/people.ts';
import { Inset } from '$lib/ask/inset.ts';
import { LineNote } from '$lib/blame/line-note.ts';
import { ReviewMarks } from '$lib/review/marks.ts';
import type { Room } from '$lib/room/room.svelte.ts';
import { holdWhileComposing } from './composition.ts';
import { type NameLinks, offerNameLinks } from './name-links.ts';
import { RemoteCursors } from './cursors.ts';
import { Follower } from './follow.ts';
import { type CodeEditorWidget, createEditor, remeasureWhenFontIsLoaded, type TextModel } from './monaco.ts';
import { OpenFile } from './open-file.ts';
import { OwnSelection } from './own-selection.ts';
import type { EditorTarget } from './session.svelte.ts';
import { trackSelection } from './view-anchor.ts';

export { applyTheme } from './monaco.ts';
export { offerFormatting } from './format.ts';
export { offerProblemHelp } from './problem-help.ts';
export { markProblems } from './problem-markers.ts';
export { offerShape } from './structure-help.ts';

/** Where the caret is, for the status bar; lines and columns count from 1. */
export type Cursor = {
	readonly line: number;
	readonly column: number;
	readonly selectedLength: number;
	/** The lines that the selection covers. */
	readonly fromLine: number;
	readonly toLine: number;
};

export type CodeEditorEvents = {
	readonly moved: (cursor: Cursor) => void;
	readonly acted: (activity: 'type' | 'escape') => void;
	readonly refused: (code: ErrorCode) => void;
};

export type OpenFilesEvents = {
	readonly opened: (file: OpenFile) => void;
	readonly closed: (id: FileId) => void;
	/** The reader scrolled, or went elsewhere with the caret. */
	readonly looked: (id: FileId) => void;
};

/** Scrolling and walking with the caret are over when nothing moved for so long. */
const LOOK_AFTER_MS = 60;

/** The open files of one page. They live on when the editor is taken off the page, and end with `close` or `dispose`. */
export class OpenFiles {
	readonly #room: Room;
	readonly #files = new Map<FileId, OpenFile>();
	readonly #events: OpenFilesEvents;
	onrefused: (code: ErrorCode) => void = () => undefined;
	onchanged: (file: OpenFile, isOwn: boolean) => void = () => undefined;

	constructor(room: Room, events: OpenFilesEvents) {
		this.#room = room;
		this.#events = events;
	}

	/** The file, opened if it was not; undefined when the room has no text with this id. */
	open(id: FileId, languageId: string): OpenFile | undefined {
		const known = this.#files.get(id);
		if (known) return known;
		const text = this.#room.text(id);
		if (!text) return undefined;
		const file = new OpenFile({
			id,
			text,
			languageId,
			canEdit: () => this.#room.canEdit,
			refused: (code) => this.onrefused(code),
			changed: (changed, isOwn) => this.onchanged(changed, isOwn),
		});
		this.#files.set(id, file);
		this.#events.opened(file);
		return file;
	}

	/** The file, if it is open. */
	get(id: FileId): OpenFile | undefined {
		return this.#files.get(id);
	}

	get ids(): readonly FileId[] {
		return [...this.#files.keys()];
	}

	looked(id: FileId): void {
		this.#events.looked(id);
	}

	/** The file that the model belongs to. */
	fileOf(model: TextModel): FileId | undefined {
		return [...this.#files.values()].find((file) => file.model === model)?.id;
	}

	close(id: FileId): void {
		if (!this.#files.has(id)) return;
		this.#events.closed(id);
		this.#files.get(id)?.dispose();
		this.#files.delete(id);
	}

	cleanLineEnds(): void {
		for (const file of this.#files.values()) file.cleanLineEnds();
	}

	dispose(): void {
		for (const id of [...this.#files.keys()]) this.close(id);
	}
}

/** The editor on the page: one Monaco, which shows one open file at a time. */
export class CodeEditor {
	readonly #widget: CodeEditorWidget;
	readonly #cursors: RemoteCursors;
	/** What the AI changed in the file on the screen. */
	readonly marks: ReviewMarks;
	readonly note: LineNote;
	readonly #follower: Follower;
	readonly #own: OwnSelection;
	readonly #files: OpenFiles;
	readonly #events: CodeEditorEvents;
	readonly #listeners: IDisposable[];
	#file: OpenFile | undefined;
	#people: readonly Person[] = [];
	#lookTimer: ReturnType<typeof setTimeout> | undefined;

	constructor(container: HTMLElement, room: Room, files: OpenFiles, events: CodeEditorEvents) {
		this.#files = files;
		this.#events = events;
		this.#widget = createEditor(container);
		this.#own = new OwnSelection(room);
		this.#cursors = new RemoteCursors(this.#widget);
		this.marks = new ReviewMarks(this.#widget);
		this.note = new LineNote(this.#widget);
		this.#follower = new Follower(this.#widget, this.#cursors);
		this.#cursors.ondrawn = () => this.#follower.keepInView();
		this.#files.onrefused = events.refused;
		this.#files.onchanged = (file, isOwn) => this.#textChanged(file, isOwn);
		this.#listeners = [
			holdWhileComposing(this.#widget, () => room.holdRemote()),
			this.#widget.onDidChangeCursorSelection(({ selection, secondarySelections, reason }) =>
				this.#selectionChanged([selection, ...secondarySelections], reason),
			),
			this.#widget.onDidScrollChange(() => this.#looked()),
			this.#widget.onKeyDown(({ browserEvent }) => {
				if (browserEvent.key === 'Escape') events.acted('escape');
			}),
		];
		void remeasureWhenFontIsLoaded();
	}

	/** Shows a file, opening it if need be; nothing when the room does not hold it. @returns true when it is shown. */
	show(id: FileId | undefined, languageId: string): boolean {
		const file = id === undefined ? undefined : this.#files.open(id, languageId);
		file?.setLanguage(languageId);
		if (file === this.#file) return file !== undefined;
		this.#file?.leave();
		this.#file = file;
		if (file) file.enter(this.#widget);
		else this.#widget.setModel(null);
		file?.others.setPeople(this.#people);
		this.#cursors.show(file?.others);
		this.marks.show(file);
		this.note.clear();
		if (file) this.#selectionChanged(this.#widget.getSelections() ?? [], 0);
		else this.#own.clear();
		return file !== undefined;
	}

	/** `readOnlyReason` is said to somebody who types and may not; without it the text can be edited. */
	setAccess(readOnlyReason: string | undefined): void {
		const isReadOnly = readOnlyReason !== undefined;
		this.#widget.updateOptions({ readOnly: isReadOnly, readOnlyMessage: { value: readOnlyReason ?? '' } });
		if (!isReadOnly) this.#files.cleanLineEnds();
	}

	/** What a screen reader says of the editor. */
	setLabel(label: string): void {
		this.#widget.updateOptions({ ariaLabel: label });
	}

	setPeople(people: readonly Person[]): void {
		this.#people = people;
		this.#file?.others.setPeople(people);
		this.#cursors.schedule();
	}

	follow(clientId: number | undefined): void {
		this.#follower.follow(clientId);
	}

	focus(): void {
		this.#widget.focus();
	}

	/** Runs one of Monaco's actions on what is shown. */
	run(action: string): void {
		this.#widget.focus();
		this.#widget.trigger('covibe', action, {});
	}

	hasFocus(): boolean {
		return this.#widget.hasTextFocus();
	}

	/** Writes a text in the place of the selection, as one step of undo. False when nothing may be written. */
	insert(text: string): boolean {
		const selection = this.#widget.getSelection();
		if (!selection || !this.#file || this.#widget.getRawOptions().readOnly) return false;
		this.#widget.pushUndoStop();
		this.#widget.executeEdits('chat', [{ range: selection, text, forceMoveMarkers: true }]);
		this.#widget.pushUndoStop();
		this.#widget.focus();
		return true;
	}

	/** Puts the caret at a place and shows it. */
	goTo({ row, column, enter, action }: EditorTarget): void {
		const position = { lineNumber: row + 1, column: column + 1 };
		this.#widget.setPosition(position);
		this.#widget.revealPositionInCenterIfOutsideViewport(position);
		if (enter) this.#widget.focus();
		// What is shown there leaves the keyboard in the editor: the next key may be F8 again.
		if (action !== undefined) this.#widget.trigger('covibe', action, { focus: 'noAutoFocus' });
	}

	/** Makes room between two lines for something of the page; the caller ends it. */
	openInset(options: ConstructorParameters<typeof Inset>[1]): Inset {
		return new Inset(this.#widget, options);
	}

	/** Lets a click on a name lead to what it means; the returned function ends it. */
	offerNameLinks(links: NameLinks): () => void {
		return offerNameLinks(this.#widget, links);
	}

	/** Puts entries into the context menu of the code; the returned function takes them out. */
	offerInMenu(
		entries: readonly { readonly id: string; readonly label: string; readonly run: () => void }[],
		group = '0_ai',
	): () => void {
		const actions = entries.map(({ id, label, run }, order) =>
			this.#widget.addAction({ id, label, run, contextMenuGroupId: group, contextMenuOrder: order }),
		);
		return () => {
			for (const action of actions) action.dispose();
		};
	}

	/** Takes the editor off the page; open files stay open. */
	dispose(): void {
		clearTimeout(this.#lookTimer);
		this.#file?.leave();
		this.#own.clear();
		for (const listener of this.#listeners) listener.dispose();
		this.#cursors.dispose();
		this.marks.dispose();
		this.note.dispose();
		this.#widget.dispose();
	}

	/** Told when it is over: rules look at what is in sight first. */
	#looked(): void {
		clearTimeout(this.#lookTimer);
		this.#lookTimer = setTimeout(() => {
			if (this.#file) this.#files.looked(this.#file.id);
		}, LOOK_AFTER_MS);
	}

	#textChanged(file: OpenFile, isOwn: boolean): void {
		if (file !== this.#file) return;
		this.#cursors.schedule();
		this.marks.textChanged();
		if (isOwn) this.#events.acted('type');
	}

	#selectionChanged(selections: readonly Parameters<typeof trackSelection>[1][], reason: number): void {
		const file = this.#file;
		const [primary] = selections;
		if (!file || !primary || this.#widget.getModel() !== file.model) return;
		file.undo.selectionChanged(selections, reason);
		this.#own.set(file.text, trackSelection(file.model, primary));
		const selectedLength = selections.reduce((sum, each) => sum + file.model.getValueLengthInRange(each), 0);
		this.#looked();
		const { positionLineNumber: line, positionColumn: column } = primary;
		this.#events.moved({ line, column, selectedLength, ...linesOf(primary) });
	}
}

/** The lines that a selection covers; one that ends before the first letter of a line does not cover that line. */
function linesOf({ startLineNumber, endLineNumber, endColumn }: Parameters<typeof trackSelection>[1]) {
	const endsBefore = endColumn === 1 && endLineNumber > startLineNumber;
	return { fromLine: startLineNumber, toLine: endsBefore ? endLineNumber - 1 : endLineNumber };
}
