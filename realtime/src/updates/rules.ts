import { LIMITS, ROOT_NAMES } from '@covibe/shared';

/** What an update may hold. The counts leave 4 to 60 times the room that recorded sessions needed (design: security.md 5.3). */
export type UpdateRules = {
	readonly bytes: number;
	/** Client ids with new structs. A typed edit has one, a merge of offline tabs a few. */
	readonly clients: number;
	/** An update that replaces every match in a large file has some 20,000. */
	readonly structs: number;
	/** Plain values that each follow the one before, also those of a whole row: Yjs merges such a chain in quadratic memory. */
	readonly chainedValues: number;
	/** Client ids in the delete set: whoever ever wrote in the room; as many as a state vector holds (LIMITS). */
	readonly deleteClients: number;
	readonly deleteRanges: number;
	/** Names of root types; every name costs memory for ever. */
	readonly rootNames: ReadonlySet<string>;
};

/** Levels of a plain value, and of types in each other: files → entry → text are three. */
export const NESTING_LIMIT = 16;
/** Yjs draws client ids from 32 bits. */
export const CLIENT_LIMIT = 2 ** 32;
/** Clocks beyond it can only be a mistake or an attack, and sums of two stay exact. */
export const CLOCK_LIMIT = 2 ** 40;

export type RuleSet = { readonly edit: UpdateRules; readonly sync: UpdateRules };

/** The rules of a server, for one edit and for a whole sync step. */
export function createRules(extraRootNames: readonly string[]): RuleSet {
	const rootNames = new Set<string>([...ROOT_NAMES, ...extraRootNames]);
	const edit = {
		bytes: LIMITS.updateBytes,
		clients: 64,
		structs: 50_000,
		chainedValues: 1_024,
		deleteClients: 10_000,
		deleteRanges: 50_000,
		rootNames,
	};
	const sync = { ...edit, bytes: LIMITS.syncBytes, structs: 200_000, deleteClients: 60_000, deleteRanges: 200_000 };
	return { edit, sync };
}
