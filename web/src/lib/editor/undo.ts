import type { editor as monacoEditor } from 'monaco-editor/editor/editor.api.js';
import * as Y from 'yjs';
import { RENAME_ORIGIN } from '../structure/rename-texts.ts';
import { editor } from './monaco.ts';
import { positionsOf, resolveSelection, type SelectionPositions } from './positions.ts';
import { toSelection, trackSelection } from './view-anchor.ts';

/** Edits within this time are undone together, unless the editor saw a word or a kind of edit end between them. */
const CAPTURE_MS = 500;
/** `CursorChangeReason.Explicit`: somebody moved the caret, rather than text did. */
const EXPLICIT = 3;
/** Carets that an undo step remembers: each costs a walk through the text at every keystroke. */
const MOST_CARETS = 32;

type UndoOptions = {
	readonly text: Y.Text;
	readonly model: monacoEditor.ITextModel;
	/** The origin of this person's own edits. */
	readonly origin: object;
	readonly widget: () => monacoEditor.ICodeEditor | undefined;
	readonly canEdit: () => boolean;
};

type Selections = readonly SelectionPositions[];
type Item = { readonly meta: Map<unknown, unknown> };

/**
 * Undo and redo of what this person did in one file, and of nothing else. It stands in the place of the model's own
 * stack, so that keys, menu and `editor.trigger` all come here.
 */
export class PersonalUndo {
	readonly #options: UndoOptions;
	readonly #manager: Y.UndoManager;
	/** The selections as they were before the edit that is on its way. */
	#before: Selections = [];
	#awaitsAfter: Item | undefined;

	constructor(options: UndoOptions) {
		this.#options = options;
		const { text, model, origin } = options;
		const trackedOrigins = new Set([origin, RENAME_ORIGIN]);
		this.#manager = new Y.UndoManager(text, { trackedOrigins, captureTimeout: CAPTURE_MS });
		this.#manager.on('stack-item-added', ({ stackItem, type }) => this.#added(stackItem, type));
		this.#manager.on('stack-item-updated', ({ stackItem }) => (this.#awaitsAfter = stackItem));
		this.#manager.on('stack-item-popped', ({ stackItem, type }) => this.#popped(stackItem, type));
		this.#replaceStackOf(model);
	}

	/** The origin of undoing and redoing in Yjs transactions. */
	get origin(): object {
		return this.#manager;
	}

	dispose(): void {
		this.#manager.destroy();
	}

	/** Keeps the caret's places up to date; call it whenever the selection of the editor that shows the model changed. */
	selectionChanged(
		selections: readonly monacoEditor.ICursorSelectionChangedEvent['selection'][],
		reason: number,
	): void {
		if (reason === EXPLICIT) this.#manager.stopCapturing();
		const { text, model } = this.#options;
		const positions = selections
			.slice(0, MOST_CARETS)
			.map((selection) => positionsOf(text, trackSelection(model, selection)));
		// An edit that left the caret where it was is told by no event of its own.
		this.#awaitsAfter?.meta.set('after', reason === EXPLICIT ? this.#before : positions);
		this.#awaitsAfter = undefined;
		this.#before = positions;
	}

	#added(item: Item, type: 'undo' | 'redo'): void {
		// What undo and redo push themselves takes over the meta of what they popped.
		if (type === 'redo' || this.#manager.redoing) return;
		item.meta.set('before', this.#before);
		this.#awaitsAfter = item;
	}

	#popped(item: Item, type: 'undo' | 'redo'): void {
		const opposite = (type === 'undo' ? this.#manager.redoStack : this.#manager.undoStack).at(-1);
		if (opposite) for (const [key, value] of item.meta) opposite.meta.set(key, value);
		const positions = item.meta.get(type === 'undo' ? 'before' : 'after') as Selections | undefined;
		this.#show(positions ?? []);
	}

	#show(positions: Selections): void {
		const { text, model, widget } = this.#options;
		const selections = positions.flatMap((each) => {
			const resolved = resolveSelection(text, each);
			return resolved ? [toSelection(model, resolved)] : [];
		});
		const [first] = selections;
		const shown = widget();
		if (!shown || !first) return;
		shown.setSelections(selections, 'undo');
		shown.revealRangeInCenterIfOutsideViewport(first, editor.ScrollType.Immediate);
	}

	#replaceStackOf(model: monacoEditor.ITextModel): void {
		const pushStackElement = model.pushStackElement.bind(model);
		model.pushStackElement = () => {
			this.#manager.stopCapturing();
			pushStackElement();
		};
		model.canUndo = () => this.#options.canEdit() && this.#manager.canUndo();
		model.canRedo = () => this.#options.canEdit() && this.#manager.canRedo();
		model.undo = () => {
			if (model.canUndo()) this.#manager.undo();
		};
		model.redo = () => {
			if (model.canRedo()) this.#manager.redo();
		};
	}
}
