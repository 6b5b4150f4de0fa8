import { applyEdits, type TextEdit } from '@covibe/shared/diagnostics';
import { Lines, type LinterFinding, type LintResult } from '@covibe/shared/linters';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LintedText } from './linted-text.svelte.ts';
import type { LintRequest } from './linter-worker.ts';
import type { TextChange } from './moved-findings.ts';

const RULE = { ruleId: 'ruff/F401', severity: 'warning', category: 'smell', confidence: 'high', message: '' } as const;

/** An open text that a test types into. */
class Typed {
	text = 'import os\n';
	readonly #listeners: ((event: { changes: TextChange[] }) => void)[] = [];

	getValue = () => this.text;
	getValueLength = () => this.text.length;
	getLineCount = () => this.text.split('\n').length;
	onDidChangeLanguage = () => ({ dispose: () => undefined });

	onDidChangeContent = (listener: (event: { changes: TextChange[] }) => void) => {
		this.#listeners.push(listener);
		return { dispose: () => void this.#listeners.splice(this.#listeners.indexOf(listener), 1) };
	};

	edit(edit: TextEdit): void {
		const { startPosition, endPosition } = new Lines(this.text).span(edit.start, edit.end);
		const range = {
			startLineNumber: startPosition.row + 1,
			startColumn: startPosition.column + 1,
			endLineNumber: endPosition.row + 1,
			endColumn: endPosition.column + 1,
		};
		this.text = applyEdits(this.text, [edit]);
		const change = { range, rangeOffset: edit.start, rangeLength: edit.end - edit.start, text: edit.text };
		for (const listener of this.#listeners) listener({ changes: [change] });
	}
}

/** Everything called `os` is a problem, for the linter of these tests. */
function lintOs({ text }: LintRequest): LintResult {
	const lines = new Lines(text);
	const findings = [...text.matchAll(/\bos\b/g)].map(({ index }) => ({ ...lines.span(index, index + 2), ...RULE }));
	return { syntax: [], findings };
}

function watch(path: string, lint: (request: LintRequest) => LintResult | Promise<LintResult> = lintOs) {
	const typed = new Typed();
	const requests: LintRequest[] = [];
	let found: readonly LinterFinding[] = [];
	const linted = new LintedText({
		text: typed,
		path: () => path,
		lint: async (request) => {
			requests.push(request);
			return await lint(request);
		},
		found: (findings) => (found = findings),
	});
	return { typed, linted, requests, starts: () => found.map(({ start }) => start) };
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

describe('the linter of an open file', () => {
	beforeEach(() => void vi.useFakeTimers());
	afterEach(() => vi.useRealTimers());

	it('looks when typing rests, once', async () => {
		const { typed, requests, starts, linted } = watch('a.py');
		for (let key = 0; key < 10; key++) {
			typed.edit({ start: 0, end: 0, text: '\n' });
			await pass(100);
		}
		expect(requests).toEqual([]);
		await pass(600);
		expect(requests).toHaveLength(1);
		expect(starts()).toEqual([17]);
		expect(linted.status).toEqual({ tool: 'ruff', state: 'on' });
	});

	it('looks all the same when somebody always types', async () => {
		const { typed, requests } = watch('a.py');
		for (let key = 0; key < 120; key++) {
			typed.edit({ start: 0, end: 0, text: '\n' });
			await pass(100);
		}
		expect(requests).toHaveLength(2);
	});

	it('moves what it found with the text, and an answer by what was typed while it looked', async () => {
		let answer: (result: LintResult) => void = () => undefined;
		const slow = (): Promise<LintResult> => new Promise((resolve) => (answer = resolve));
		const { typed, requests, starts } = watch('a.py', slow);
		await pass(600);
		typed.edit({ start: 0, end: 0, text: '# 😀\n' });
		answer(lintOs(requests[0]!));
		await pass(0);
		expect(starts()).toEqual([12]);
		typed.edit({ start: 0, end: 5, text: '' });
		expect(starts()).toEqual([7]);
		typed.edit({ start: 9, end: 9, text: 'x' });
		expect(starts()).toEqual([]);
		await pass(600);
		expect(requests[1]?.text).toBe('import osx\n');
	});

	it('says that it failed, tries again, and less and less often', async () => {
		let isBroken = true;
		const { requests, linted, starts } = watch('a.py', (request) => {
			if (isBroken) throw new Error('did not load');
			return lintOs(request);
		});
		await pass(600);
		expect(linted.status).toEqual({ tool: 'ruff', state: 'failed' });
		await pass(4_000);
		expect(requests).toHaveLength(2);
		await pass(4_000);
		expect(requests).toHaveLength(2);
		isBroken = false;
		await pass(12_000);
		expect(requests).toHaveLength(3);
		expect(linted.status).toEqual({ tool: 'ruff', state: 'on' });
		expect(starts()).toEqual([7]);
	});

	it('leaves too long a text alone, and looks again when it is short', async () => {
		const { typed, linted, requests, starts } = watch('a.py');
		await pass(600);
		expect(starts()).toEqual([7]);
		typed.edit({ start: 0, end: 0, text: '\n'.repeat(10_000) });
		await pass(5_000);
		expect(linted.status).toEqual({ tool: 'ruff', state: 'too-large' });
		expect(starts()).toEqual([]);
		typed.edit({ start: 0, end: 10_000, text: '' });
		await pass(5_000);
		expect(requests).toHaveLength(2);
		expect(starts()).toEqual([7]);
	});

	it('is none where no linter reads the language', async () => {
		const { linted, requests } = watch('a.rs');
		await pass(10_000);
		expect(linted.status).toBeUndefined();
		expect(requests).toEqual([]);
	});

	it('says nothing any more of a file that was closed', async () => {
		const { linted, requests } = watch('a.py');
		linted.dispose();
		await pass(10_000);
		expect(requests).toEqual([]);
	});
});
