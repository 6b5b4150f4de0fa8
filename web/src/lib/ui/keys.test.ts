import { expect, test } from 'vitest';
import { formatKeys } from './keys.ts';

test('a key is written with words where there is no Command key', () => {
	expect(formatKeys('Mod+Shift+P', false)).toBe('Ctrl+Shift+P');
	expect(formatKeys('F2', false)).toBe('F2');
});

test('a key is written with signs on a Mac', () => {
	expect(formatKeys('Mod+Shift+P', true)).toBe('⌘⇧P');
	expect(formatKeys('Alt+Enter', true)).toBe('⌥↩');
});
