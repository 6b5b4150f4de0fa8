import type { FileId } from '@covibe/shared';
import { languageOfPath } from '@covibe/shared/diagnostics';
import { tagFilesOf } from '@covibe/shared/structure';
import { untrack } from 'svelte';
import type { EditorSession } from '../editor/session.svelte.ts';
import type { OutlineEntry } from './messages.ts';

/** What a file defines: `none` when nothing is known about files of its kind, `large` when it is too long for it. */
export type Outline = {
	readonly file: FileId | undefined;
	readonly state: 'loading' | 'ready' | 'none' | 'large';
	readonly entries: readonly OutlineEntry[];
};

export type OutlineHost = {
	/** The file in front. */
	active(): FileId | undefined;
	/** Something that shows the outline is in sight. */
	isWanted(): boolean;
};

/** Typing has paused, ms; and how old an outline may get while somebody types all the time. */
const RENEW_MS = { pause: 350, latest: 2_000 };
const NOTHING: Outline = { file: undefined, state: 'none', entries: [] };

/** The outline of the file in front, renewed when typing pauses, whoever types, and only while it is looked at. */
export class OutlineFeed {
	readonly #session: EditorSession;
	readonly #host: OutlineHost;
	outline: Outline = $state.raw(NOTHING);

	constructor(session: EditorSession, host: OutlineHost) {
		this.#session = session;
		this.#host = host;
	}

	/** Keeps it up to date; call it in an effect. */
	watch(): (() => void) | undefined {
		const file = this.#host.active();
		if (file === undefined || !this.#host.isWanted()) return undefined;
		const { room, diagnostics } = this.#session;
		const status = diagnostics.status(file);
		const language = languageOfPath(this.#session.path(file) ?? '')?.id;
		const isKnown = language !== undefined && tagFilesOf(language).length > 0;
		if (!isKnown || status === 'failed' || status === 'too-large') {
			this.outline = { file, state: status === 'too-large' ? 'large' : 'none', entries: [] };
			return undefined;
		}
		if (untrack(() => this.outline.file) !== file) this.outline = { file, state: 'loading', entries: [] };
		const text = room.text(file);
		if (status === 'closed' || !text) return undefined;
		const renew = delayed(() => void this.#renew(file), RENEW_MS);
		const changed = () => renew.soon();
		text.observe(changed);
		void this.#renew(file);
		return () => {
			text.unobserve(changed);
			renew.stop();
		};
	}

	async #renew(file: FileId): Promise<void> {
		const entries = await this.#session.diagnostics.ask((remote) => remote.outline(file));
		// Nothing comes of what was asked again meanwhile, nor of a file that has just been closed.
		if (entries && this.outline.file === file) this.outline = { file, state: 'ready', entries };
	}
}

/** Calls when nothing has happened for a while, at the latest after another while. */
export function delayed(call: () => void, { pause, latest }: { readonly pause: number; readonly latest: number }) {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let firstAt: number | undefined;
	return {
		soon() {
			const now = performance.now();
			firstAt ??= now;
			clearTimeout(timer);
			timer = setTimeout(
				() => {
					firstAt = undefined;
					call();
				},
				Math.max(0, Math.min(pause, firstAt + latest - now)),
			);
		},
		stop: () => clearTimeout(timer),
	};
}
