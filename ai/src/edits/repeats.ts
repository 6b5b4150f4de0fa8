/** What was done in a turn, to know it again when a model that goes on for another writes it once more. */
export class Repeats {
	readonly #replacements = new Map<string, Set<string>>();

	note(request: string, replacement: string): void {
		const known = this.#replacements.get(request) ?? new Set();
		this.#replacements.set(request, known.add(replacement));
	}

	/** True when something was done already that begins like this. */
	mayBe(request: string, beginning: string): boolean {
		return [...(this.#replacements.get(request) ?? [])].some((each) => each.startsWith(beginning));
	}

	has(request: string, replacement: string): boolean {
		return this.#replacements.get(request)?.has(replacement) ?? false;
	}
}
