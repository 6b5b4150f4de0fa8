import { ERRORS } from '@covibe/shared';
import { toast } from 'svelte-sonner';
import type { EditorSession } from '../editor/session.svelte.ts';
import { WAY_BACK_MS, WayBack } from '../review/way-back.ts';
import { type Anchor, anchorAt, pointOf } from './anchor.ts';
import type { FilePoint, FileRename, RenamePlan } from './messages.ts';
import type { ProjectReader } from './project-reader.svelte.ts';
import { countWords, RENAME_ORIGIN, renameInTexts, type RenameOutcome } from './rename-texts.ts';

export type RenameState =
	| { readonly kind: 'reading' }
	| { readonly kind: 'refused'; readonly reason: string }
	| {
			readonly kind: 'open';
			readonly oldName: string;
			readonly files: readonly FileRename[];
			/** Why the new name will not do. */
			readonly problem: string | undefined;
	  };

/** In a room the text may change while the rename is worked out. */
const TRIES = 4;
const GONE: RenamePlan = { ok: false, reason: 'The place has gone: somebody deleted it.' };
const NO_ANSWER: RenamePlan = { ok: false, reason: 'The reader of code has just been started anew. Try again.' };

/** Gives something another name, everywhere in the project that means it, or says why not. */
export class SymbolRename {
	readonly #session: EditorSession;
	readonly #reader: ProjectReader;
	readonly #announce: (text: string) => void;
	#wayBack: WayBack | undefined;
	#anchor: Anchor | undefined;
	/** Undefined while nothing is renamed. */
	state: RenameState | undefined = $state.raw();

	constructor(session: EditorSession, reader: ProjectReader, announce: (text: string) => void) {
		this.#session = session;
		this.#reader = reader;
		this.#announce = announce;
	}

	/** Asks for a new name of what stands at a place. */
	async start(at: FilePoint): Promise<void> {
		if (!this.#session.room.canEdit) {
			this.state = { kind: 'refused', reason: this.#session.room.readOnlySentence };
			return;
		}
		const text = this.#session.room.text(at.file);
		if (!text) return;
		const anchor = anchorAt(text, at);
		this.#anchor = anchor;
		this.state = { kind: 'reading' };
		await this.#reader.readAll();
		const plan = await this.#plan(anchor);
		if (this.#anchor !== anchor) return;
		this.state = plan.ok
			? { kind: 'open', oldName: plan.oldName, files: plan.files, problem: undefined }
			: { kind: 'refused', reason: plan.reason };
	}

	/** Looks what a new name would change. */
	async check(newName: string): Promise<void> {
		const { state } = this;
		const anchor = this.#anchor;
		if (state?.kind !== 'open' || !anchor) return;
		if (newName === '' || newName === state.oldName) {
			this.state = { ...state, problem: undefined };
			return;
		}
		const plan = await this.#plan(anchor, newName);
		if (this.#anchor !== anchor || this.state?.kind !== 'open') return;
		this.state = plan.ok ? { ...state, files: plan.files, problem: undefined } : { ...state, problem: plan.reason };
	}

	/** @returns true when it is done. */
	async apply(newName: string): Promise<boolean> {
		const anchor = this.#anchor;
		for (let left = TRIES; left > 0 && anchor; left--) {
			if (!this.#session.room.canEdit) return this.#fail(this.#session.room.readOnlySentence);
			await this.#reader.readAll();
			const plan = await this.#plan(anchor, newName);
			if (this.#anchor !== anchor) return false;
			if (!plan.ok) return this.#fail(plan.reason);
			const outcomes: RenameOutcome[] = [];
			this.#recorder().record(() => {
				outcomes.push(renameInTexts(this.#session.room.doc, plan.files, plan.oldName));
			});
			const [outcome = 'changed'] = outcomes;
			if (outcome === 'done') {
				this.#done(plan, newName);
				return true;
			}
			if (outcome !== 'changed') return this.#fail(ERRORS[outcome].message);
		}
		return this.#fail('Others are changing these places right now. Try again in a moment.');
	}

	cancel(): void {
		this.#anchor = undefined;
		this.state = undefined;
	}

	dispose(): void {
		this.#wayBack?.dispose();
	}

	async #plan(anchor: Anchor, newName?: string): Promise<RenamePlan> {
		const { room, diagnostics } = this.#session;
		await this.#reader.sync();
		const at = pointOf(room.text(anchor.file), anchor);
		if (!at) return GONE;
		const plan = await diagnostics.ask<RenamePlan>(async (remote) => remote.rename(at, newName));
		return plan ?? NO_ANSWER;
	}

	#recorder(): WayBack {
		return (this.#wayBack ??= new WayBack(this.#session.room.doc, RENAME_ORIGIN));
	}

	#fail(problem: string): false {
		if (this.state?.kind === 'open') this.state = { ...this.state, problem };
		return false;
	}

	#done({ oldName, files }: Extract<RenamePlan, { ok: true }>, newName: string): void {
		this.cancel();
		const words = `${oldName} is ${newName} now: ${countWords(files)}.`;
		this.#announce(words);
		const undo = () => {
			if (this.#session.room.canEdit) this.#wayBack?.take();
		};
		toast(words, { duration: WAY_BACK_MS, action: { label: 'Undo', onClick: undo } });
	}
}
