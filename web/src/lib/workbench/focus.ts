import { tick } from 'svelte';
import type { ChatView } from '../chat/chat-view.svelte.ts';
import type { EditorSession } from '../editor/session.svelte.ts';
import type { RoomProblems } from '../problems/room-problems.svelte.ts';
import type { Workbench } from './workbench.svelte.ts';

/** The parts that the keyboard can be taken to. */
export type FocusParts = {
	readonly session: EditorSession;
	readonly workbench: Workbench;
	readonly problems: RoomProblems;
	readonly chat: ChatView;
	/** Undefined before the page is drawn. */
	root(): HTMLElement | undefined;
};

/** Takes the keyboard to a part of the workbench, which is shown first, and back to the editor. */
export class Focus {
	readonly #parts: FocusParts;
	#enterUsages: (() => void) | undefined;
	#wantsUsages = false;

	constructor(parts: FocusParts) {
		this.#parts = parts;
	}

	/** After the file that was just opened is on the screen. */
	async editor(): Promise<void> {
		await tick();
		this.#parts.session.focus();
	}

	async tree(): Promise<void> {
		this.#parts.workbench.showTree();
		await tick();
		this.#parts.root()?.querySelector<HTMLElement>('[role="tree"] [tabindex="0"]')?.focus();
	}

	/** As soon as the list is there: the first time it has to be loaded. */
	usages(): void {
		this.#parts.workbench.showUsages();
		this.#wantsUsages = this.#enterUsages === undefined;
		this.#enterUsages?.();
	}

	/** The list of usages says how the keyboard gets there, or that it has gone. */
	usagesReady(enter: (() => void) | undefined): void {
		this.#enterUsages = enter;
		if (enter && this.#wantsUsages) this.usages();
	}

	async toggleOutline(): Promise<void> {
		const { workbench } = this.#parts;
		workbench.toggleOutline();
		if (!workbench.isOutlineOpen) return this.editor();
		await tick();
		this.#parts.root()?.querySelector<HTMLElement>('section[aria-label="Outline"] [role="tree"]')?.focus();
	}

	/** Shows a folder among the files. */
	async folder(path: string): Promise<void> {
		const { workbench } = this.#parts;
		workbench.tree.focusedKey = `folder:${path}`;
		await this.tree();
	}

	async problems(): Promise<void> {
		this.#parts.workbench.showProblems();
		await tick();
		this.#parts.problems.view.focus();
	}

	async toggleProblems(): Promise<void> {
		const { workbench } = this.#parts;
		if (!workbench.isProblemsShown) return this.problems();
		workbench.hideProblems();
		await this.editor();
	}

	async leaveProblems(): Promise<void> {
		const { workbench } = this.#parts;
		if (workbench.isNarrow) workbench.hideProblems();
		await this.editor();
	}

	/** With what is selected, when something is. */
	async chat(): Promise<void> {
		const { chat, session, workbench } = this.#parts;
		const selection = chat.host.selection();
		if (selection && session.hasFocus()) chat.composer.add(selection);
		chat.isSearching = false;
		workbench.showChat();
		await tick();
		chat.focus();
	}

	async toggleChat(): Promise<void> {
		const { workbench } = this.#parts;
		if (!workbench.isChatShown) return this.chat();
		workbench.hideChat();
		await this.editor();
	}

	/** Shows the chat at the message that asked the AI for something. */
	async turn(turn: string): Promise<void> {
		const { chat, workbench } = this.#parts;
		workbench.showChat();
		await tick();
		await chat.goToTurn(turn);
	}
}
