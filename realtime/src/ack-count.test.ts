import { expect, test } from 'vitest';
import { AckCount } from './ack-count.ts';

const update = (through: number) => ({ through, syncedThrough: 0 });
const sync = (through: number) => ({ through, syncedThrough: through });

test('[RT7] the count stops before a frame that was not stored, whatever is durable after it', () => {
	const acks = new AckCount();
	for (let frame = 1; frame <= 4; frame++) expect(acks.count('update')).toBe(frame);
	expect(acks.noteMissed(2)).toBe(true);
	expect([acks.settle(update(1)), acks.acknowledged]).toEqual([true, 1]);
	expect([acks.settle(update(4)), acks.acknowledged]).toEqual([false, 1]);
});

test('[RT7] a sync step that came before the missed frame does not cover it, one that came after does', () => {
	const acks = new AckCount();
	acks.count('update');
	acks.count('sync-step2');
	acks.count('update');
	acks.count('sync-step2');
	acks.noteMissed(1);
	acks.noteMissed(3);
	acks.settle(sync(2));
	expect(acks.acknowledged).toBe(2);
	acks.settle(sync(4));
	expect(acks.acknowledged).toBe(4);
});

test('[RT6] one question at a time: the next is asked when the last was answered', () => {
	const acks = new AckCount();
	acks.noteQuestion();
	expect(acks.noteMissed(acks.count('update'))).toBe(false);
	acks.count('sync-step2');
	expect(acks.noteMissed(acks.count('update'))).toBe(true);
});

test('[RT7] the count never goes back', () => {
	const acks = new AckCount();
	acks.settle(update(5));
	expect([acks.settle(update(3)), acks.acknowledged]).toEqual([false, 5]);
});
