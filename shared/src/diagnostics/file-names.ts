/** Name, what it stands for, and of which kind it is. */
export type NamedThing = readonly [name: string, value: string | undefined, kind: 'import' | 'constant'];

/** Names that stand for something in the whole file; of two constants of one name neither counts. */
export type FileNames = {
	readonly imports: ReadonlyMap<string, string>;
	readonly constants: ReadonlyMap<string, string | undefined>;
};

export const NO_NAMES: FileNames = { imports: new Map(), constants: new Map() };

/** Of two imports of one name the later counts. */
export function collectNames(places: readonly { start: number; names?: readonly NamedThing[] }[]): FileNames {
	const imports = new Map<string, string>();
	const constants = new Map<string, string | undefined>();
	const inOrder = places.filter(({ names }) => names !== undefined).toSorted((one, other) => one.start - other.start);
	for (const [name, value, kind] of inOrder.flatMap(({ names }) => names ?? [])) {
		if (kind === 'import') imports.set(name, value ?? name);
		else constants.set(name, constants.has(name) ? undefined : value);
	}
	return { imports, constants };
}

/** The names that came, went or stand for something else. */
export function changedNames(before: FileNames, after: FileNames): string[] {
	const changed = (one: ReadonlyMap<string, string | undefined>, other: ReadonlyMap<string, string | undefined>) =>
		[...one.keys(), ...other.keys()].filter(
			(name) => one.get(name) !== other.get(name) || one.has(name) !== other.has(name),
		);
	return [...new Set([...changed(before.imports, after.imports), ...changed(before.constants, after.constants)])];
}
