import { expect, it } from 'vitest';
import { isSettled } from './settled.ts';

function typedIn(changes: number) {
	const text = { version: 1, isGone: false, looks: 0 };
	const model = { getVersionId: () => text.version, isDisposed: () => text.isGone };
	const settled = () => {
		text.looks++;
		if (text.version <= changes) text.version++;
		return Promise.resolve();
	};
	return { text, model, settled };
}

it('looks again when somebody typed during the look', async () => {
	const { text, model, settled } = typedIn(3);
	expect(await isSettled(model, settled)).toBe(true);
	expect(text.looks).toBe(4);
});

it('gives up where somebody types at every look, and where the text is gone', async () => {
	const { model, settled } = typedIn(Infinity);
	expect(await isSettled(model, settled)).toBe(false);
	const closed = typedIn(0);
	const close = () => Promise.resolve(void (closed.text.isGone = true));
	expect(await isSettled(closed.model, close)).toBe(false);
});
