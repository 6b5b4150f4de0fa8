import type { FileId } from '@covibe/shared';
import {
	type Hunk,
	type HunkChoice,
	isOpen,
	keepHunks,
	rejectHunks,
	resolveHunk,
	setHunkState,
	settleRejected,
	tracesOf,
} from '@covibe/shared/hunks';
import { toast } from 'svelte-sonner';
import type { EditorSession } from '../editor/session.svelte.ts';
import { type Change, isAt } from './changes.ts';
import { type FileDiff, fileDiff } from './file-diff.ts';
import { HunkBook, underReview } from './hunk-book.ts';
import { type FileOfTurn, firstLinesOf, type ReviewedTurn, turnsOf } from './turns.ts';
import { WAY_BACK_MS, WayBack } from './way-back.ts';
import { counted, modelWords } from './words.ts';

/** What the review asks of the page round it. */
export type ReviewHost = {
	/** Brings a file to the front. */
	open(file: FileId): void;
	/** The file in front. */
	active(): FileId | undefined;
	announce(text: string): void;
	/** Shows the chat at the message that asked for a turn. */
	showTurn(turn: string): void;
	/** What a model is called in this room. */
	labelOf(model: string): string;
	/** True once it is known that a turn is over; nobody writes for it any more. */
	isOver(turn: string): boolean;
};

/** The changes of the file in front, as they were last drawn. */
export type ShownChanges = { readonly file: FileId; readonly changes: readonly Change[] };

/** The origin of keeping and rejecting in Yjs transactions; no undo stack of an editor tracks it. */
const REVIEW_ORIGIN = { name: 'review' };
/** Of tidying up after two who rejected at once: nobody's act, and nothing to undo. */
const SETTLE_ORIGIN = { name: 'review-settle' };
const NOTHING: readonly Hunk[] = [];
const ORPHANED_AFTER_MS = 2_000;

/** What the AI changed in a room and what people made of it: one state for bars, lists and keys. */
export class RoomReview {
	readonly #session: EditorSession;
	readonly #host: ReviewHost;
	readonly #book: HunkBook;
	readonly #wayBack: WayBack;
	/** Names of people who were seen here, so that who leaves stays who asked. */
	#names: Readonly<Record<string, string>> = $state.raw({});

	#recorded: readonly Hunk[] = $state.raw(NOTHING);
	/** Written by an agent that lost the right to say how it ended. */
	readonly #orphans: readonly Hunk[] = $derived.by(() =>
		this.#recorded.filter(({ state, turn }) => state === 'streaming' && this.#host.isOver(turn)),
	);
	/** All that are recorded, oldest first. */
	readonly #hunks: readonly Hunk[] = $derived.by(() =>
		this.#orphans.length === 0
			? this.#recorded
			: this.#recorded.map((hunk) => (this.#orphans.includes(hunk) ? { ...hunk, state: 'cut' } : hunk)),
	);
	/** Set by the editor on the page, whenever it has drawn them. */
	shown: ShownChanges | undefined = $state.raw();
	/** Draws the marks at once, so that `shown` is true; set by the editor on the page. */
	draw: () => void = () => undefined;
	toggleOldText: () => void = () => undefined;

	/** What waits for a review, or is written right now, by file. */
	readonly byFile: ReadonlyMap<FileId, readonly Hunk[]> = $derived.by(() => underReview(this.#hunks));
	readonly turns: readonly ReviewedTurn[] = $derived.by(() => turnsOf(this.#hunks, (file) => this.#session.path(file)));
	readonly openCount: number = $derived.by(() => this.#hunks.filter(isOpen).length);

	constructor(session: EditorSession, host: ReviewHost) {
		this.#session = session;
		this.#host = host;
		const { doc } = session.room;
		this.#wayBack = new WayBack(doc, REVIEW_ORIGIN);
		this.#book = new HunkBook(doc);
		this.#book.ondoubled = () => {
			if (this.canEdit) settleRejected(doc, SETTLE_ORIGIN);
		};
	}

	/** All that are recorded, decided or not. */
	get recorded(): readonly Hunk[] {
		return this.#hunks;
	}

	get canEdit(): boolean {
		return this.#session.room.canEdit;
	}

	/** Reads along with the document; the returned function ends it. */
	watch(): () => void {
		const stop = this.#book.watch((hunks) => (this.#recorded = hunks));
		return () => {
			stop();
			this.#wayBack.dispose();
		};
	}

	/** Ends the records of what nobody writes any more, so that they can be kept too; whoever may edit does it. */
	settle(): (() => void) | undefined {
		if (this.#orphans.length === 0 || !this.canEdit) return undefined;
		// The last words of an agent that ended in order may come after the news of its end.
		const timer = setTimeout(() => this.#settleNow(), ORPHANED_AFTER_MS);
		return () => clearTimeout(timer);
	}

	#settleNow(): void {
		const { doc } = this.#session.room;
		doc.transact(() => {
			for (const { id } of this.#orphans) setHunkState(doc, id, 'cut');
		}, SETTLE_ORIGIN);
	}

	/** Remembers who is here. */
	meet(): void {
		const unknown = this.#session.room.people.filter(
			({ user }) => user.kind === 'person' && this.#names[user.id] !== user.name,
		);
		if (unknown.length > 0)
			this.#names = { ...this.#names, ...Object.fromEntries(unknown.map(({ user }) => [user.id, user.name])) };
	}

	nameOf(user: string): string | undefined {
		const { self } = this.#session.room;
		return user === self.id ? self.name : this.#names[user];
	}

	modelName(model: string): string {
		return modelWords(model, (id) => this.#host.labelOf(id));
	}

	of(file: FileId): readonly Hunk[] {
		return this.byFile.get(file) ?? NOTHING;
	}

	/** Words to know the hunks of one file by: the first line that each wrote, or else deleted. One walk for all. */
	firstLines({ file, hunks }: FileOfTurn): Readonly<Record<string, string>> {
		const text = this.#session.room.text(file);
		return text ? firstLinesOf(text.toString(), hunks, tracesOf(text, hunks)) : {};
	}

	/** What a turn did, line by line, as far as it stands now. */
	diffOf(turn: string): readonly FileDiff[] {
		const reviewed = this.turns.find((each) => each.turn === turn);
		return (reviewed?.files ?? []).flatMap((file) => {
			const text = this.#session.room.text(file.file);
			if (!text) return [];
			const diff = fileDiff(file, { text: text.toString(), traces: tracesOf(text, file.hunks) });
			return diff.parts.length === 0 ? [] : [diff];
		});
	}

	keep(choice: HunkChoice): void {
		if (!this.#mayEdit()) return;
		this.#settleNow();
		keepHunks(this.#session.room.doc, choice, REVIEW_ORIGIN);
	}

	/** Where the change was asked for. */
	showTurn(turn: string): void {
		this.#host.showTurn(turn);
	}

	/** Takes back what was changed. */
	reject(choice: HunkChoice): void {
		this.#withWayBack(() => {
			const rejected = rejectHunks(this.#session.room.doc, choice, REVIEW_ORIGIN);
			return rejected.length === 0 ? undefined : `${counted(rejected.length, 'change')} of the AI taken back.`;
		});
	}

	/** Takes back all that one model did. */
	rejectModel(model: string): void {
		this.reject({ ids: this.#hunks.filter((hunk) => hunk.model === model).map(({ id }) => id) });
	}

	/** Decides lines that a person and the AI both changed. */
	resolve(id: string, choice: 'mine' | 'theirs' | 'both'): void {
		if (choice === 'mine') this.reject({ ids: [id] });
		else
			this.#withWayBack(() => {
				resolveHunk(this.#session.room.doc, id, { choice, origin: REVIEW_ORIGIN });
				return choice === 'theirs' ? 'The lines of the AI stand in place of the others.' : undefined;
			});
	}

	/** Decides the change at the caret, and goes on to the next one of the file. */
	decide(decision: 'keep' | 'reject'): void {
		this.draw();
		const { line } = this.#session.cursor;
		const change = this.#changesInFront().find((each) => isAt(each, line));
		if (!change) {
			this.#host.announce('The caret is in no change of the AI.');
			return;
		}
		this[decision]({ ids: [change.hunk] });
		this.#host.announce(decision === 'keep' ? 'Kept.' : 'Taken back.');
	}

	decideFile(decision: 'keep' | 'reject'): void {
		const file = this.#host.active();
		if (file !== undefined) this[decision]({ ids: this.of(file).map(({ id }) => id) });
	}

	/** Puts the caret into the next or the previous change: of this file, then of the next one with some. */
	next(step: 1 | -1): void {
		this.draw();
		const { line } = this.#session.cursor;
		const changes = this.#changesInFront();
		const inFile =
			step === 1
				? changes.find((change) => change.firstLine > line && !isAt(change, line))
				: changes.findLast((change) => change.firstLine < line && !isAt(change, line));
		const active = this.#host.active();
		if (inFile && active !== undefined) {
			this.#goTo(active, inFile);
			return;
		}
		const file = this.#fileBeside(step);
		if (file === undefined) this.#host.announce('There are no changes of the AI to review.');
		else if (file === active) {
			const round = step === 1 ? changes[0] : changes.at(-1);
			if (round) this.#goTo(file, round);
		} else this.open(file, step === 1 ? 'first' : 'last');
	}

	/** Shows a file with the caret in one of its changes. */
	open(file: FileId, which: 'first' | 'last' | { readonly hunk: string }): void {
		this.#host.open(file);
		this.#wanted = { file, which };
		this.#goWhereWanted();
	}

	/** Call it when `shown` has changed. */
	shownChanged(): void {
		this.#goWhereWanted();
	}

	#wanted: { readonly file: FileId; readonly which: 'first' | 'last' | { readonly hunk: string } } | undefined;

	#goWhereWanted(): void {
		const { shown } = this;
		const wanted = this.#wanted;
		if (!wanted || shown?.file !== wanted.file) return;
		if (shown.changes.length === 0 && this.byFile.has(wanted.file)) return;
		this.#wanted = undefined;
		const { which } = wanted;
		const change =
			which === 'first'
				? shown.changes[0]
				: which === 'last'
					? shown.changes.at(-1)
					: shown.changes.find(({ hunk }) => hunk === which.hunk);
		if (change) this.#goTo(wanted.file, change);
	}

	#goTo(file: FileId, { firstLine, lastLine }: Change): void {
		this.#session.target = { file, row: firstLine - 1, column: 0, enter: true };
		const changes = this.#changesInFront();
		const at = changes.findIndex((change) => change.firstLine === firstLine && change.lastLine === lastLine);
		this.#host.announce(`Change ${at + 1} of ${changes.length}, line ${firstLine}.`);
	}

	#changesInFront(): readonly Change[] {
		return this.shown?.file === this.#host.active() ? (this.shown?.changes ?? []) : [];
	}

	/** The next file with changes, in the order of paths, round the end. */
	#fileBeside(step: 1 | -1): FileId | undefined {
		const files = this.#session.room.tree.entries.filter(({ id }) => this.byFile.has(id)).map(({ id }) => id);
		const active = this.#host.active();
		const at = active === undefined ? -1 : files.indexOf(active);
		if (at === -1) return step === 1 ? files[0] : files.at(-1);
		return files.at((at + step) % files.length);
	}

	/** Does something to texts, and says so with a way back: nothing that was written is thrown away at one click. */
	#withWayBack(act: () => string | undefined): void {
		if (!this.#mayEdit()) return;
		let said: string | undefined;
		const canComeBack = this.#wayBack.record(() => (said = act()));
		if (said === undefined) return;
		const onClick = () => {
			if (this.#mayEdit()) this.#wayBack.take();
		};
		// One toast for all: only the latest act can be taken back.
		toast(said, {
			id: 'review-way-back',
			duration: WAY_BACK_MS,
			...(canComeBack ? { action: { label: 'Undo', onClick } } : {}),
		});
	}

	#mayEdit(): boolean {
		if (!this.canEdit) toast.error(this.#session.room.readOnlySentence, { id: 'review-refused' });
		return this.canEdit;
	}
}
