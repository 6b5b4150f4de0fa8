import type { Id, Insertion } from './validate.ts';

type Queue = { readonly list: Insertion[]; at: number };

/**
 * The structs of an update in the order in which Yjs puts them into their lists: client by client, but each after
 * those of the update that it stands beside or in.
 */
export function inOrder(insertions: readonly Insertion[]): readonly Insertion[] {
	const first = insertions[0]?.client;
	if (insertions.every(({ client }) => client === first)) return insertions;
	const queues = new Map<number, Queue>();
	for (const insertion of insertions) {
		const queue = queues.get(insertion.client);
		if (queue) queue.list.push(insertion);
		else queues.set(insertion.client, { list: [insertion], at: 0 });
	}
	const ordered: Insertion[] = [];
	for (const client of queues.keys()) drain(client, queues, ordered);
	return ordered;
}

function drain(client: number, queues: ReadonlyMap<number, Queue>, ordered: Insertion[]): void {
	const stack = [client];
	const isOnStack = new Set(stack);
	for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
		const queue = queues.get(top);
		const next = queue?.list[queue.at];
		const missing = next && missingFor(next, queues);
		// In a circle, which readiness refuses, the order does not matter.
		if (missing !== undefined && !isOnStack.has(missing)) {
			stack.push(missing);
			isOnStack.add(missing);
		} else if (queue && next) {
			ordered.push(next);
			queue.at++;
			// Whoever waited for this one goes on before the rest of its client.
			if (stack.length > 1) isOnStack.delete(stack.pop() ?? top);
		} else isOnStack.delete(stack.pop() ?? top);
	}
}

/** The client whose next struct has to come first. */
function missingFor({ client, left, right, start }: Insertion, queues: ReadonlyMap<number, Queue>): number | undefined {
	const parent = start && typeof start.parent !== 'string' ? start.parent : undefined;
	for (const id of [left, right, parent])
		if (id && id.client !== client && isWaiting(id, queues.get(id.client))) return id.client;
	return undefined;
}

function isWaiting(id: Id, queue: Queue | undefined): boolean {
	const next = queue?.list[queue.at];
	return next !== undefined && next.clock <= id.clock;
}
