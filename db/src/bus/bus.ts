import type { NewsOf, Topic } from './news.ts';

/**
 * News between processes. Delivers each to every subscriber of its topic, the publisher's own included, at most once and
 * usually within milliseconds. What gets lost while the connection is away is told as a gap: subscribers read again.
 */
export interface Bus {
	/** Call after the commit of what it tells of. @throws when the bus is away: readers find the change when they read again. */
	publish<T extends Topic>(topic: T, news: NewsOf<T>): Promise<void>;
	/** What is published from now on reaches `listener`, or a gap is told. @returns what ends the subscription. */
	subscribe<T extends Topic>(topic: T, listener: (news: NewsOf<T>) => void): () => void;
	/** Told after every time in which news may have been lost. @returns what ends it. */
	onGap(listener: () => void): () => void;
	/** Safe to call twice. */
	close(): Promise<void>;
}

/** Who listens to what; the part that all implementations share. */
export class Subscribers {
	readonly #byTopic = new Map<string, Set<(news: never) => void>>();
	readonly #gaps = new Set<() => void>();

	add<T extends Topic>(topic: T, listener: (news: NewsOf<T>) => void): () => void {
		// A box of its own, so that one function may listen twice.
		const entry = (news: NewsOf<T>) => listener(news);
		const listeners = this.#byTopic.get(topic) ?? new Set();
		this.#byTopic.set(topic, listeners.add(entry));
		return () => {
			listeners.delete(entry);
			if (listeners.size === 0 && this.#byTopic.get(topic) === listeners) this.#byTopic.delete(topic);
		};
	}

	addGap(listener: () => void): () => void {
		const entry = () => listener();
		this.#gaps.add(entry);
		return () => void this.#gaps.delete(entry);
	}

	deliver(topic: string, news: unknown): void {
		for (const listener of [...(this.#byTopic.get(topic) ?? [])]) listener(news as never);
	}

	tellGap(): void {
		for (const listener of [...this.#gaps]) listener();
	}
}
