import { createFileId, parseProjectId, type ProjectId } from '@covibe/shared';
import { describe, expect, test } from 'vitest';
import { recall, remember } from './memory.ts';

const projectId = parseProjectId('a'.repeat(22)) as ProjectId;
const [a, b] = [createFileId(1, () => 0), createFileId(2, () => 0)];

function storeWith(text?: string) {
	const items = new Map<string, string>(text === undefined ? [] : [[`covibe:room:${projectId}`, text]]);
	return {
		getItem: (key: string) => items.get(key) ?? null,
		setItem: (key: string, value: string) => void items.set(key, value),
	};
}

describe('what a device remembers of a room', () => {
	test('comes back as it was', () => {
		const store = storeWith();
		const memory = {
			tabs: [a, b],
			active: b,
			folded: ['src'],
			isTreeOpen: false,
			isOutlineOpen: true,
			isProblemsOpen: true,
			isChatOpen: false,
		};
		remember(store, projectId, memory);
		expect(recall(store, projectId)).toEqual(memory);
	});

	test('is nothing on a first visit, and nothing when it is damaged', () => {
		expect(recall(storeWith(), projectId)).toBeUndefined();
		expect(recall(storeWith('{"tabs":['), projectId)).toBeUndefined();
		expect(recall(storeWith('7'), projectId)).toBeUndefined();
	});

	test('keeps what is sound of a damaged memory', () => {
		const store = storeWith(JSON.stringify({ tabs: [a, 'x', 3, a], active: b, folded: [1, 'src'] }));
		expect(recall(store, projectId)).toEqual({
			tabs: [a],
			active: a,
			folded: ['src'],
			isTreeOpen: true,
			isOutlineOpen: false,
			isProblemsOpen: false,
			isChatOpen: true,
		});
	});

	test('a store that may not be used costs only the layout', () => {
		const closed = {
			getItem: () => {
				throw new Error('denied');
			},
			setItem: () => {
				throw new Error('full');
			},
		};
		expect(recall(closed, projectId)).toBeUndefined();
		expect(() =>
			remember(closed, projectId, {
				tabs: [],
				active: undefined,
				folded: [],
				isTreeOpen: true,
				isOutlineOpen: false,
				isProblemsOpen: false,
				isChatOpen: true,
			}),
		).not.toThrow();
	});
});
