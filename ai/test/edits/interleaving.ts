import type { FileId } from '@covibe/shared';
import { readHunks, rejectHunks } from '@covibe/shared/hunks';
import { createRandom, type Random } from '@covibe/shared/testing';
import * as Y from 'yjs';
import type { EditTurn } from '../../src/edits/turn.ts';
import { recoverTurn } from '../../src/edits/recover.ts';
import { type Answer, randomAnswer, randomLines, withReplaced } from './random-answer.ts';
import { AGENT_ORIGIN, agentDocument, cutRandomly, openTurn, TestClock, textAt } from './turn-world.ts';

/** The agent, and two people. */
const REPLICAS = 3;
/** Of the answers: the stream is cut, the worker is killed. */
const CUT_SHARE = 0.1;
/** In ticks of one piece of the answer each. */
const DELAYS = [0, 3, 15, 60] as const;
/** Actions of people per tick. */
const HUMAN_RATES = [0, 0.05, 0.3, 0.8] as const;

type Message = { readonly dueAt: number; readonly to: number; readonly update: Uint8Array };

/** One file on three replicas whose updates arrive late and in any order; everything in it follows from the seed. */
export class Interleaving {
	readonly random: Random;
	readonly lines: readonly string[];
	readonly answer: Answer;
	readonly agent: Y.Doc;
	readonly people: readonly Y.Doc[];
	readonly file: FileId;
	readonly undo: Y.UndoManager;
	turn: EditTurn;
	/** Characters that people typed, each once, and nobody deleted. */
	readonly typed = new Set<string>();
	isTouched = false;
	#typedCount = 0;
	#now = 0;
	#queue: readonly Message[] = [];
	readonly #delay: number;
	readonly #humanRate: number;

	constructor(seed: number) {
		this.random = createRandom(seed);
		this.lines = randomLines(this.random);
		this.answer = randomAnswer(this.lines, this.random);
		this.#delay = this.random.pick(DELAYS);
		this.#humanRate = this.random.pick(HUMAN_RATES);
		const { doc, ids } = agentDocument({ 'a.ts': this.base });
		const [file] = ids;
		if (file === undefined) throw new Error('no file');
		this.file = file;
		this.agent = doc;
		this.people = Array.from({ length: REPLICAS - 1 }, (_, index) => copyOf(doc, 20 + index));
		for (const [index, replica] of this.replicas.entries())
			replica.on('update', (update: Uint8Array, origin: unknown) => {
				if (origin !== 'net') this.#send(index, update);
			});
		this.undo = new Y.UndoManager(textAt(doc, file), {
			trackedOrigins: new Set([AGENT_ORIGIN]),
			captureTimeout: Number.MAX_SAFE_INTEGER,
		});
		this.turn = openTurn(doc, { shownIds: [file] });
	}

	get base(): string {
		return `${this.lines.join('\n')}\n`;
	}

	get replicas(): readonly Y.Doc[] {
		return [this.agent, ...this.people];
	}

	/** Streams the answer while people type. @returns the texts of the replicas when all has arrived. */
	stream({ ending }: { ending: 'finish' | 'crash' }): readonly string[] {
		const clock = new TestClock();
		this.turn = openTurn(this.agent, { shownIds: [this.file], clock });
		const isCut = ending === 'crash' || this.random.next() < CUT_SHARE;
		const { text } = this.answer;
		const pieces = cutRandomly(isCut ? text.slice(0, this.random.integer(text.length)) : text, this.random);
		for (const piece of pieces) {
			this.turn.push(piece);
			clock.advance(this.random.integer(60));
			this.#now += 1;
			while (this.random.next() < this.#humanRate) this.#act();
			this.#deliver();
		}
		if (ending === 'finish') this.turn.finish();
		return this.settle();
	}

	/** Delivers everything. @returns the texts of the replicas. */
	settle(): readonly string[] {
		while (this.#queue.length > 0) {
			this.#now += 1 + this.#delay;
			this.#deliver();
		}
		return this.replicas.map((replica) => textAt(replica, this.file).toString());
	}

	/** Takes every hunk back, in any order, each by anyone, who may not know of the others yet. */
	rejectAll(): readonly string[] {
		const ids = readHunks(this.agent).map(({ id }) => id);
		for (const id of shuffled(ids, this.random)) {
			rejectHunks(this.random.pick(this.replicas), { ids: [id] }, 'review');
			this.#now += this.random.integer(5);
			this.#deliver();
		}
		return this.settle();
	}

	recover(): readonly string[] {
		const [person] = this.people;
		if (person) recoverTurn(person, 't1', 'recovery');
		return this.settle();
	}

	/** Typed characters that a text lacks. */
	lostIn(text: string): string {
		return [...this.typed].filter((each) => !text.includes(each)).join('');
	}

	/** The text with the first `count` blocks of the answer applied, when nobody interfered. */
	withBlocks(count: number): string {
		return withReplaced(this.lines, this.answer.blocks.slice(0, count));
	}

	#act(): void {
		this.isTouched = true;
		const text = textAt(this.random.pick(this.people), this.file);
		const at = this.#placeNearAnswer(text.length);
		if (this.random.next() < 0.7) text.insert(at, this.#newText());
		else {
			const length = Math.min(text.length - at, 1 + this.random.integer(5));
			for (const each of text.toString().slice(at, at + length)) this.typed.delete(each);
			if (length > 0) text.delete(at, length);
		}
	}

	#placeNearAnswer(length: number): number {
		if (this.random.next() < 0.15) return this.random.integer(length + 1);
		const { start, end } = this.answer;
		return Math.min(length, Math.max(0, start - 20 + this.random.integer(end - start + 40)));
	}

	#newText(): string {
		const count = 1 + this.random.integer(4);
		// Characters that no code has, each used once.
		const text = Array.from({ length: count }, () => String.fromCharCode(0x4e00 + this.#typedCount++)).join('');
		for (const each of text) this.typed.add(each);
		return this.random.next() < 0.15 ? `${text}\n` : text;
	}

	#send(from: number, update: Uint8Array): void {
		const messages = this.replicas.flatMap((_, to) =>
			to === from ? [] : [{ dueAt: this.#now + this.random.next() * this.#delay, to, update }],
		);
		this.#queue = [...this.#queue, ...messages];
	}

	#deliver(): void {
		const due = this.#queue.filter(({ dueAt }) => dueAt <= this.#now);
		this.#queue = this.#queue.filter(({ dueAt }) => dueAt > this.#now);
		for (const { to, update } of shuffled(due, this.random)) {
			const replica = this.replicas[to];
			if (replica) Y.applyUpdate(replica, update, 'net');
		}
	}
}

function copyOf(doc: Y.Doc, clientId: number): Y.Doc {
	const copy = new Y.Doc();
	copy.clientID = clientId;
	Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc), 'net');
	return copy;
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
	return items
		.map((item) => ({ item, order: random.next() }))
		.sort((one, other) => one.order - other.order)
		.map(({ item }) => item);
}
