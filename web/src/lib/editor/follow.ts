import type { RemoteCursors } from './cursors.ts';
import { type CodeEditorWidget, editor, prefersReducedMotion } from './monaco.ts';

/** Keeps somebody's caret in view, and moves nothing as long as it is. */
export class Follower {
	readonly #widget: CodeEditorWidget;
	readonly #cursors: RemoteCursors;
	#clientId: number | undefined;
	#seen = '';

	constructor(widget: CodeEditorWidget, cursors: RemoteCursors) {
		this.#widget = widget;
		this.#cursors = cursors;
	}

	/** Follows the caret of a client, or nobody's. */
	follow(clientId: number | undefined): void {
		if (this.#clientId === clientId) return;
		this.#clientId = clientId;
		this.#seen = '';
		this.keepInView();
	}

	/** Call it after the carets were drawn. */
	keepInView(): void {
		const position = this.#clientId === undefined ? undefined : this.#cursors.positionOf(this.#clientId);
		if (!position) return;
		const seen = `${position.lineNumber}:${position.column}`;
		// Who scrolls away to look at something is brought back when the other moves, not before.
		if (seen === this.#seen) return;
		this.#seen = seen;
		this.#widget.revealPositionInCenterIfOutsideViewport(position, this.#scrollType());
	}

	#scrollType(): editor.ScrollType {
		return prefersReducedMotion() ? editor.ScrollType.Immediate : editor.ScrollType.Smooth;
	}
}
