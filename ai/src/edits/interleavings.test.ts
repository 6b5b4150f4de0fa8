import { describe, expect, test } from 'vitest';
import { Interleaving } from '../../test/edits/interleaving.ts';
import { isDone } from './outcome.ts';

/** AI_RUNS=10000 for the long run; SEED=n replays one. */
const RUNS = Number(process.env['AI_RUNS'] ?? 1_000);
const SEED = process.env['SEED'];
const seeds = SEED === undefined ? Array.from({ length: RUNS }, (_, index) => index + 1) : [Number(SEED)];
/** A run takes some 20 ms; a machine that does much else takes ten times that. */
const timeout = 120_000 + RUNS * 250;

function forEachSeed(check: (run: Interleaving, replay: string) => void): void {
	for (const seed of seeds) {
		const run = new Interleaving(seed);
		if (run.answer.blocks.length > 0) check(run, `replay with SEED=${seed}`);
	}
}

const isWhole = ({ turn: { outcomes } }: Interleaving) => outcomes.every(isDone);

describe(`${seeds.length} interleavings of an agent and two people`, { timeout }, () => {
	test('[AI7] converge, lose no typed character, and are one item to undo', () => {
		forEachSeed((run, replay) => {
			const texts = run.stream({ ending: 'finish' });
			expect(new Set(texts).size, replay).toBe(1);
			expect(run.lostIn(texts[0] ?? ''), replay).toBe('');
			expect(run.undo.undoStack.length, replay).toBeLessThanOrEqual(1);
			if (!run.isTouched && isWhole(run)) expect(texts[0], replay).toBe(run.withBlocks(run.turn.outcomes.length));
			if (run.undo.undoStack.length > 0) run.undo.undo();
			const undone = run.settle();
			expect(new Set(undone).size, replay).toBe(1);
			expect(run.lostIn(undone[0] ?? ''), replay).toBe('');
			if (!run.isTouched) expect(undone[0], replay).toBe(run.base);
		});
	});

	test('[AI8] rejecting every hunk, in any order and by anyone, gives the old text back', () => {
		forEachSeed((run, replay) => {
			run.stream({ ending: 'finish' });
			const texts = run.rejectAll();
			expect(new Set(texts).size, replay).toBe(1);
			expect(run.lostIn(texts[0] ?? ''), replay).toBe('');
			if (!run.isTouched) expect(texts[0], replay).toBe(run.base);
		});
	});

	test('[AI9] recovering from a crash leaves the finished blocks, and nothing of the open one', () => {
		forEachSeed((run, replay) => {
			run.stream({ ending: 'crash' });
			const texts = run.recover();
			expect(new Set(texts).size, replay).toBe(1);
			expect(run.lostIn(texts[0] ?? ''), replay).toBe('');
			if (!run.isTouched && isWhole(run)) expect(texts[0], replay).toBe(run.withBlocks(run.turn.outcomes.length));
		});
	});
});
