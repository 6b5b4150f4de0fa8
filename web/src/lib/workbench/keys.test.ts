import { describe, expect, test } from 'vitest';
import { isKey } from './keys.ts';

const press = (key: string, more: Partial<Parameters<typeof isKey>[0]> = {}) => ({
	key,
	code: '',
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	shiftKey: false,
	...more,
});

describe('keys', () => {
	test('Mod is Command on a Mac and Ctrl elsewhere', () => {
		expect(isKey(press('p', { metaKey: true }), 'Mod+P', true)).toBe(true);
		expect(isKey(press('p', { ctrlKey: true }), 'Mod+P', true)).toBe(false);
		expect(isKey(press('p', { ctrlKey: true }), 'Mod+P', false)).toBe(true);
	});

	test('a modifier more is another key', () => {
		expect(isKey(press('P', { ctrlKey: true, shiftKey: true }), 'Mod+P', false)).toBe(false);
		expect(isKey(press('P', { ctrlKey: true, shiftKey: true }), 'Mod+Shift+P', false)).toBe(true);
		expect(isKey(press('F1'), 'F1', false)).toBe(true);
	});

	test('AltGr types a letter and is never taken for Ctrl+Alt', () => {
		const altGr = { ctrlKey: true, altKey: true, getModifierState: (name: string) => name === 'AltGraph' };
		expect(isKey(press('w', altGr), 'Ctrl+Alt+W', false)).toBe(false);
		expect(isKey(press('∑', { ctrlKey: true, altKey: true, code: 'KeyW' }), 'Ctrl+Alt+W', true)).toBe(true);
	});
});
