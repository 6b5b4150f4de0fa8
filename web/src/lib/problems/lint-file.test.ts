import { describe, expect, it } from 'vitest';
import { changeLintFile, differenceOf, levelOf, readLintFile, repairLintFile } from './lint-file.ts';

const off = (id: string) => ({ kind: 'rule', id, level: 'off' }) as const;

describe('the file of rule settings', () => {
	it('is made when there is none, as JSON that people like to read', () => {
		expect(changeLintFile(undefined, off('py/eval'))).toBe('{\n\t"rules": {\n\t\t"py/eval": "off"\n\t}\n}\n');
		expect(changeLintFile(' \n', { kind: 'confidence', confidence: 'high' })).toBe('{\n\t"confidence": "high"\n}\n');
	});

	it('keeps what it does not know, its order and its indentation', () => {
		const before =
			'{\n  "$comment": "ours",\n  "rules": {\n    "b/b": "info",\n    "a/a": "off"\n  },\n  "zeta": 1\n}\n';
		const after = changeLintFile(before, { kind: 'rule', id: 'b/b', level: 'error' });
		expect(after).toBe(
			JSON.stringify({ ...(JSON.parse(before) as object), rules: { 'b/b': 'error', 'a/a': 'off' } }, null, 2) + '\n',
		);
		expect(differenceOf(before, after)).toEqual({ at: 49, removed: 4, inserted: 'error' });
	});

	it('loses an entry that is taken back, and a section with it when it was the last', () => {
		const before = changeLintFile(undefined, { kind: 'category', category: 'smell', level: 'off' });
		expect(changeLintFile(before, { kind: 'category', category: 'smell', level: undefined })).toBe('{}\n');
	});

	it('says what is wrong with it, and does not change it until it is right', () => {
		expect(readLintFile('{"rules": ')).toEqual({ kind: 'invalid', reason: 'It is not the JSON of an object.' });
		const wrong = '{"rules": {"py/eval": "loud", "go/x": "off"}, "confidence": 3}';
		expect(readLintFile(wrong)).toMatchObject({
			reason: expect.stringContaining('rules → py/eval, confidence') as string,
		});
		expect(() => changeLintFile('[]', off('a/a'))).toThrow();
	});

	it('is put right by keeping all that can be understood', () => {
		const broken = '{\n\t// ours\n\t"rules": { "a/a": "off", "b/b": "loud", },\n\t"note": "a // b, ]",\n}\n';
		const right = repairLintFile(broken);
		expect(JSON.parse(right)).toEqual({ rules: { 'a/a': 'off' }, note: 'a // b, ]' });
		expect(readLintFile(right).kind).toBe('valid');
		expect(repairLintFile('no')).toBe('{}\n');
	});

	it('is read as the defaults when it is empty or not there', () => {
		for (const text of [undefined, '', '\n'])
			expect(readLintFile(text)).toMatchObject({ kind: 'valid', settings: { rules: {} } });
	});
});

describe('the level of a rule', () => {
	it('is the rule’s entry, else that of its category, else its own', () => {
		const file = readLintFile('{"rules": {"py/eval": "off"}, "categories": {"security": "info"}}');
		if (file.kind !== 'valid') throw new Error(file.reason);
		const rule = { id: 'py/eval', category: 'security', severity: 'error' } as const;
		expect(levelOf(file.settings, rule)).toEqual({ level: 'off', isOwn: true });
		expect(levelOf(file.settings, { ...rule, id: 'py/exec' })).toEqual({ level: 'info', isOwn: false });
		expect(levelOf(file.settings, { ...rule, category: 'smell', id: 'x/y' })).toEqual({ level: 'error', isOwn: false });
	});
});
