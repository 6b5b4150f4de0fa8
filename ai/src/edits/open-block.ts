import { createFile, filesOf, type FileId, LIMITS, parsePath, readTree, textOf } from '@covibe/shared';
import {
	chooseHunks,
	completeRejected,
	findHunk,
	hunksOf,
	growHunk,
	forgetHunk,
	type IdRun,
	type ItemId,
	openHunk,
	setHunkState,
	sliceRuns,
	stateOfStretch,
	visibleBetween,
} from '@covibe/shared/hunks';
import * as Y from 'yjs';
import { HunkWriter, isPlaceThere, type HunkPlan } from './hunk-writer.ts';
import { locate, type Location, type Tier } from './locate.ts';
import { type BlockOutcome, type BlockResult, explainLocation, sentenceOf } from './outcome.ts';
import { type FileSnapshot, linesOf, type ShownLine, takeSnapshot } from './snapshot.ts';
import type { TurnOptions } from './turn.ts';

export type BlockRequest = {
	readonly path: string;
	readonly search: readonly string[];
	readonly hint: number | undefined;
};
type Refused = Pick<BlockOutcome, 'result' | 'message'> & Partial<BlockOutcome>;
type Place = {
	readonly snapshot: FileSnapshot;
	readonly location: Extract<Location, { found: 'located' }>;
	readonly isLive: boolean;
};

/** After these a line that is half written may be ended. */
const MAY_STILL_WRITE: ReadonlySet<BlockResult> = new Set(['cut', 'too-large', 'too-much']);

/** A SEARCH/REPLACE block whose place was found, while its replacement arrives. All of it runs in a transaction. */
export class OpenBlock {
	readonly file: FileId;
	readonly #options: TurnOptions;
	readonly #hunk: string;
	readonly #path: string;
	readonly #tier: Tier | undefined;
	readonly #plan: HunkPlan;
	readonly #writer: HunkWriter;
	#isContested = false;
	/** What has to stand before the first piece: text that is appended begins on a line of its own. */
	#lineEnd: string;
	#isCreated: boolean;

	private constructor(
		options: TurnOptions,
		block: {
			hunk: string;
			path: string;
			file: FileId;
			plan: HunkPlan;
			tier: Tier | undefined;
			isCreated: boolean;
			lineEnd: string;
		},
	) {
		this.#options = options;
		this.#hunk = block.hunk;
		this.#path = block.path;
		this.#tier = block.tier;
		this.#isCreated = block.isCreated;
		this.file = block.file;
		this.#plan = block.plan;
		this.#lineEnd = block.lineEnd;
		this.#writer = new HunkWriter(block.plan);
		const { doc, turn, clock } = options;
		const about = { kind: block.isCreated ? ('create' as const) : ('edit' as const), turn: turn.id, file: block.file };
		openHunk(doc, block.hunk, {
			about: {
				...about,
				path: block.path,
				client: doc.clientID,
				asker: turn.asker,
				model: turn.model,
				at: clock.nowMs(),
			},
			from: Y.getState(doc.store, doc.clientID),
		});
	}

	/** Finds the place of a block, or says why there is none. @throws CovibeError when the path cannot be used */
	static open(options: TurnOptions, hunk: string, request: BlockRequest): OpenBlock | Refused {
		const { doc } = options;
		const path = parsePath(request.path);
		const entry = readTree(doc).entries.find((each) => each.path === path && each.kind === 'file');
		const isBlank = request.search.every((line) => line.trim() === '') && request.search.length <= 1;
		if (!entry && !isBlank) return { result: 'no-file', message: sentenceOf('no-file') };
		if (!entry) return OpenBlock.#create(options, hunk, path);
		const text = textOf(doc, entry.id);
		if (!text) return { result: 'no-file', message: sentenceOf('no-file') };
		const found = isBlank ? placeAtEnd(text) : findPlace(options, { file: entry.id, text, request });
		if ('result' in found) return { ...found, file: entry.id };
		const { snapshot, location, isLive } = found;
		const seen = isLive ? options.shown.get(entry.id)?.seen : undefined;
		const { lines, before } = linesOf(snapshot, location, { own: doc.clientID, ...(seen && { seen }) });
		const isAtEnd = location.end >= snapshot.text.length && !snapshot.text.endsWith('\n');
		const plan = { text, lines, before, indent: location.indent, isAtEnd: isAtEnd || isBlank };
		const lineEnd = isBlank && /[^\n]$/.test(snapshot.text) ? '\n' : '';
		return new OpenBlock(options, { hunk, path, file: entry.id, plan, tier: location.tier, isCreated: false, lineEnd });
	}

	static #create(options: TurnOptions, hunk: string, path: string): OpenBlock {
		const { doc, clock, origin, random } = options;
		const file = createFile(doc, { path }, { origin, nowMs: clock.nowMs(), random });
		const text = textOf(doc, file);
		if (!text) throw new Error('a file that was just made has a text');
		options.shown.set(file, takeSnapshot(text));
		const plan = { text, lines: [], before: undefined, indent: { kind: 'add', space: '' }, isAtEnd: true } as const;
		return new OpenBlock(options, { hunk, path, file, plan, tier: undefined, isCreated: true, lineEnd: '' });
	}

	get caret(): ItemId | undefined {
		return this.#writer.caret;
	}

	/** Something of it is there to be seen. */
	get hasWritten(): boolean {
		return this.#writer.hasWritten;
	}

	/** Writes a piece of the replacement; gives the reason when it cannot go on. */
	write(chunk: string): BlockResult | undefined {
		const obstacle = this.#obstacle();
		if (obstacle) return obstacle;
		if (this.#plan.text.length + chunk.length > LIMITS.textUnitsPerFile) return 'too-large';
		const written = this.#lineEnd + chunk.replaceAll('\r', '');
		this.#lineEnd = '';
		this.#inTransaction((transaction) => this.#writer.push(transaction, written));
		return undefined;
	}

	/** What others did meanwhile that ends the block. */
	#obstacle(): BlockResult | undefined {
		const { doc } = this.#options;
		if (hunksOf(doc).get(this.#hunk)?.get('state') !== 'streaming') return 'rejected';
		const isDeleted = filesOf(doc).get(this.file)?.get('deleted') !== undefined;
		return isDeleted || !isPlaceThere(this.#plan) ? 'file-gone' : undefined;
	}

	/** Brings the record up to date with what was written. */
	save(): void {
		const { doc } = this.#options;
		const { insertedUnits, deleted, contested } = this.#writer.takeWritten();
		if (contested.length > 0) this.#isContested = true;
		if (insertedUnits === 0 && deleted.length === 0 && contested.length === 0) return;
		growHunk(doc, this.#hunk, { to: Y.getState(doc.store, doc.clientID), deleted, contested });
	}

	finish(ending: BlockResult | undefined): Refused {
		const failure = ending === 'no-right' ? ending : (this.#obstacle() ?? ending);
		if (failure === undefined || MAY_STILL_WRITE.has(failure))
			this.#inTransaction((transaction) => this.#writer.finish(transaction, { isCut: failure !== undefined }));
		this.save();
		const result = failure === 'rejected' ? this.#withdraw() : this.#settleRecord(failure);
		const { file } = this;
		const common = { result, path: this.#path, file, hunk: this.#hunk, message: sentenceOf(result) };
		return this.#tier ? { ...common, tier: this.#tier } : common;
	}

	/** Takes back what was written before the rejecting was heard of. */
	#withdraw(): BlockResult {
		completeRejected(this.#options.doc, this.#hunk, this.#options.origin);
		return 'rejected';
	}

	#settleRecord(failure: BlockResult | undefined): BlockResult {
		const { doc } = this.#options;
		const hunk = findHunk(doc, this.#hunk);
		const isEmpty = hunk !== undefined && hunk.to === hunk.from && hunk.deleted.length === 0;
		if (isEmpty && !this.#isContested && !this.#isCreated) {
			forgetHunk(doc, this.#hunk);
			return failure ?? 'unchanged';
		}
		setHunkState(doc, this.#hunk, failure ? 'cut' : this.#isContested ? 'contested' : 'done');
		return failure ?? (this.#isCreated ? 'created' : this.#isContested ? 'contested' : 'edited');
	}

	#inTransaction(write: (transaction: Y.Transaction) => void): void {
		this.#options.doc.transact(write, this.#options.origin);
	}
}

const LINES_NOT_SHOWN = 'These lines were not shown to you; open them first.';

/** Looks in what the model was shown; only where that is its own work already, in the text of now. [AI3] */
function findPlace(
	options: TurnOptions,
	{ file, text, request }: { file: FileId; text: Y.Text; request: BlockRequest },
): Place | Refused {
	const shown = options.shown.get(file);
	if (!shown) return { result: 'not-shown', message: sentenceOf('not-shown') };
	const location = locate(shown.text, request.search, request.hint);
	if (location.found === 'located' && !isRewritten(text, shown, location, options.doc.clientID))
		return { snapshot: shown, location, isLive: false };
	const live = takeSnapshot(text);
	const now = locate(live.text, request.search, request.hint);
	if (now.found === 'located' && !isCovered(shown, linesOf(live, now, { own: options.doc.clientID }).lines))
		return { snapshot: live, location: now, isLive: true };
	if (now.found === 'located') return { result: 'missing', message: LINES_NOT_SHOWN };
	const reason = location.found === 'located' ? now : location;
	return { result: reason.found, message: explainLocation(reason) };
}

/** True when the agent itself has replaced some of it in this turn, or written in the middle of it. */
function isRewritten(
	text: Y.Text,
	snapshot: FileSnapshot,
	range: { start: number; end: number },
	own: number,
): boolean {
	const runs = sliceRuns(snapshot.runs, range.start, range.end);
	// Nearly always so, and then no record of a hunk has to be read.
	if (!text.doc || stateOfStretch(text, runs) === 'clean') return false;
	const hunks = chooseHunks(text.doc, { client: own });
	const deleted = hunks.flatMap((hunk) => hunk.deleted.map(({ run }) => run));
	const written = hunks.map(({ from, to }): IdRun => [own, from, to - from]);
	return runs.some((run) => deleted.some((each) => overlap(run, each) > 0)) || isWrittenInto(text, runs, written);
}

/** True when between the first and the last of these units that are left stand `written` ones that are none of them. */
function isWrittenInto(text: Y.Text, runs: readonly IdRun[], written: readonly IdRun[]): boolean {
	const visible = visibleBetween(text, runs);
	const isOf = (run: IdRun) => runs.some((each) => overlap(run, each) > 0);
	const [first, last] = [visible.findIndex(isOf), visible.findLastIndex(isOf)];
	// Yjs joins what the agent writes behind its own to one item.
	const common = (run: IdRun, others: readonly IdRun[]) => others.reduce((sum, each) => sum + overlap(run, each), 0);
	return visible.slice(first, last + 1).some((run) => common(run, written) > common(run, runs));
}

/** True when some of the lines were covered when the file was shown: what a model cannot know it may not change. */
function isCovered({ text, real, runs }: FileSnapshot, lines: readonly ShownLine[]): boolean {
	if (text === real) return false;
	const covered: IdRun[] = [];
	for (let at = 0; at < text.length; at++) {
		if (text[at] === real[at]) continue;
		const start = at;
		while (at < text.length && text[at] !== real[at]) at++;
		covered.push(...sliceRuns(runs, start, at));
	}
	return lines.some((line) => line.runs.some((run) => covered.some((other) => overlap(run, other) > 0)));
}

/** How many units two runs have in common. */
const overlap = ([client, clock, length]: IdRun, [other, start, count]: IdRun): number =>
	other === client ? Math.max(0, Math.min(clock + length, start + count) - Math.max(clock, start)) : 0;

function placeAtEnd(text: Y.Text): Place {
	const snapshot = takeSnapshot(text);
	const end = snapshot.text.length;
	const location = {
		found: 'located',
		tier: 'exact',
		start: end,
		end,
		line: 1,
		indent: { kind: 'add', space: '' },
	} as const;
	return { snapshot, location, isLive: true };
}
