import type { FileId } from '@covibe/shared';
import { DEFAULT_LINT_SETTINGS, type LanguageId, type LintSettings } from '@covibe/shared/diagnostics';
import type { EditAnswer, EditRequest, FileReport, Look, OpenRequest, ScanRequest } from './messages.ts';
import { Session, type SyntaxView, type ToolsLoader } from './session.ts';
import { Slices } from './slices.ts';

/** Behind everything that is done for open files. */
const SCAN_RANK = 10;
/** How long a grammar that could not be loaded is left alone: at first, and at most. */
const RETRY_MS = { first: 2_000, most: 60_000 };

/** A file whose grammar is on its way: its text is kept up to date meanwhile. */
type Waiting = { request: OpenRequest; hasFailed: boolean };
/** A file that is looked at once, and the function that is given the answer. */
type Scanned = {
	readonly session: Session;
	readonly done: (report: FileReport | undefined) => void;
	last?: FileReport;
};
type Waiter = { readonly isOver: () => boolean; readonly done: () => void };

type Choice = {
	readonly session: Session;
	readonly at: number;
	readonly order: readonly number[];
	readonly scanned: Scanned | undefined;
};

export type ServiceOptions = {
	readonly load: ToolsLoader;
	readonly report: (report: FileReport) => void;
	/** Told how long each slice of work took, in ms. */
	readonly sliced?: (ms: number) => void;
	readonly now?: () => number;
};

/** All open files of a page. Knows no worker and no page, so that it runs in tests as it is. */
export class SyntaxService {
	readonly #options: ServiceOptions;
	readonly #now: () => number;
	readonly #sessions = new Map<FileId, Session>();
	readonly #waiting = new Map<FileId, Waiting>();
	readonly #scanned = new Set<Scanned>();
	readonly #slices: Slices;
	#waiters: Waiter[] = [];
	/** How many wait for everything to be known: nothing is put off until typing pauses. */
	#hurried = 0;
	#settings: LintSettings = DEFAULT_LINT_SETTINGS;

	constructor(options: ServiceOptions) {
		this.#options = options;
		this.#now = options.now ?? (() => performance.now());
		const { sliced } = options;
		this.#slices = new Slices(
			{ slice: (deadline) => this.#slice(deadline), dueAt: () => this.#pick()?.at, ...(sliced && { sliced }) },
			this.#now,
		);
	}

	/** Begins with a file, or begins anew. */
	open(request: OpenRequest): void {
		this.close(request.file);
		const waiting = { request, hasFailed: false };
		this.#waiting.set(request.file, waiting);
		void this.#equip(waiting, RETRY_MS.first);
	}

	edit({ file, from, to, changes, look }: EditRequest): EditAnswer {
		const session = this.#sessions.get(file);
		if (session) {
			if (session.version !== from) return 'gap';
			session.edit(to, changes, look);
			this.#slices.start();
			return 'taken';
		}
		const waiting = this.#waiting.get(file);
		if (waiting?.request.version !== from) return 'gap';
		let { text } = waiting.request;
		for (const change of changes) text = text.slice(0, change.start) + change.text + text.slice(change.end);
		waiting.request = { ...waiting.request, version: to, text, look: look ?? waiting.request.look };
		return 'taken';
	}

	look(file: FileId, look: Look): void {
		this.#sessions.get(file)?.look(look);
		this.#slices.wake();
	}

	close(file: FileId): void {
		this.#waiting.delete(file);
		this.#sessions.get(file)?.close();
		this.#sessions.delete(file);
		this.#answerWaiters();
	}

	configure(settings: LintSettings): void {
		this.#settings = settings;
		for (const session of this.#sessions.values()) session.reportAgain();
		this.#slices.wake();
	}

	/** Resolves when everything that was handed over so far is judged; grammars that do not load are not waited for. */
	async settle(): Promise<void> {
		this.#hurried += 1;
		try {
			await this.#when(
				() =>
					[...this.#waiting.values()].every(({ hasFailed }) => hasFailed) &&
					[...this.#sessions.values()].every((session) => session.isDone),
			);
		} finally {
			this.#hurried -= 1;
		}
	}

	/** Gives a function the tree of a file as soon as it is that of the text; undefined when the file is not open. */
	async read<T>(file: FileId, read: (view: SyntaxView) => T): Promise<T | undefined> {
		await this.#when(() => !this.#isOpen(file) || this.#sessions.get(file)?.view !== undefined);
		const view = this.#sessions.get(file)?.view;
		return view && read(view);
	}

	/**
	 * Looks at a text that nobody has open, whenever there is nothing else to do.
	 * @returns undefined when its grammar does not load.
	 */
	async scan({ file, language, text, tellsSyntax }: ScanRequest): Promise<FileReport | undefined> {
		try {
			const tools = await this.#options.load(language);
			const opened = { version: 0, text, tellsSyntax, look: undefined, isWhole: true };
			const session = new Session(file, tools, opened, this.#now);
			return await new Promise((done) => {
				this.#scanned.add({ session, done });
				this.#slices.wake();
			});
		} catch {
			// Safe: the file is looked at again when the project is; an open file tells that its grammar is missing.
			return undefined;
		}
	}

	/** Nothing about open files is due: there is time for what can wait. */
	get isIdle(): boolean {
		const next = this.#pick();
		return !next || next.at > this.#now() || next.scanned !== undefined;
	}

	#isOpen(file: FileId): boolean {
		return this.#sessions.has(file) || this.#waiting.get(file)?.hasFailed === false;
	}

	dispose(): void {
		for (const file of [...this.#waiting.keys(), ...this.#sessions.keys()]) this.close(file);
		for (const { session, done } of this.#scanned) {
			session.close();
			done(undefined);
		}
		this.#scanned.clear();
		this.#slices.close();
	}

	async #equip(waiting: Waiting, retryMs: number): Promise<void> {
		const { file, language } = waiting.request;
		try {
			const tools = await this.#options.load(language);
			if (this.#waiting.get(file) !== waiting) return;
			this.#waiting.delete(file);
			this.#sessions.set(file, new Session(file, tools, waiting.request, this.#now));
			this.#slices.wake();
		} catch (error) {
			if (this.#waiting.get(file) !== waiting) return;
			waiting.hasFailed = true;
			this.#answerWaiters();
			this.#options.report({ file, state: 'failed', reason: reasonOf(error, language) });
			setTimeout(() => {
				if (this.#waiting.get(file) === waiting) void this.#equip(waiting, Math.min(retryMs * 2, RETRY_MS.most));
			}, retryMs);
		}
	}

	#slice(deadline: number): boolean {
		const next = this.#pick();
		if (!next || next.at > this.#now()) return false;
		const report = next.session.work(deadline, this.#settings);
		if (next.scanned) this.#tell(next.scanned, report);
		else if (report) this.#options.report(report);
		this.#answerWaiters();
		return true;
	}

	/** Of a text that is looked at once only the last word counts. */
	#tell(scanned: Scanned, report: FileReport | undefined): void {
		if (report) scanned.last = report;
		if (!scanned.session.isDone) return;
		this.#scanned.delete(scanned);
		scanned.session.close();
		scanned.done(scanned.last);
	}

	/** The most urgent work; of equals, that on the file which was edited last. */
	#pick(): Choice | undefined {
		const now = this.#now();
		let best: Choice | undefined;
		const offer = (session: Session, scanned?: Scanned) => {
			if (scanned || this.#hurried > 0) session.hurry();
			const need = session.need();
			if (!need) return;
			const rank = need.rank + (scanned ? SCAN_RANK : 0);
			const order = need.at <= now ? [0, rank, -session.editedAt] : [1, need.at];
			if (!best || isBefore(order, best.order)) best = { session, at: need.at, order, scanned };
		};
		for (const session of this.#sessions.values()) offer(session);
		for (const scanned of this.#scanned) offer(scanned.session, scanned);
		return best;
	}

	#when(isOver: () => boolean): Promise<void> {
		if (isOver()) return Promise.resolve();
		this.#slices.wake();
		return new Promise((done) => this.#waiters.push({ isOver, done }));
	}

	#answerWaiters(): void {
		if (this.#waiters.length === 0) return;
		const over = this.#waiters.filter(({ isOver }) => isOver());
		this.#waiters = this.#waiters.filter((waiter) => !over.includes(waiter));
		for (const { done } of over) done();
	}
}

function isBefore(one: readonly number[], other: readonly number[]): boolean {
	const at = one.findIndex((value, index) => value !== other[index]);
	return at !== -1 && (one[at] ?? 0) < (other[at] ?? 0);
}

const reasonOf = (error: unknown, language: LanguageId) =>
	error instanceof Error ? error.message : `the grammar of ${language} could not be loaded`;
