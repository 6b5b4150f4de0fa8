import { CovibeError, type FileId } from '@covibe/shared';
import { dropOldHunks, type ItemId, readHunks } from '@covibe/shared/hunks';
import type * as Y from 'yjs';
import { applyFileOperation } from './file-operations.ts';
import { OpenBlock } from './open-block.ts';
import { type BlockOutcome, type BlockResult, isDone, sentenceOf } from './outcome.ts';
import { type EditEvent, EditParser, type FileOperation } from './parse.ts';
import { Repeats } from './repeats.ts';
import type { FileSnapshot } from './snapshot.ts';

/** Time as the turn needs it; tests own it. */
export type TurnClock = {
	nowMs(): number;
	/** Calls back once after `ms`; the returned function calls it off. */
	schedule(callback: () => void, ms: number): () => void;
};

export type TurnOptions = {
	readonly doc: Y.Doc;
	/** On every transaction of the turn. */
	readonly origin: unknown;
	readonly turn: { readonly id: string; readonly asker: string; readonly model: string };
	/** Files as they were shown to the model. The agent adds to it when a tool shows one more. */
	readonly shown: Map<FileId, FileSnapshot>;
	readonly clock: TurnClock;
	readonly random: () => number;
	/** Whether the person who asked may edit now; asked before every write. [AI6] */
	readonly canEdit: () => boolean;
	readonly limits?: Partial<TurnLimits>;
	readonly listener?: TurnListener;
	/** What answers of the turn did, for those that go on for one that broke off. */
	readonly repeats?: Repeats;
	/** This one goes on, and may write again what was done. */
	readonly mayRepeat?: boolean;
};

export type TurnListener = {
	/** What is said outside of blocks, as it arrives. */
	prose?(text: string): void;
	/** A block begins: what was said last may have been its path. */
	blockStarted?(): void;
	/** The agent is at this unit now, at most once a flush. */
	moved?(place: { file: FileId; after: ItemId | undefined }): void;
	settled?(outcome: BlockOutcome): void;
};

export type TurnLimits = {
	readonly blocks: number;
	readonly insertedUnits: number;
};

/** More than a person can review, and a sign that a model does not stop. */
const LIMITS: TurnLimits = { blocks: 200, insertedUnits: 400_000 };

/** One transaction for all that arrives in this time: as smooth as a screen needs, and cheap for the room. */
export const FLUSH_MS = 50;

type RequestedBlock = { readonly key: string; readonly lines: readonly string[]; written: string; isHeld: boolean };

/** One answer of a model, applied to the document while it arrives. */
export class EditTurn {
	readonly options: TurnOptions;
	readonly outcomes: BlockOutcome[] = [];
	readonly #limits: TurnLimits;
	readonly #parser: EditParser;
	readonly #hunkOffset: number;
	#pending = '';
	#flushedAtMs = -Infinity;
	#cancelFlush: (() => void) | undefined;
	#blocks = 0;
	#insertedUnits = 0;
	#path: string | undefined;
	#hint: number | undefined;
	#block: OpenBlock | undefined;
	readonly #repeats: Repeats;
	/** The block that is read, and what of its replacement has come. */
	#request: RequestedBlock | undefined;
	#isEnded = false;

	constructor(options: TurnOptions) {
		this.options = options;
		this.#limits = { ...LIMITS, ...options.limits };
		this.#repeats = options.repeats ?? new Repeats();
		this.#parser = new EditParser((event) => this.#take(event));
		this.#hunkOffset = highestNumber(options.doc, options.turn.id);
		dropOldHunks(options.doc, options.origin);
	}

	/** Takes the next piece of the answer; it is written with what else comes within `FLUSH_MS`, the beginning of a block at once. */
	push(chunk: string): void {
		if (this.#isEnded) return;
		this.#pending += chunk;
		const { clock } = this.options;
		const dueInMs = this.#flushedAtMs + FLUSH_MS - clock.nowMs();
		if (dueInMs <= 0 || !this.#block?.hasWritten) this.#flush();
		else this.#cancelFlush ??= clock.schedule(() => this.#flush(), dueInMs);
	}

	/** The answer is complete: a block that is open is cut. Safe to call twice. */
	finish(): readonly BlockOutcome[] {
		if (this.#isEnded) return this.outcomes;
		this.#flush({ isLast: true });
		this.#isEnded = true;
		this.options.doc.transact(() => this.#parser.finish(), this.options.origin);
		return this.outcomes;
	}

	/** Leaves everything as it is: what was being written is for the next worker to take back. */
	abandon(): void {
		this.#cancelFlush?.();
		this.#isEnded = true;
	}

	/** Writes what has arrived. */
	#flush({ isLast = false } = {}): void {
		this.#cancelFlush?.();
		this.#cancelFlush = undefined;
		const half = !isLast && endsInHalf(this.#pending) ? this.#pending.slice(-1) : '';
		const text = this.#pending.slice(0, this.#pending.length - half.length);
		this.#pending = half;
		if (text === '') return;
		this.#flushedAtMs = this.options.clock.nowMs();
		this.options.doc.transact(() => {
			this.#parser.push(text);
			this.#block?.save();
		}, this.options.origin);
		if (this.#block) this.options.listener?.moved?.({ file: this.#block.file, after: this.#block.caret });
	}

	#take(event: EditEvent): void {
		switch (event.type) {
			case 'prose':
				this.options.listener?.prose?.(event.text);
				break;
			case 'block-start':
				this.options.listener?.blockStarted?.();
				this.#blocks += 1;
				this.#path = event.path;
				this.#hint = event.line;
				break;
			case 'search':
				this.#begin(event.lines);
				break;
			case 'replace-delta':
				this.#receive(event.text);
				break;
			case 'block-end':
				this.#end({ isCut: event.isCut });
				break;
			case 'malformed':
				this.#settle({ result: 'malformed', message: event.reason });
				break;
			case 'file-operation':
				this.#blocks += 1;
				this.#path = event.operation.path;
				this.#operate(event.operation);
				break;
		}
	}

	#begin(lines: readonly string[]): void {
		const key = JSON.stringify([this.#path, ...lines]);
		const isHeld = this.options.mayRepeat === true && this.#repeats.mayBe(key, '');
		this.#request = { key, lines, written: '', isHeld };
		if (!isHeld) this.#open(lines);
	}

	#receive(text: string): void {
		const request = this.#request;
		if (!request) return;
		request.written += text;
		if (!request.isHeld) this.#write(text);
		else if (!this.#repeats.mayBe(request.key, request.written)) this.#letGo(request);
	}

	/** It is no repetition: it is written like any other. */
	#letGo(request: RequestedBlock): void {
		request.isHeld = false;
		this.#open(request.lines);
		this.#write(request.written);
	}

	#end({ isCut }: { isCut: boolean }): void {
		const request = this.#request;
		this.#request = undefined;
		if (request?.isHeld && (isCut || this.#repeats.has(request.key, request.written))) {
			this.#settle(isCut ? { result: 'cut' } : { result: 'unchanged' });
			return;
		}
		if (request?.isHeld) this.#letGo(request);
		const settled = this.outcomes.length;
		this.#close(isCut ? 'cut' : undefined);
		const outcome = this.outcomes[settled];
		if (request && outcome && isDone(outcome)) this.#repeats.note(request.key, request.written);
	}

	#operate(operation: FileOperation): void {
		const key = JSON.stringify(operation);
		if (this.options.mayRepeat && this.#repeats.has(key, '')) {
			this.#settle({ result: 'unchanged' });
			return;
		}
		this.#settle(this.#guarded(() => applyFileOperation(this.options, this.#nextHunk(), operation)));
		const outcome = this.outcomes.at(-1);
		if (outcome && isDone(outcome)) this.#repeats.note(key, '');
	}

	#open(lines: readonly string[]): void {
		if (this.#path === undefined) {
			this.#settle({ result: 'malformed', message: 'No path stands over this block.' });
			return;
		}
		const { options } = this;
		const request = { path: this.#path, search: lines, hint: this.#hint };
		const opened = this.#guarded(() => OpenBlock.open(options, this.#nextHunk(), request));
		if (opened instanceof OpenBlock) this.#block = opened;
		else this.#settle(opened);
	}

	#write(text: string): void {
		const block = this.#block;
		if (!block) return;
		this.#insertedUnits += text.length;
		const refusal = this.#refusal() ?? block.write(text);
		if (refusal) this.#close(refusal);
	}

	#close(failure: BlockResult | undefined): void {
		const block = this.#block;
		this.#block = undefined;
		if (block) this.#settle(block.finish(failure));
	}

	/** What holds for everything that writes. */
	#guarded<T>(write: () => T): T | { result: BlockResult } {
		const refusal = this.#refusal();
		if (refusal) return { result: refusal };
		try {
			return write();
		} catch (error) {
			if (!(error instanceof CovibeError)) throw error;
			return { result: resultOf(error) };
		}
	}

	#refusal(): BlockResult | undefined {
		if (!this.options.canEdit()) return 'no-right';
		return this.#blocks > this.#limits.blocks || this.#insertedUnits > this.#limits.insertedUnits
			? 'too-much'
			: undefined;
	}

	#nextHunk(): string {
		return `${this.options.turn.id}.${this.#hunkOffset + this.#blocks}`;
	}

	#settle(outcome: { result: BlockResult; message?: string } & Partial<BlockOutcome>): void {
		const settled = { message: sentenceOf(outcome.result), path: this.#path ?? '', ...outcome, block: this.#blocks };
		this.outcomes.push(settled);
		this.options.listener?.settled?.(settled);
	}
}

/** Of the hunks that earlier answers of the turn left; some may have been forgotten since. */
function highestNumber(doc: Y.Doc, turn: string): number {
	const numbers = readHunks(doc).flatMap((hunk) => (hunk.turn === turn ? Number(hunk.id.split('.').at(-1)) : []));
	return Math.max(0, ...numbers.filter((number) => Number.isSafeInteger(number)));
}

/** True when every block was applied. */
export const isComplete = (outcomes: readonly BlockOutcome[]): boolean => outcomes.every(isDone);

function resultOf({ code }: CovibeError): BlockResult {
	if (code === 'path-invalid' || code === 'path-taken') return code;
	if (code === 'not-found') return 'no-file';
	return 'too-large';
}

function endsInHalf(text: string): boolean {
	const last = text.charCodeAt(text.length - 1);
	return last >= 0xd800 && last <= 0xdbff;
}
