import { resolve } from '$app/paths';
import { parseSummaries, type RuleSummary } from './summary.ts';

/** The rules of the house, fetched when somebody first asks for one; without a connection they stay unknown. */
class RuleSummaries {
	#byId: ReadonlyMap<string, RuleSummary> = $state.raw(new Map());
	#loading: Promise<void> | undefined;

	get(id: string): RuleSummary | undefined {
		return this.#byId.get(id);
	}

	get all(): readonly RuleSummary[] {
		return [...this.#byId.values()];
	}

	/** Resolves when they are here, or cannot be had now; the next call tries again. */
	load(): Promise<void> {
		return (this.#loading ??= this.#fetch());
	}

	async #fetch(): Promise<void> {
		try {
			const response = await fetch(resolve('/rules/summaries'));
			const rules = response.ok ? parseSummaries(await response.json()) : undefined;
			this.#byId = new Map(rules?.map((rule) => [rule.id, rule]));
		} catch {
			// Safe: the network is away; what a rule says where it is found is known without this.
		} finally {
			if (this.#byId.size === 0) this.#loading = undefined;
		}
	}
}

/** One for the page: rules are the same in every room. */
export const ruleSummaries = new RuleSummaries();
