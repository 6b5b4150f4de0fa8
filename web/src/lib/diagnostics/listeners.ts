/** Functions that want to be told. */
export class Listeners<T> {
	readonly #listeners = new Set<(news: T) => void>();

	/** The returned function takes the listener out again. */
	add(listener: (news: T) => void): () => void {
		this.#listeners.add(listener);
		return () => void this.#listeners.delete(listener);
	}

	tell(news: T): void {
		for (const listener of this.#listeners) listener(news);
	}

	clear(): void {
		this.#listeners.clear();
	}
}
