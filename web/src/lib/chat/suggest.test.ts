import { describe, expect, test } from 'vitest';
import { commandOf, type Mentionable, suggest, triggerAt } from './suggest.ts';
import { BO } from './testing/messages.ts';

const BO_HERE: Mentionable = {
	label: 'Bo',
	hint: undefined,
	icon: 'person',
	mention: { kind: 'person', user: BO.id },
};
const SELECTION = {
	label: 'main.ts:3–9',
	hint: 'the selection',
	icon: 'selection',
	mention: { kind: 'selection', file: 'f', path: 'src/main.ts', fromLine: 3, toLine: 9 },
} as unknown as Mentionable;

describe('what is offered while one writes', () => {
	test('@ after a space or at the beginning mentions; in the middle of a word it is an address', () => {
		expect(triggerAt('hey @b', 6)).toEqual({ kind: 'mention', query: 'b', from: 4, to: 6 });
		expect(triggerAt('@', 1)).toMatchObject({ kind: 'mention', query: '' });
		expect(triggerAt('ana@b', 5)).toBeUndefined();
		expect(triggerAt('@bo and', 7)).toBeUndefined();
	});

	test('/ is a command at the beginning alone', () => {
		expect(triggerAt('/fi', 3)).toEqual({ kind: 'command', query: 'fi', from: 0, to: 3 });
		expect(triggerAt('and /fi', 7)).toBeUndefined();
		expect(suggest({ kind: 'command', query: 're', from: 0, to: 3 }, []).map(({ label }) => label)).toEqual([
			'/review',
			'/refactor',
		]);
	});

	test('what has a word is written, what stands beside the text is not', () => {
		const [person] = suggest({ kind: 'mention', query: 'b', from: 0, to: 2 }, [BO_HERE]);
		expect(person?.insert).toBe('@Bo ');
		const [selection] = suggest({ kind: 'mention', query: 'sel', from: 0, to: 4 }, [BO_HERE, SELECTION]);
		expect(selection).toMatchObject({ insert: '', icon: 'selection' });
	});

	test('a path is no command', () => {
		expect(commandOf('/fix it')?.name).toBe('fix');
		expect(commandOf('/fixture')).toBeUndefined();
		expect(commandOf('/etc/passwd')).toBeUndefined();
	});
});
