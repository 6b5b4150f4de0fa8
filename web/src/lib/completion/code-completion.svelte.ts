import { type CompletionAnswer, type CompletionRequest, CovibeError } from '@covibe/shared';
import { deviceStore } from '../workbench/memory.ts';

export type CompletionOptions = {
	/** @throws CovibeError when it is refused, and whatever a lost connection throws */
	readonly ask: (request: CompletionRequest, signal: AbortSignal) => Promise<CompletionAnswer>;
	/** Says why nothing comes, once in a while. */
	readonly tell: (why: string) => void;
	/** Undefined where nothing is remembered. */
	readonly store?: Pick<Storage, 'getItem' | 'setItem'> | undefined;
};

const KEY = 'covibe:completion';
/** Long enough not to ask for what is typed anyway, short enough not to be waited for. */
const PAUSE_MS = 350;
/** After a reason why nothing can come; it mostly takes somebody to change something. */
const REST_MS = 60_000;
const REMEMBERED = 50;

type Known = CompletionRequest & { readonly text: string };

/** Code that an AI proposes at the caret while this person types. Off until they turn it on, on this device. */
export class CodeCompletion {
	readonly #options: CompletionOptions;
	#isOn: boolean = $state(false);
	#known: readonly Known[] = [];
	#restsUntilMs = 0;

	constructor(options: CompletionOptions) {
		this.#options = { store: deviceStore(), ...options };
		try {
			this.#isOn = this.#options.store?.getItem(KEY) === 'on';
		} catch {
			// Safe: where nothing may be remembered it is off, as for everybody at first.
		}
	}

	get isOn(): boolean {
		return this.#isOn;
	}

	set isOn(isOn: boolean) {
		this.#isOn = isOn;
		this.#restsUntilMs = 0;
		try {
			this.#options.store?.setItem(KEY, isOn ? 'on' : 'off');
		} catch {
			// Safe: it is on for this page then.
		}
	}

	/** What may come at the caret; empty when nothing does, or when the signal fires before. */
	async at(request: CompletionRequest, signal: AbortSignal): Promise<string> {
		const known = this.#recall(request);
		if (known !== undefined) return known;
		const hasTypedOn = () => signal.aborted;
		await pause(PAUSE_MS, signal);
		if (hasTypedOn() || Date.now() < this.#restsUntilMs) return '';
		try {
			const { text, why } = await this.#options.ask(request, signal);
			if (why !== undefined) this.#rest(why);
			else if (!hasTypedOn()) this.#known = [{ ...request, text }, ...this.#known].slice(0, REMEMBERED);
			return hasTypedOn() ? '' : text;
		} catch (error) {
			// Safe: without a connection nothing comes; what the server refuses is told.
			if (error instanceof CovibeError && !hasTypedOn()) this.#rest(error.message);
			return '';
		}
	}

	#rest(why: string): void {
		this.#restsUntilMs = Date.now() + REST_MS;
		this.#options.tell(why);
	}

	/** What is left of an answer that this person types along with. */
	#recall({ path, before, after }: CompletionRequest): string | undefined {
		for (const known of this.#known) {
			if (known.path !== path || known.after !== after || !before.startsWith(known.before)) continue;
			const typed = before.slice(known.before.length);
			if (typed === '' || (known.text.startsWith(typed) && known.text.length > typed.length))
				return known.text.slice(typed.length);
		}
		return undefined;
	}
}

function pause(durationMs: number, signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		const timer = setTimeout(resolve, durationMs);
		const stop = () => {
			clearTimeout(timer);
			resolve();
		};
		signal.addEventListener('abort', stop, { once: true });
	});
}
