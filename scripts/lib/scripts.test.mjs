import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { nodeVersionProblem } from './node-version.mjs';
import { fromRoot, ROOT } from './paths.mjs';
import { openStamp } from './stamp.mjs';
import { countPlaywright, countStage, countVitest } from './test-counts.mjs';

/** Stamps take their sources from under the root. */
let directory;
beforeEach(() => {
	mkdirSync(fromRoot('node_modules'), { recursive: true });
	directory = mkdtempSync(fromRoot('.covibe-scripts-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

test('versions of Node that cannot run Covibe are told what would', () => {
	for (const version of ['20.19.0', '20.20.2', '22.12.0', '22.23.3', '24.0.0', '24.21.0', 'v24.1.0']) {
		expect(nodeVersionProblem(version), version).toBeUndefined();
	}
	for (const version of ['14.21.3', '18.20.4', '20.18.3', '21.7.3', '22.11.0', '23.1.0', '25.0.0']) {
		expect(nodeVersionProblem(version), version).toMatch(/^Covibe runs on Node .* this is Node .*nodejs\.org\.$/);
	}
});

test('what runs before the look at the version parses on Node 14', () => {
	const newer = /\?\?=|\|\|=|&&=|^await |\bstatic \{|#\w+ in |\d_\d/m;
	for (const file of ['scripts/start.mjs', 'scripts/dev.mjs', 'scripts/covibe.mjs', 'scripts/lib/node-version.mjs']) {
		const source = readFileSync(fromRoot(file), 'utf8');
		expect(source, file).not.toMatch(newer);
		for (const [, imported] of source.matchAll(/^import .* from '(.*)'/gm)) {
			expect(imported, file).toBe('./lib/node-version.mjs');
		}
	}
});

test('npm gives signals to the scripts themselves: a shell between them would end and leave them running', () => {
	const { scripts } = JSON.parse(readFileSync(fromRoot('package.json'), 'utf8'));
	for (const name of ['start', 'dev', 'test', 'bench', 'bench:sync-target', 'covibe', 'check']) {
		expect(scripts[name], name).toMatch(/^exec node scripts\/[a-z]+\.mjs/);
	}
});

test('a stamp is fresh until a source changes, appears or goes, and not after a cut', () => {
	const source = path.relative(ROOT, directory);
	const open = () => openStamp({ file: path.join(directory, 'build', 'stamp'), sources: [source, 'no-such-file'] });
	writeFileSync(path.join(directory, 'one.ts'), 'one');
	expect(open().isFresh()).toBe(false);
	open().write();
	expect(open().isFresh()).toBe(true);
	writeFileSync(path.join(directory, 'one.test.ts'), 'tests do not count');
	expect(open().isFresh()).toBe(true);
	writeFileSync(path.join(directory, 'two.ts'), 'two');
	expect(open().isFresh()).toBe(false);
	open().write();
	rmSync(path.join(directory, 'two.ts'));
	expect(open().isFresh()).toBe(false);
	open().write();
	open().clear();
	expect(open().isFresh()).toBe(false);
});

test('the counts of a stage are those of its report, and a failure without a failed test counts as one', () => {
	const file = path.join(directory, 'report.json');
	const count = (code) => countStage({ code, file, count: countVitest });
	expect(count(0)).toEqual({ passed: 0, failed: 1 });
	expect(count(1)).toEqual({ passed: 0, failed: 1 });
	writeFileSync(file, JSON.stringify({ numPassedTests: 5, numFailedTests: 0 }));
	expect(count(0)).toEqual({ passed: 5, failed: 0 });
	expect(count(1)).toEqual({ passed: 5, failed: 1 });
	writeFileSync(file, JSON.stringify({ numPassedTests: 5, numFailedTests: 2 }));
	expect(count(1)).toEqual({ passed: 5, failed: 2 });
	expect(countPlaywright({ stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 4 } })).toEqual({
		passed: 3,
		failed: 2,
	});
});

test.each(['start', 'dev', 'test', 'check', 'bench', 'covibe'])(
	'%s --help says how it is used, and does nothing',
	(name) => {
		const { status, stdout, stderr } = spawnSync(process.execPath, [fromRoot('scripts', `${name}.mjs`), '--help'], {
			encoding: 'utf8',
		});
		expect(stdout).toMatch(/^Usage: npm (start|test|run)/);
		expect({ status, stderr: stderr.replace(/^(Bringing|Installing) packages.*\n( {2}….*\n)*/, '') }).toEqual({
			status: 0,
			stderr: '',
		});
	},
);

test('an unknown command or benchmark is one line and a failure', () => {
	for (const [script, pattern] of [
		['covibe', /^There is no command "nonsense".*\n$/],
		['bench', /^There is no benchmark "nonsense".*\n$/],
	]) {
		const run = spawnSync(process.execPath, [fromRoot('scripts', `${script}.mjs`), 'nonsense'], { encoding: 'utf8' });
		expect(run.status, script).toBe(1);
		expect(run.stdout, script).toBe('');
		expect(run.stderr.split('\n').slice(-2).join('\n'), script).toMatch(pattern);
	}
});
