import { describe, expect, it } from 'vitest';
import { parseRuleFile, RuleFileError } from './rule-file.ts';

const META = `(#set! id "py/x")
  (#set! severity "error")
  (#set! category "security")
  (#set! confidence "high")
  (#set! message "stop {name}")`;
const parse = (text: string, path = 'python/x.scm') => parseRuleFile(path, text);
const rule = (body: string) => `; a comment with ) in it\n((call function: (_) @name) @match\n  ${META}\n  ${body})\n`;

describe('a rule file', () => {
	it('gives its metadata, conditions and fix', () => {
		const parsed = parse(
			rule('(#set! resolve.name "os.system|os.popen") (#set! cwe 78) (#set! fix "Go") (#set! fix.before.name "a\\nb")'),
		);
		expect(parsed).toMatchObject({ id: 'py/x', severity: 'error', category: 'security', confidence: 'high', cwe: 78 });
		const [pattern] = parsed.patterns;
		expect(pattern).toMatchObject({
			line: 2,
			message: 'stop {name}',
			conditions: [{ kind: 'resolve', capture: 'name', lastParts: new Set(['system', 'popen']) }],
			fix: { title: 'Go', isSafe: false, steps: [{ kind: 'before', capture: 'name', text: 'a\nb' }] },
		});
	});

	it('keeps the places of its query when metadata is taken out', () => {
		const text = rule('');
		const { query } = parse(text);
		expect(query).not.toContain('#set!');
		expect(query.length).toBe(text.length);
		expect(query.split('\n').length).toBe(text.split('\n').length);
	});

	it('lets a second form have words and conditions of its own', () => {
		const second = '(attribute object: (_) @name) @match';
		const third = '((call) @match (#set! message "other") (#set! inside "for_statement"))';
		const { patterns } = parse(`${rule('')}${second}\n${third}`);
		expect(patterns.map(({ message }) => message)).toEqual(['stop {name}', 'stop {name}', 'other']);
		expect(patterns[2]?.conditions).toEqual([
			{ kind: 'ancestor', types: new Set(['for_statement']), isWanted: true, isLocal: true },
		]);
	});

	it.each([
		['a bracket that is never closed', '((call) @match', 'python/x.scm:1: ( is never closed'],
		['a bracket too many', '(call) @match)', 'python/x.scm:1: ) closes nothing'],
		['a string that is never closed', '\n((call) @match (#eq? @match "x))', 'python/x.scm:2: a string is never closed'],
		['nothing', '; only words', 'python/x.scm:1: holds no query'],
		['an unknown key', rule('(#set! sevrity "x")'), 'python/x.scm:8: sevrity is not known'],
		['an unknown part of a fix', rule('(#set! fix "x") (#set! fix.remove.name "")'), 'fix.remove.name is not known'],
		[
			'a condition on a capture that is not there',
			rule('(#set! dynamic.nme "")'),
			'python/x.scm:8: there is no capture @nme',
		],
		['a message about a capture that is not there', rule('').replace('{name}', '{nme}'), 'there is no capture @nme'],
		['a wrong regular expression', rule('(#set! constant.name "(")'), 'is no regular expression'],
		['a wrong severity', rule('').replace('"error"', '"fatal"'), 'severity is one of error, warning, info'],
		['an id of another place', rule('').replace('py/x', 'py/y'), 'id is py/y; its place asks for py/x'],
		[
			'a root that is not captured',
			rule('').replace('@match', '@other'),
			'the root of a form must be captured as @match',
		],
		['a #set! without a value', '((call) @match (#set! id))', '#set! takes a key and a value'],
	])('refuses %s, naming file and line', (_, text, message) => {
		expect(() => parse(text)).toThrow(RuleFileError);
		expect(() => parse(text)).toThrow(message);
	});
});
