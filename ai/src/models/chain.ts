import { setTimeout as wait } from 'node:timers/promises';
import type { Breaker } from './breaker.ts';
import { type FailureKind, ModelFailure } from './failure.ts';
import type { EndReason, Model, ModelEvent, Prompt, Provider, Usage } from './model.ts';

/** A model that may answer, with the key it would use. */
export type Link = {
	readonly model: Model;
	/** Tells keys apart without being one; the same key has the same id everywhere. */
	readonly keyId: string;
	/** Nothing that it is told leaves the installation. */
	readonly isLocal: boolean;
};

export type ChainEvent =
	| ModelEvent
	/**
	 * The answer broke off after its first token, and another model (or the same once more) goes on. Whatever block is
	 * open is cut by the reader before it takes the next event; the next model is asked with a prompt made after that.
	 */
	| { readonly type: 'switched'; readonly from: string; readonly to: string; readonly because: FailureKind };

/** One request to one model, for the books. */
export type Attempt = {
	readonly model: string;
	readonly provider: Provider;
	readonly keyId: string;
	readonly startedAt: Date;
	readonly firstTokenMs: number | undefined;
	readonly durationMs: number;
	readonly usage: Usage | undefined;
	readonly outputCharacters: number;
	readonly outcome: EndReason | FailureKind;
};

export type ChainOptions = {
	readonly links: readonly Link[];
	/** Called for each attempt, so that after `switched` it can say what is already applied. */
	readonly promptFor: (link: Link) => Prompt | Promise<Prompt>;
	readonly signal: AbortSignal;
	readonly breaker: Breaker;
	/** The project may not be told to a cloud. */
	readonly isLocalOnly: boolean;
	readonly onAttempt?: (attempt: Attempt) => void;
	readonly now?: () => number;
};

/** As long as a person waits for one and the same model rather than see another. */
const MAXIMUM_RETRY_AFTER_MS = 15_000;
/** Between two tries of the last model that is left, when it does not say how long. */
const LAST_RETRY_MS = 500;
const ATTEMPTS_PER_LINK = 2;
/** Another model would get the same request, or the same person who pressed stop. */
const FINAL: ReadonlySet<FailureKind> = new Set(['aborted', 'bad-request', 'refused']);
const WORTH_REPEATING: ReadonlySet<FailureKind> = new Set(['rate-limited', 'overloaded', 'unavailable']);
const WORTH_GOING_ON: ReadonlySet<FailureKind> = new Set([...WORTH_REPEATING, 'truncated', 'timeout-idle']);

/**
 * Answers with the first model that can. Before the first token a failure is invisible; after it, `switched` comes.
 * @throws ModelFailure when none can, the request is at fault, or the signal fired.
 */
export async function* streamChain(options: ChainOptions): AsyncGenerator<ChainEvent> {
	const { links, breaker, signal } = options;
	if (links.length === 0) throw new Error('a chain needs a model');
	if (options.isLocalOnly && links.some((link) => !link.isLocal))
		throw new Error('a local-only project reached a chain with a cloud model');
	let failure: ModelFailure | undefined;
	let interrupted: ModelFailure | undefined;
	for (const [index, link] of links.entries()) {
		const isLast = index === links.length - 1;
		for (let attempt = 1; attempt <= ATTEMPTS_PER_LINK; attempt++) {
			const open = breaker.openFor(circuitOf(link));
			if (open) {
				failure ??= open;
				break;
			}
			if (interrupted) yield switched(interrupted, link);
			const run = new Run(link, options);
			const failed: ModelFailure | undefined = yield* run.stream();
			if (!failed) return;
			if (FINAL.has(failed.kind)) throw failed;
			failure = failed;
			interrupted = run.hasBegun ? failed : interrupted;
			const pauseMs = attempt < ATTEMPTS_PER_LINK ? pauseBefore(failed, { isLast, hasBegun: run.hasBegun }) : undefined;
			if (pauseMs === undefined) break;
			await pause(pauseMs, signal, link.model);
		}
	}
	throw failure ?? new Error('a chain ended without an outcome');
}

function circuitOf({ model, keyId }: Link): string {
	return `${model.provider}|${keyId}`;
}

function switched(failure: ModelFailure, to: Link): ChainEvent {
	return { type: 'switched', from: failure.model, to: to.model.name, because: failure.kind };
}

/** How long until the same model is asked again; undefined for not at all. */
function pauseBefore(failure: ModelFailure, at: { isLast: boolean; hasBegun: boolean }): number | undefined {
	if (failure.detail !== undefined) return undefined;
	if (at.hasBegun) return at.isLast && WORTH_GOING_ON.has(failure.kind) ? LAST_RETRY_MS : undefined;
	if (!WORTH_REPEATING.has(failure.kind)) return undefined;
	if (failure.retryAfterMs === undefined) return at.isLast ? LAST_RETRY_MS : undefined;
	return failure.retryAfterMs <= MAXIMUM_RETRY_AFTER_MS ? failure.retryAfterMs : undefined;
}

async function pause(durationMs: number, signal: AbortSignal, model: Model): Promise<void> {
	try {
		await wait(durationMs, undefined, { signal });
	} catch {
		// The only thing that ends this wait early is the signal.
		throw new ModelFailure('aborted', { provider: model.provider, model: model.name });
	}
}

/** One attempt: hands on what comes, and writes the books however it ends, also when the reader leaves. */
class Run {
	hasBegun = false;
	readonly #link: Link;
	readonly #options: ChainOptions;
	readonly #now: () => number;
	readonly #startedAt: number;
	#firstTokenAt: number | undefined;
	#usage: Usage | undefined;
	#outputCharacters = 0;
	#outcome: Attempt['outcome'] = 'aborted';

	constructor(link: Link, options: ChainOptions) {
		this.#link = link;
		this.#options = options;
		this.#now = options.now ?? Date.now;
		this.#startedAt = this.#now();
	}

	async *stream(): AsyncGenerator<ChainEvent, ModelFailure | undefined> {
		const { model } = this.#link;
		const { breaker, signal } = this.#options;
		try {
			for await (const event of model.stream(await this.#options.promptFor(this.#link), signal)) {
				this.#note(event);
				if (event.type === 'end') breaker.succeed(circuitOf(this.#link));
				yield event;
			}
			return undefined;
		} catch (error) {
			if (!(error instanceof ModelFailure)) throw error;
			this.#outcome = error.kind;
			breaker.fail(circuitOf(this.#link), error);
			return error;
		} finally {
			this.#report();
		}
	}

	#note(event: ModelEvent): void {
		if (event.type === 'usage') this.#usage = event.usage;
		if (event.type === 'end') {
			this.#usage = event.usage ?? this.#usage;
			this.#outcome = event.reason;
		}
		if (event.type !== 'text-delta' && event.type !== 'tool-call') return;
		this.hasBegun = true;
		this.#firstTokenAt ??= this.#now();
		this.#outputCharacters +=
			event.type === 'text-delta' ? event.text.length : JSON.stringify(event.input ?? '').length;
	}

	#report(): void {
		const { model, keyId } = this.#link;
		this.#options.onAttempt?.({
			model: model.name,
			provider: model.provider,
			keyId,
			startedAt: new Date(this.#startedAt),
			firstTokenMs: this.#firstTokenAt === undefined ? undefined : this.#firstTokenAt - this.#startedAt,
			durationMs: this.#now() - this.#startedAt,
			usage: this.#usage,
			outputCharacters: this.#outputCharacters,
			outcome: this.#outcome,
		});
	}
}
