import { LIMITS, type TurnOutcome } from '@covibe/shared';
import type { BlockOutcome } from '../edits/outcome.ts';

const KINDS: Readonly<Partial<Record<BlockOutcome['result'], TurnOutcome['kind']>>> = {
	edited: 'edited',
	created: 'created',
	deleted: 'deleted',
	renamed: 'renamed',
	contested: 'contested',
};

/** What a turn did to files and what it could not do, for people: one line a file and kind. */
export function outcomesOf(blocks: readonly BlockOutcome[]): TurnOutcome[] {
	const places = new Map<string, { outcome: TurnOutcome; count: number }>();
	for (const block of blocks) {
		if (block.result === 'unchanged') continue;
		const kind = KINDS[block.result] ?? 'refused';
		const path = block.path === '' ? undefined : block.path.slice(0, LIMITS.pathBytes);
		const key = kind === 'edited' ? `${kind} ${path}` : `${kind} ${path} ${block.block} ${places.size}`;
		const known = places.get(key);
		if (known) known.count += 1;
		else places.set(key, { outcome: { kind, path, detail: block.message.slice(0, LIMITS.sentenceUnits) }, count: 1 });
	}
	return [...places.values()].map(({ outcome, count }) =>
		outcome.kind === 'edited'
			? { ...outcome, detail: count === 1 ? 'Edited.' : `Edited in ${count} places.` }
			: outcome,
	);
}

/** What the chat says when the model said nothing beside its edits. */
export function summaryOf(outcomes: readonly TurnOutcome[]): string {
	const done = outcomes.filter(({ kind }) => kind !== 'refused' && kind !== 'checked' && kind !== 'withheld');
	const words = {
		edited: 'Edited',
		contested: 'Edited',
		created: 'Made',
		deleted: 'Deleted',
		renamed: 'Renamed',
	} as const;
	const lines = done.map(({ kind, path }) => `${words[kind as keyof typeof words]} \`${path ?? ''}\`.`);
	return [...new Set(lines)].join('\n\n');
}
