import type { editor as monacoEditor, IPosition } from 'monaco-editor/editor/editor.api.js';
import type { AgentStatus, PresenceUser } from '@covibe/shared';
import { statusWords } from '../people/words.ts';
import { editor } from './monaco.ts';
import type { NamePlace } from './name-places.ts';

/** How long a name stays after its person moved or typed. */
const NAMED_MS = 3_000;

/** Widths of a name's parts at 11 px. */
const NAME_PADDING_PX = 12;
const KIND_PX = 22;
const LATIN_PX = 6.5;
const WIDE_PX = 11;
const MOST_PX = 180;

/** One caret of somebody else, with the name on it. It has no width, so it displaces nothing and catches no click. */
export class CursorWidget implements monacoEditor.IContentWidget {
	readonly suppressMouseDown = true;
	readonly #id: string;
	readonly #node = document.createElement('div');
	readonly #name = document.createElement('bdi');
	readonly #kind = document.createElement('span');
	readonly #status = document.createElement('span');
	#position: IPosition = { lineNumber: 1, column: 1 };
	#colour: number | undefined;
	#namedTimer: ReturnType<typeof setTimeout> | undefined;
	#isHovered = false;

	constructor(clientId: number) {
		this.#id = `remote-caret-${clientId}`;
		const bar = document.createElement('span');
		bar.className = 'remote-caret-bar';
		const label = document.createElement('span');
		label.className = 'remote-caret-name';
		this.#kind.className = 'remote-caret-kind';
		this.#kind.textContent = 'AI';
		this.#status.hidden = true;
		this.#status.className = 'remote-caret-status';
		label.append(this.#kind, this.#name, this.#status);
		this.#node.className = 'remote-caret';
		// The people panel tells a screen reader who is where; a caret is no place for words.
		this.#node.setAttribute('aria-hidden', 'true');
		this.#node.append(bar, label);
	}

	getId(): string {
		return this.#id;
	}

	getDomNode(): HTMLElement {
		return this.#node;
	}

	getPosition(): monacoEditor.IContentWidgetPosition {
		// Exactly there: any other preference lets Monaco shift it at the edges.
		return { position: this.#position, preference: [editor.ContentWidgetPositionPreference.EXACT] };
	}

	get position(): IPosition {
		return this.#position;
	}

	/** About how wide the name is; measuring it would force a layout at every move. */
	get nameWidthPx(): number {
		let width = NAME_PADDING_PX + (this.#kind.hidden ? 0 : KIND_PX);
		const words = this.#name.textContent + (this.#status.hidden ? '' : ` ${this.#status.textContent}`);
		for (const character of words) width += character < '\u0300' ? LATIN_PX : WIDE_PX;
		return Math.min(width, MOST_PX);
	}

	get isNamed(): boolean {
		// Who works for somebody else is not to be overlooked: an agent that does something has its name on.
		return this.#namedTimer !== undefined || this.#isHovered || !this.#status.hidden;
	}

	setUser(user: PresenceUser): void {
		if (this.#colour !== user.colour) {
			this.#node.classList.remove(`editor-person-${this.#colour}`);
			this.#node.classList.add(`editor-person-${user.colour}`);
			this.#colour = user.colour;
		}
		if (this.#name.textContent !== user.name) this.#name.textContent = user.name;
		const isAgent = user.kind === 'agent';
		this.#node.classList.toggle('is-agent', isAgent);
		this.#kind.hidden = !isAgent;
	}

	/** What an agent is doing; undefined for people. */
	setStatus(status: AgentStatus | undefined): void {
		const words = status === undefined ? '' : statusWords(status);
		if (this.#status.textContent === words) return;
		this.#status.textContent = words;
		this.#status.hidden = words === '';
		this.#toggleName();
	}

	/** @returns true when it has to be laid out anew. */
	moveTo(position: IPosition, lineHeightPx: number): boolean {
		this.#node.style.setProperty('--caret-height', `${lineHeightPx}px`);
		const { lineNumber, column } = this.#position;
		if (position.lineNumber === lineNumber && position.column === column) return false;
		this.#position = { lineNumber: position.lineNumber, column: position.column };
		return true;
	}

	placeName({ row, isBelow, isLeftward }: NamePlace): void {
		this.#node.style.setProperty('--caret-row', String(row));
		this.#node.classList.toggle('is-below', isBelow);
		this.#node.classList.toggle('is-leftward', isLeftward);
	}

	/** Shows the name for a while. */
	showName(): void {
		clearTimeout(this.#namedTimer);
		this.#namedTimer = setTimeout(() => {
			this.#namedTimer = undefined;
			this.#toggleName();
		}, NAMED_MS);
		this.#toggleName();
	}

	hover(isHovered: boolean): void {
		if (this.#isHovered === isHovered) return;
		this.#isHovered = isHovered;
		this.#toggleName();
	}

	dispose(): void {
		clearTimeout(this.#namedTimer);
	}

	#toggleName(): void {
		this.#node.classList.toggle('is-named', this.isNamed);
	}
}
