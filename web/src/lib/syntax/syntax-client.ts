import type { FileId } from '@covibe/shared';
import { DEFAULT_LINT_SETTINGS, type LanguageId, type LintSettings } from '@covibe/shared/diagnostics';
import { proxy, type Remote, wrap } from 'comlink';
import type { FileReport } from './messages.ts';
import { type Batch, type FedModel, ModelFeed } from './model-feed.ts';
import { noteStage } from './stages.ts';
import type { SyntaxThread } from './start-syntax-worker.ts';
import type { SyntaxWorker } from './syntax-worker.ts';
import { TOLD_ELSEWHERE } from './told-elsewhere.ts';

/** A worker that has not taken an edit for so long is dead; its slices take milliseconds. */
const DEAD_AFTER_MS = 20_000;
/** A worker that ends again and again is given a rest. */
const RESTART_MS = { first: 200, most: 60_000 };
/** After this the last end is forgotten. */
const CALM_MS = 60_000;

type ClientFile = { readonly language: LanguageId; readonly feed: ModelFeed; changedAt: number | undefined };

/** What a report is about, when it is about the text as it is now. */
export type ReportListener = (report: FileReport, changedAt: number | undefined) => void;

/** The page's side of the syntax worker: starts it, hands it texts and edits, and starts it anew when it dies. */
export class SyntaxClient {
	readonly #startThread: () => SyntaxThread;
	readonly #listener: ReportListener;
	readonly #files = new Map<FileId, ClientFile>();
	#worker: SyntaxThread | undefined;
	/** The worker has said something: its script and its runtime were loaded. */
	#hasSpoken = false;
	#remote: Remote<SyntaxWorker> | undefined;
	#settings: LintSettings = DEFAULT_LINT_SETTINGS;
	#restartMs = RESTART_MS.first;
	#restartTimer: ReturnType<typeof setTimeout> | undefined;
	#startedAt = 0;
	/** Told when the worker ends: what it was asked will not be answered. */
	readonly #whenEnded = new Set<() => void>();

	constructor(startThread: () => SyntaxThread, listener: ReportListener) {
		this.#startThread = startThread;
		this.#listener = listener;
	}

	open(file: FileId, language: LanguageId, fed: FedModel): void {
		this.close(file);
		const feed = new ModelFeed(fed, {
			send: (batch) => this.#send(file, batch),
			looked: (look) => this.#tell((remote) => remote.look(file, look)),
		});
		this.#files.set(file, { language, feed, changedAt: undefined });
		if (this.#remote) this.#sendText(file);
		else if (this.#restartTimer === undefined) this.#start();
	}

	close(file: FileId): void {
		const known = this.#files.get(file);
		if (!known) return;
		known.feed.dispose();
		this.#files.delete(file);
		this.#tell((remote) => remote.close(file));
	}

	/** What is looked at has changed, without an edit. */
	look(file: FileId): void {
		const look = this.#files.get(file)?.feed.look();
		if (look) this.#tell((remote) => remote.look(file, look));
	}

	configure(settings: LintSettings): void {
		this.#settings = settings;
		this.#tell((remote) => remote.configure(settings));
	}

	/** Resolves when everything typed so far is judged. */
	async settle(): Promise<void> {
		for (const { feed } of this.#files.values()) feed.flush();
		if (this.#remote) await this.#answerOf(this.#remote.settle());
	}

	/**
	 * Looks at a text that nobody has open, behind everything else.
	 * @returns undefined when that cannot be done now.
	 */
	async scan(file: FileId, language: LanguageId, text: string): Promise<FileReport | undefined> {
		if (!this.#remote && this.#restartTimer === undefined) this.#start();
		const remote = this.#remote;
		if (!remote) return undefined;
		const request = { file, language, text, tellsSyntax: !TOLD_ELSEWHERE.has(language) };
		return this.#answerOf(Promise.resolve(remote.scan(request)));
	}

	/**
	 * Asks about the texts as they are now.
	 * @returns undefined when the worker ends before it answers.
	 */
	async ask<T>(call: (remote: Remote<SyntaxWorker>) => Promise<T>): Promise<T | undefined> {
		for (const { feed } of this.#files.values()) feed.flush();
		if (!this.#remote && this.#restartTimer === undefined) this.#start();
		return this.#remote && this.#answerOf(call(this.#remote));
	}

	dispose(): void {
		for (const { feed } of this.#files.values()) feed.dispose();
		this.#files.clear();
		clearTimeout(this.#restartTimer);
		this.#end();
	}

	#start(): void {
		this.#restartTimer = undefined;
		this.#startedAt = performance.now();
		this.#hasSpoken = false;
		const worker = this.#startThread();
		worker.onerror = () => this.#restart(worker);
		this.#worker = worker;
		this.#remote = wrap<SyntaxWorker>(worker);
		this.#tell((remote) => remote.listen(proxy((report) => this.#reported(worker, report))));
		this.#tell((remote) => remote.configure(this.#settings));
		for (const file of this.#files.keys()) this.#sendText(file);
	}

	/** Ends a worker that is broken; another one gets all the texts. */
	#restart(worker: SyntaxThread): void {
		if (worker !== this.#worker) return;
		if (!this.#hasSpoken) this.#failed();
		this.#end();
		if (performance.now() - this.#startedAt > CALM_MS) this.#restartMs = RESTART_MS.first;
		this.#restartTimer = setTimeout(() => this.#start(), this.#restartMs);
		this.#restartMs = Math.min(this.#restartMs * 4, RESTART_MS.most);
	}

	#failed(): void {
		for (const file of this.#files.keys())
			this.#listener({ file, state: 'failed', reason: 'the worker could not be started' }, undefined);
	}

	/** Undefined when the worker ends before it answers. */
	async #answerOf<T>(answer: Promise<T>): Promise<T | undefined> {
		let ended: () => void = () => undefined;
		const end = new Promise<undefined>((resolve) => (ended = () => resolve(undefined)));
		this.#whenEnded.add(ended);
		try {
			return await Promise.race([answer, end]);
		} finally {
			this.#whenEnded.delete(ended);
		}
	}

	#end(): void {
		this.#worker?.terminate();
		this.#worker = this.#remote = undefined;
		for (const ended of this.#whenEnded) ended();
		this.#whenEnded.clear();
	}

	#sendText(file: FileId): void {
		const known = this.#files.get(file);
		if (!known) return;
		const { language, feed } = known;
		// What was not sent yet is in the text.
		feed.restart();
		const { fed } = feed;
		const tellsSyntax = !TOLD_ELSEWHERE.has(language);
		const request = {
			file,
			language,
			tellsSyntax,
			version: feed.version,
			text: fed.model.getValue(),
			look: feed.look(),
		};
		this.#tell((remote) => remote.open(request));
	}

	#send(file: FileId, { from, to, changes, changedAt, look }: Batch): void {
		const known = this.#files.get(file);
		if (!known) return;
		known.changedAt ??= changedAt;
		if (!changes) {
			this.#sendText(file);
			return;
		}
		const request = { file, from, to, changes, look };
		noteStage('posted', to);
		this.#tell(async (remote) => {
			if ((await remote.edit(request)) === 'gap') this.#sendText(file);
		});
	}

	/** A call whose answer must come: without one the worker is dead. */
	#tell(call: (remote: Remote<SyntaxWorker>) => Promise<void>): void {
		const worker = this.#worker;
		const remote = this.#remote;
		if (!worker || !remote) return;
		const timer = setTimeout(() => this.#restart(worker), DEAD_AFTER_MS);
		call(remote).then(
			() => clearTimeout(timer),
			() => {
				clearTimeout(timer);
				this.#restart(worker);
			},
		);
	}

	#reported(worker: SyntaxThread, report: FileReport): void {
		if (worker !== this.#worker) return;
		this.#hasSpoken = true;
		const known = this.#files.get(report.file);
		if (!known) return;
		// Places in a text that has changed since are wrong; a report on the new one is on its way.
		if (report.state !== 'failed' && report.version !== known.feed.version) return;
		if (report.state !== 'failed') noteStage('heard', report.version);
		this.#listener(report, known.changedAt);
		known.changedAt = undefined;
	}
}
