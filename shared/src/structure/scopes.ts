import type { Stretch } from './tags.ts';

type Scope = Stretch & {
	readonly isFunction: boolean;
	parent: number;
	readonly names: Set<string>;
	readonly outer: Set<string>;
};

/** The scopes of one text. Add them all, settle, declare, then resolve. */
export class ScopeTree {
	#scopes: Scope[];

	constructor(file: Stretch) {
		this.#scopes = [{ ...file, isFunction: true, parent: -1, names: new Set(), outer: new Set() }];
	}

	get stretches(): readonly Stretch[] {
		return this.#scopes.map(({ start, end }) => ({ start, end }));
	}

	add(start: number, end: number, isFunction: boolean): void {
		this.#scopes.push({ start, end, isFunction, parent: 0, names: new Set(), outer: new Set() });
	}

	/** Sorts the scopes and finds what each stands in. */
	settle(): void {
		const [file, ...inner] = this.#scopes;
		if (!file) return;
		inner.sort((one, other) => one.start - other.start || other.end - one.end);
		this.#scopes = [file, ...inner];
		const open = [0];
		for (const [index, scope] of inner.entries()) {
			while (open.length > 1 && (this.#scopes[open.at(-1) ?? 0]?.end ?? 0) < scope.end) open.pop();
			scope.parent = open.at(-1) ?? 0;
			open.push(index + 1);
		}
	}

	/** The innermost scope at an offset. */
	at(offset: number): number {
		let [low, high] = [0, this.#scopes.length - 1];
		while (low < high) {
			const middle = (low + high + 1) >> 1;
			if ((this.#scopes[middle]?.start ?? 0) <= offset) low = middle;
			else high = middle - 1;
		}
		let found = low;
		while (found > 0 && (this.#scopes[found]?.end ?? 0) <= offset) found = this.#scopes[found]?.parent ?? 0;
		return found;
	}

	/** The scope that a stretch stands in: one that opens with it is its own. */
	around({ start, end }: Stretch): number {
		let found = this.at(start);
		for (let scope = this.#scopes[found]; scope && found > 0; scope = this.#scopes[found]) {
			if (scope.start < start && scope.end >= end) break;
			found = scope.parent;
		}
		return found;
	}

	functionOf(index: number): number {
		let found = index;
		for (let scope = this.#scopes[found]; scope && !scope.isFunction; scope = this.#scopes[found]) found = scope.parent;
		return found;
	}

	declare(index: number, name: string): void {
		const scope = this.#scopes[index];
		if (!scope?.outer.has(name)) scope?.names.add(name);
	}

	/** The scope says of a name that it means the one outside: assigning to it declares nothing. */
	leave(index: number, name: string): void {
		this.#scopes[index]?.outer.add(name);
	}

	/** The scope that declares the name as seen from an offset. */
	resolve(offset: number, name: string): number | undefined {
		for (let index = this.at(offset); index >= 0; index = this.#scopes[index]?.parent ?? -1) {
			if (this.#scopes[index]?.names.has(name)) return index;
		}
		return undefined;
	}
}
