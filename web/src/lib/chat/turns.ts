import { isOver, type Turn, type TurnId } from '@covibe/shared';

export type Turns = ReadonlyMap<TurnId, Turn>;

export const NO_TURNS: Turns = new Map();

export function none<Value>(): ReadonlyMap<TurnId, Value> {
	return new Map();
}

/** Takes turns in by their versions. [PR15] */
export function mergeTurns(known: Turns, turns: readonly Turn[]): Turns {
	const merged = new Map(known);
	for (const turn of turns) {
		const before = merged.get(turn.id);
		if (!before || before.version < turn.version) merged.set(turn.id, turn);
	}
	return merged;
}

/** Those that run or wait; what a page that is read from now on leaves out of them is over. */
export function unfinished(turns: Turns): ReadonlySet<TurnId> {
	return new Set([...turns.values()].filter(({ state }) => !isOver(state)).map(({ id }) => id));
}

/** Takes in a page, which holds all that run or wait, in their order; `before` is what was unfinished when it was asked for. */
export function mergeTurnPage(known: Turns, page: readonly Turn[], before: ReadonlySet<TurnId>): Turns {
	const merged = new Map(known);
	// It ended while nobody told us; whatever its message says is on its page.
	for (const id of before) if (!page.some((turn) => turn.id === id)) merged.delete(id);
	for (const turn of page) {
		const newer = merged.get(turn.id);
		merged.delete(turn.id);
		merged.set(turn.id, newer && newer.version > turn.version ? newer : turn);
	}
	return merged;
}

export function withEntry<Value>(
	known: ReadonlyMap<TurnId, Value>,
	id: TurnId,
	value: Value,
): ReadonlyMap<TurnId, Value> {
	return new Map(known).set(id, value);
}

/** The answers that are still being written; pieces may come before the news of their turn. */
export function stillLive<Value>(answers: ReadonlyMap<TurnId, Value>, turns: Turns): ReadonlyMap<TurnId, Value> {
	const live = [...answers].filter(([id]) => isLive(turns.get(id)));
	return live.length === answers.size ? answers : new Map(live);
}

/** A turn that was handed to another worker waits for it with what is written so far. */
export function isLive(turn: Turn | undefined): boolean {
	return turn === undefined || turn.state === 'running' || turn.state === 'queued';
}
