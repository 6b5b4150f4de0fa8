import type { FileId } from '@covibe/shared';
import { readFormatSettings } from '@covibe/shared/formatting';
import { toast } from 'svelte-sonner';
import { nameOf } from '../files/tree.ts';
import type { Room } from '../room/room.svelte.ts';
import { refusalWords } from './format-refusal.ts';
import type { FormatRequest } from './format-text.ts';
import { type LinterHost, LinterFailure } from './linter-host.ts';
import type { FormatAnswer } from './linter-worker.ts';
import { formatToolOf, MOST_UNITS_TO_FORMAT, TOOL_NAMES } from './tools.ts';

export type FormatRange = { readonly start: number; readonly end: number };

/** What came of it. */
export type FormatOutcome =
	| { readonly kind: 'done'; readonly changes: number }
	| { readonly kind: 'refused'; readonly reason: string; readonly line: number | undefined }
	/** Others type where the formatter would. */
	| { readonly kind: 'busy' }
	| { readonly kind: 'failed' };

type Options = {
	readonly room: Room;
	readonly host: LinterHost;
};

/** One toast at a time: the newest word about formatting. */
const TOAST = 'format';
/** The first use of a formatter fetches it; before this nobody wonders. */
const SAY_AFTER_MS = 1_500;

/** The formatters of one room: which file has one, how the project wants it, and what is said about it. */
export class RoomFormatter {
	readonly #options: Options;

	constructor(options: Options) {
		this.#options = options;
	}

	canFormat(file: FileId): boolean {
		const path = this.#path(file);
		return this.#options.room.canEdit && path !== undefined && formatToolOf(path) !== undefined;
	}

	/** @throws LinterFailure when the tool cannot be had, or broke twice. */
	async format(file: FileId, text: string, range?: FormatRange): Promise<FormatAnswer> {
		const path = this.#path(file) ?? '';
		const tool = formatToolOf(path);
		const { host } = this.#options;
		if (!tool) return refusal(`there is no formatter for ${nameOf(path)}`);
		if (text.length > MOST_UNITS_TO_FORMAT) return refusal('the file is too large');
		const settings = readFormatSettings(path, text, (other) => this.#read(other));
		const request: FormatRequest = { tool, path, text, settings, range };
		const patience = setTimeout(
			() => toast.loading(`${TOOL_NAMES[tool]} is formatting…`, { id: TOAST, duration: Infinity }),
			SAY_AFTER_MS,
		);
		const ask = () => host.ask((worker): Promise<FormatAnswer> => worker.format(request));
		try {
			return await ask().catch((error: unknown) => {
				if (!(error instanceof LinterFailure)) throw error;
				return ask();
			});
		} finally {
			clearTimeout(patience);
		}
	}

	/** Says what came of it, where the text itself does not show it. */
	tell(outcome: FormatOutcome): void {
		switch (outcome.kind) {
			case 'done':
				toast.dismiss(TOAST);
				break;
			case 'refused':
				toast.error(refusalWords({ message: outcome.reason, line: outcome.line }), { id: TOAST, duration: 6_000 });
				break;
			case 'busy':
				toast('Others are typing in the same lines. Format again when they rest.', { id: TOAST, duration: 6_000 });
				break;
			case 'failed':
				toast.error('The formatter could not be loaded. Try again.', { id: TOAST, duration: 6_000 });
		}
	}

	#path(file: FileId): string | undefined {
		return this.#options.room.tree.entries.find(({ id }) => id === file)?.path;
	}

	#read(path: string): string | undefined {
		const { room } = this.#options;
		const entry = room.tree.entries.find((each) => each.kind === 'file' && each.path === path);
		return entry && room.text(entry.id)?.toString();
	}
}

const refusal = (reason: string): FormatAnswer => ({ kind: 'refused', reason, line: undefined });
