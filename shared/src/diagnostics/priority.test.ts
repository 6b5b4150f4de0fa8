import { describe, expect, it } from 'vitest';
import type { Finding } from './finding.ts';
import { chooseFindings, scoreOf } from './priority.ts';
import { parseLintSettings } from './settings.ts';

const finding = (over: Partial<Finding> = {}, row = 0): Finding => ({
	ruleId: 'py/eval',
	severity: 'error',
	category: 'security',
	confidence: 'high',
	message: 'x',
	start: row * 10,
	end: row * 10 + 5,
	startPosition: { row, column: 0 },
	endPosition: { row, column: 5 },
	...over,
});

describe('the score of a finding', () => {
	it('puts security before smell, errors before hints, sure before unsure', () => {
		const scores = [
			finding(),
			finding({ severity: 'warning' }),
			finding({ severity: 'warning', confidence: 'low' }),
			finding({ category: 'smell', severity: 'info', confidence: 'low' }),
		].map((each) => scoreOf(each));
		expect(scores).toEqual(scores.toSorted((one, other) => other - one));
		expect(new Set(scores).size).toBe(4);
	});

	it('rises near the caret and in what was changed', () => {
		const far = scoreOf(finding({}, 100), { caretRow: 0 });
		expect(scoreOf(finding({}, 100), { caretRow: 98 })).toBeGreaterThan(far);
		expect(scoreOf(finding({}, 100), { caretRow: 0, changed: [{ start: 990, end: 1001 }] })).toBeGreaterThan(far);
	});
});

describe('the findings that are shown', () => {
	it('are the most deserving up to the limit, by place', () => {
		const all = [finding({ category: 'style' }, 0), finding({}, 1), finding({ category: 'smell' }, 2), finding({}, 3)];
		const rows = chooseFindings(all, { limit: 2 }).map(({ startPosition }) => startPosition.row);
		expect(rows).toEqual([1, 3]);
	});

	it('follow the settings: a rule before its category, off, quieter, only the sure ones', () => {
		const all = [finding(), finding({ ruleId: 'py/x' }), finding({ ruleId: 'py/y', confidence: 'low' })];
		const settings = parseLintSettings({ rules: { 'py/eval': 'info' }, categories: { security: 'off' } });
		expect(chooseFindings(all, { settings: settings! }).map(({ severity }) => severity)).toEqual(['info']);
		const sure = parseLintSettings({ confidence: 'medium' });
		expect(chooseFindings(all, { settings: sure! }).length).toBe(2);
	});

	it('are not decided by settings that are none', () => {
		expect(parseLintSettings({ rules: { 'py/eval': 'loud' } })).toBeUndefined();
		expect(parseLintSettings(null)).toBeUndefined();
	});
});
