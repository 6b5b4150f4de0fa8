import * as Y from 'yjs';

/** Steps that Yjs takes to find places for new structs while `act` runs, counted beside its own loop (yjs, Item.integrate). */
export function countSteps(act: () => void): number {
	const stop = startCounting();
	try {
		act();
	} catch (error) {
		stop();
		throw error;
	}
	return stop();
}

/** The same until a promise resolves. */
export async function countStepsUntil(act: () => Promise<unknown>): Promise<number> {
	const stop = startCounting();
	await act().finally(stop);
	return stop();
}

type Integrate = (this: Y.Item, transaction: Y.Transaction, offset: number) => void;

function startCounting(): () => number {
	let steps = 0;
	const prototype = Y.Item.prototype as { integrate: Integrate };
	const { integrate } = prototype;
	prototype.integrate = function (transaction, offset) {
		if (offset === 0 && this.parent instanceof Y.AbstractType) steps += stepsFor(this, this.parent);
		integrate.call(this, transaction, offset);
	};
	return () => {
		prototype.integrate = integrate;
		return steps;
	};
}

function stepsFor(item: Y.Item, parent: Y.AbstractType<unknown>): number {
	const { left, right } = item;
	const isSearched = left ? left.right !== right : !right || right.left !== null;
	if (!isSearched) return 0;
	let steps = 0;
	let at = left ? left.right : firstOf(parent, item.parentSub);
	const conflicting = new Set<Y.Item>();
	const before = new Set<Y.Item>();
	while (at && at !== right) {
		steps++;
		before.add(at);
		conflicting.add(at);
		if (Y.compareIDs(item.origin, at.origin)) {
			if (at.id.client < item.id.client) conflicting.clear();
			else if (Y.compareIDs(item.rightOrigin, at.rightOrigin)) break;
		} else {
			const origin = at.origin && Y.getItem(parent.doc!.store, at.origin);
			if (!origin || !before.has(origin)) break;
			if (!conflicting.has(origin)) conflicting.clear();
		}
		at = at.right;
	}
	return steps;
}

function firstOf(parent: Y.AbstractType<unknown>, key: string | null): Y.Item | null {
	if (key === null) return parent._start;
	let first = parent._map.get(key) ?? null;
	while (first?.left) first = first.left;
	return first;
}
