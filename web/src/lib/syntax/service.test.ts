import type { FileId } from '@covibe/shared';
import { createRandom, eventually } from '@covibe/shared/testing';
import { describe, expect, it, vi } from 'vitest';
import type { FileReport, TextChange } from './messages.ts';
import {
	apply,
	change,
	FILE,
	loadTools,
	lookAt,
	openTestService,
	opening,
	type TestService,
} from './testing/test-service.ts';

const BROKEN = 'total = sum([1, 2, 3]\nprint(total)\n';
const SHELL = 'import subprocess\n\nsubprocess.run("ls " + name, shell=True)\n';
const LONG = `def f(a):\n${'    g(a, [1, 2], "text")\n'.repeat(60)}\n`.repeat(60);

type Known = Exclude<FileReport, { state: 'failed' }>;

function lastOf({ reports }: TestService): Known {
	const last = reports.at(-1);
	if (!last || last.state === 'failed') throw new Error('nothing is known');
	return last;
}

const messages = ({ syntax }: Known) => syntax.map(({ message }) => message);
const ids = ({ findings }: Known) => findings.map(({ ruleId }) => ruleId);

/** A clock that every look at moves on by a millisecond: parses are cut into many slices. */
function busyClock(): () => number {
	let now = 0;
	return () => (now += 1);
}

describe('versions', () => {
	it('an edit of a version that is not held, or of a file that is not open, asks for the text', async () => {
		const { service } = openTestService();
		const edit = { file: FILE, from: 1, to: 2, changes: [change('', 0, 0, 'x')], look: undefined };
		expect(service.edit(edit)).toBe('gap');
		service.open(opening(''));
		expect(service.edit({ ...edit, from: 3, to: 4 })).toBe('gap');
		await service.settle();
		expect(service.edit({ ...edit, from: 3, to: 4 })).toBe('gap');
		expect(service.edit(edit)).toBe('taken');
		service.dispose();
	});

	it('edits that come while the grammar is on its way are in the text', async () => {
		const test = openTestService();
		test.service.open(opening('x = (1\n'));
		const changes = [change('x = (1\n', 6, 0, ')')];
		expect(test.service.edit({ file: FILE, from: 1, to: 2, changes, look: undefined })).toBe('taken');
		await test.service.settle();
		expect(lastOf(test)).toMatchObject({ version: 2, syntax: [] });
		test.service.dispose();
	});

	it('after random edits in random batches text, tree and findings are those of a fresh look', async () => {
		const random = createRandom(Number(process.env['SEED'] ?? 31));
		const test = openTestService();
		let text = `${SHELL}${BROKEN}`;
		test.service.open(opening(text));
		for (let version = 1; version < 200; version++) {
			const changes: TextChange[] = [];
			for (let count = 1 + random.integer(3); count > 0; count--) {
				const start = random.integer(text.length + 1);
				const inserted = random.pick(['(', ')', '"', '\n', 'é😀', 'shell=True', '    ', 'x', '']);
				const one = change(text, start, Math.min(random.integer(4), text.length - start), inserted);
				changes.push(one);
				text = apply(text, one);
			}
			expect(test.service.edit({ file: FILE, from: version, to: version + 1, changes, look: undefined })).toBe('taken');
			if (random.next() < 0.3) await test.service.read(FILE, () => undefined);
		}
		await test.service.settle();
		const view = await test.service.read(FILE, ({ tree, text: held }) => ({ tree: tree.rootNode.toString(), held }));
		const fresh = openTestService();
		fresh.service.open(opening(text, { version: 200 }));
		await fresh.service.settle();
		expect(view?.held).toBe(text);
		expect(view?.tree).toBe(await fresh.service.read(FILE, ({ tree }) => tree.rootNode.toString()));
		expect(lastOf(test)).toEqual(lastOf(fresh));
		const versions = test.reports.map((report) => (report.state === 'failed' ? 0 : report.version));
		expect(versions).toEqual(versions.toSorted((one, other) => one - other));
		test.service.dispose();
		fresh.service.dispose();
	});
});

describe('slices', () => {
	it('edits that come together make one parse', async () => {
		const test = openTestService();
		test.service.open(opening('x = 1\n'));
		await test.service.settle();
		const before = test.parses();
		for (let version = 1; version < 6; version++) {
			const changes = [change('x = 1\n', 0, 0, 'y')];
			test.service.edit({ file: FILE, from: version, to: version + 1, changes, look: undefined });
		}
		await test.service.read(FILE, () => undefined);
		expect(test.parses() - before).toBe(1);
		expect(lastOf(test).version).toBe(6);
		test.service.dispose();
	});

	it('a parse that an edit interrupts begins anew from the last complete tree', async () => {
		const test = openTestService({ now: busyClock() });
		test.service.open(opening(LONG));
		await test.service.settle();
		expect(test.parses()).toBeGreaterThan(20);
		const before = test.trees.length;
		const text = `"""${LONG}`;
		let cuts = 0;
		test.onCut = () => {
			cuts += 1;
			if (cuts !== 3) return;
			expect(test.trees).toHaveLength(before);
			test.service.edit({ file: FILE, from: 2, to: 3, changes: [change(text, 0, 3, '')], look: undefined });
		};
		// A quote turns everything that follows inside out, which takes many slices.
		const changes = [change(LONG, 0, 0, '"""')];
		test.service.edit({ file: FILE, from: 1, to: 2, changes, look: undefined });
		const tree = await test.service.read(FILE, (view) => view.tree.rootNode.toString());
		expect(cuts).toBeGreaterThanOrEqual(3);
		expect(lastOf(test).version).toBe(3);
		const fresh = openTestService();
		fresh.service.open(opening(LONG));
		expect(tree).toBe(await fresh.service.read(FILE, (view) => view.tree.rootNode.toString()));
		test.service.dispose();
		fresh.service.dispose();
	});

	it('a broken text is parsed from nothing when typing pauses: what is shown does not hang on how it was typed', async () => {
		const typed = { before: "switch(k){ae'\n;case'':}", at: 11, after: "switch(k){a:e'\n;case'':}" };
		const request = { language: 'typescript', tellsSyntax: false } as const;
		const treeOf = (test: TestService) => test.service.read(FILE, ({ tree }) => tree.rootNode.toString());
		const fresh = openTestService();
		fresh.service.open(opening(typed.after, request));
		const wanted = await treeOf(fresh);
		const test = openTestService();
		test.service.open(opening(typed.before, request));
		await test.service.settle();
		const changes = [change(typed.before, typed.at, 0, ':')];
		test.service.edit({ file: FILE, from: 1, to: 2, changes, look: undefined });
		// tree-sitter's own doing: when a release no longer does it, healing has nothing left to do.
		expect(await treeOf(test)).not.toBe(wanted);
		await test.service.settle();
		expect(await treeOf(test)).toBe(wanted);
		test.service.dispose();
		fresh.service.dispose();
	});

	it('every tree is freed: all but the last while a file is open, that one when it closes', async () => {
		const test = openTestService();
		test.service.open(opening(BROKEN));
		let text = BROKEN;
		for (let version = 1; version < 12; version++) {
			const one = change(text, 5, 0, version % 2 === 0 ? '(' : 'a');
			text = apply(text, one);
			test.service.edit({ file: FILE, from: version, to: version + 1, changes: [one], look: undefined });
			await test.service.settle();
		}
		const held = test.trees.filter((tree) => (tree as unknown as { 0: number })[0] !== 0);
		expect(test.trees.length).toBeGreaterThan(30);
		expect(held).toHaveLength(1);
		test.service.close(FILE);
		expect((held[0] as unknown as { 0: number })[0]).toBe(0);
		test.service.dispose();
	});
});

describe('what is said', () => {
	it('a missing bracket is explained with the edit that mends it, and clears at once when it is mended', async () => {
		const test = openTestService();
		test.service.open(opening(BROKEN));
		await test.service.settle();
		const [problem] = lastOf(test).syntax;
		expect(problem).toMatchObject({ message: "Missing ')'", startPosition: { row: 0 } });
		expect(problem?.fix?.edits).toEqual([{ start: 21, end: 21, text: ')' }]);
		test.service.edit({ file: FILE, from: 1, to: 2, changes: [change(BROKEN, 21, 0, ')')], look: undefined });
		await test.service.read(FILE, () => undefined);
		expect(lastOf(test)).toMatchObject({ version: 2, syntax: [] });
		test.service.dispose();
	});

	it('nothing new is said of the row of the caret until typing pauses, nor of the word that is being typed', async () => {
		let now = 0;
		const test = openTestService({ now: () => now });
		test.service.open(opening('print(1)\n', { look: lookAt('print(1)\n', 8) }));
		await test.service.settle();
		const text = 'print(1\n';
		const look = lookAt(text, 7);
		test.service.edit({ file: FILE, from: 1, to: 2, changes: [change('print(1)\n', 7, 1, '')], look });
		await test.service.read(FILE, () => undefined);
		expect(lastOf(test)).toMatchObject({ version: 2, syntax: [] });
		await test.service.settle();
		expect(messages(lastOf(test))).toEqual([]);
		now += 700;
		test.service.configure({ rules: {}, categories: {}, confidence: 'low' });
		await eventually(() => expect(messages(lastOf(test))).toEqual(["Missing ')'"]));
		test.service.dispose();
	});

	it('a rule speaks, and is silent again when the line is mended, ignored or the rule switched off', async () => {
		const test = openTestService();
		test.service.open(opening(SHELL));
		await test.service.settle();
		expect(ids(lastOf(test))).toEqual(['py/shell-injection']);
		test.service.configure({ rules: { 'py/shell-injection': 'off' }, categories: {}, confidence: 'low' });
		await eventually(() => expect(ids(lastOf(test))).toEqual([]));
		test.service.configure({ rules: { 'py/shell-injection': 'info' }, categories: {}, confidence: 'low' });
		await eventually(() => expect(lastOf(test).findings[0]?.severity).toBe('info'));
		const changes = [change(SHELL, SHELL.indexOf('True'), 4, 'False')];
		test.service.edit({ file: FILE, from: 1, to: 2, changes, look: undefined });
		await test.service.settle();
		expect(ids(lastOf(test))).toEqual([]);
		test.service.dispose();
	});

	it('of languages whose syntax others tell only rules are told', async () => {
		const test = openTestService();
		test.service.open(opening('eval(x + y);\nfoo(1, 2;\n', { language: 'javascript', tellsSyntax: false }));
		await test.service.settle();
		expect(lastOf(test).syntax).toEqual([]);
		expect(ids(lastOf(test))).toContain('js/eval');
		test.service.dispose();
	});

	it('of a large file rules look at what is in sight alone', async () => {
		const line = 'eval(x)\n';
		const text = line.repeat(20_001);
		const visible = { ...lookAt(text.slice(0, 400), 0), caret: 0 };
		const test = openTestService();
		test.service.open(opening(text, { look: visible }));
		await test.service.settle();
		expect(lastOf(test).state).toBe('large');
		const rows = lastOf(test).findings.map(({ startPosition }) => startPosition.row);
		expect(rows.length).toBeGreaterThan(40);
		expect(Math.max(...rows)).toBeLessThan(60);
		test.service.dispose();
	});
});

describe('the scan', () => {
	it('looks at a text once, behind what is typed, and keeps nothing of it', async () => {
		const test = openTestService({ now: busyClock() });
		const other = 'other' as FileId;
		const order: string[] = [];
		const scanned = test.service
			.scan({ file: other, language: 'python', text: `${LONG}${SHELL}`, tellsSyntax: true })
			.then((report) => (order.push('scan'), report));
		test.service.open(opening(LONG));
		await test.service.settle();
		order.push('open');
		const report = await scanned;
		expect(order).toEqual(['open', 'scan']);
		expect(report).toMatchObject({ file: other, syntax: [], findings: [{ ruleId: 'py/shell-injection' }] });
		expect(test.reports.every(({ file }) => file === FILE)).toBe(true);
		test.service.close(FILE);
		expect(test.trees.every((tree) => (tree as unknown as { 0: number })[0] === 0)).toBe(true);
		test.service.dispose();
	});

	it('gives up a file whose grammar does not load', async () => {
		const test = openTestService({ load: () => Promise.reject(new Error('offline')) });
		const request = { file: FILE, language: 'python', text: SHELL, tellsSyntax: true } as const;
		expect(await test.service.scan(request)).toBeUndefined();
		test.service.dispose();
	});
});

describe('grammars', () => {
	it('that fail to load are told, and tried again', async () => {
		vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
		let isAway = true;
		const load = (id: 'python') => (isAway ? Promise.reject(new Error('offline')) : loadTools(id));
		const test = openTestService({ load: (id) => load(id as 'python') });
		test.service.open(opening(BROKEN));
		await vi.advanceTimersByTimeAsync(1_000);
		expect(test.reports).toEqual([{ file: FILE, state: 'failed', reason: 'offline' }]);
		isAway = false;
		await vi.advanceTimersByTimeAsync(3_000);
		vi.useRealTimers();
		await test.service.settle();
		expect(lastOf(test)).toMatchObject({ state: 'on', version: 1 });
		test.service.dispose();
	});
});
