import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRules } from '../../shared/node/index.ts';
import { METRIC_RULES, parseLintSettings } from '../../shared/src/diagnostics/index.ts';
import { formatJson, formatSarif, formatText } from './formats.ts';
import { scan } from './scan.ts';

let folder = '';

beforeAll(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'covibe-scan-'));
	const files: Record<string, string | Buffer> = {
		'src/run.py': 'import os\r\n\r\ndef go(name):\r\n    os.system("ls " + name)\r\n',
		'src/ö b.js': '// fine\nconst s = "😀"; if (s === NaN) stop();\n',
		'src/quiet.js': '// covibe-ignore-next-line js/nan-compare -- shows the rule\nif (s === NaN) stop();\n',
		'node_modules/x/index.js': 'eval(x);\n',
		'binary.js': Buffer.from([101, 118, 0, 1, 2]),
		'small.min.js': `eval(a);${'var a=1;'.repeat(200)}\n`,
		'large.js': 'eval(x);\n'.repeat(130_000),
		'notes.txt': 'eval(x)',
		'ignored/x.js': 'eval(x);\n',
		'.gitignore': 'ignored/\n',
	};
	for (const [name, content] of Object.entries(files)) {
		await mkdir(path.join(folder, path.dirname(name)), { recursive: true });
		await writeFile(path.join(folder, name), content);
	}
});

afterAll(() => rm(folder, { recursive: true, force: true }));

const placesOf = (found: Awaited<ReturnType<typeof scan>>) =>
	found.findings.map(({ path: file, ruleId, startPosition: { row, column } }) => `${file}:${row}:${column} ${ruleId}`);

describe('scan', () => {
	it('finds problems in code, and leaves out packages, binaries, minified and large files', async () => {
		const found = await scan(folder);
		expect(placesOf(found)).toEqual([
			'ignored/x.js:0:0 js/eval',
			'src/run.py:3:4 py/shell-injection',
			'src/ö b.js:1:20 js/nan-compare',
		]);
		expect(found).toMatchObject({ files: 4, broken: [] });
	});

	it('scans a single file', async () => {
		expect(placesOf(await scan(path.join(folder, 'src/run.py')))).toEqual(['run.py:3:4 py/shell-injection']);
	});

	it('obeys the settings of a project', async () => {
		const settings = parseLintSettings({ rules: { 'js/eval': 'off', 'js/nan-compare': 'info' } });
		const { findings } = await scan(folder, { settings: settings! });
		expect(findings.map(({ ruleId, severity }) => `${ruleId} ${severity}`)).toEqual([
			'py/shell-injection error',
			'js/nan-compare info',
		]);
	});

	it('refuses a folder that does not exist', async () => {
		await expect(scan(path.join(folder, 'nowhere'))).rejects.toThrow('There is no file or folder');
	});

	it('prints one line a finding for people', async () => {
		const lines = formatText(await scan(folder)).split('\n');
		expect(lines[1]).toMatch(/^src\/run\.py:4:5: error: .* \[py\/shell-injection\]$/);
		expect(lines.at(-1)).toBe('4 files, 9 lines: 3 errors, 0 warnings, 0 hints');
	});

	it('prints places that count from 1 for programs', async () => {
		const { findings } = JSON.parse(formatJson(await scan(folder))) as { findings: unknown[] };
		expect(findings[2]).toMatchObject({
			path: 'src/ö b.js',
			line: 2,
			column: 21,
			endColumn: 30,
			rule: 'js/nan-compare',
		});
	});

	it('prints SARIF whose results point at its rules and at valid addresses', async () => {
		const rules = [...readRules(['javascript', 'python']), ...Object.values(METRIC_RULES)];
		const log = JSON.parse(formatSarif(await scan(folder), rules)) as SarifLog;
		expect(log.version).toBe('2.1.0');
		const [run] = log.runs;
		for (const result of run!.results) {
			expect(run!.tool.driver.rules[result.ruleIndex]?.id).toBe(result.ruleId);
			const { artifactLocation, region } = result.locations[0]!.physicalLocation;
			expect(artifactLocation.uri).toMatch(/^[\w./%-]+$/);
			expect(region.startLine).toBeGreaterThan(0);
			expect(region.startColumn).toBeGreaterThan(0);
		}
		expect(run!.results.length).toBe(3);
	});
});

type SarifLog = {
	version: string;
	runs: {
		tool: { driver: { rules: { id: string }[] } };
		results: {
			ruleId: string;
			ruleIndex: number;
			locations: {
				physicalLocation: { artifactLocation: { uri: string }; region: { startLine: number; startColumn: number } };
			}[];
		}[];
	}[];
};

describe('npm run scan', () => {
	const script = fileURLToPath(new URL('../scan.mjs', import.meta.url));
	const run = (...args: string[]) =>
		new Promise<{ code: number; output: string; problems: string }>((resolve) => {
			execFile(
				process.execPath,
				[script, ...args],
				{ cwd: folder, env: { ...process.env, INIT_CWD: folder } },
				(failure, output, problems) => {
					resolve({ code: typeof failure?.code === 'number' ? failure.code : 0, output, problems });
				},
			);
		});

	it('ends with 1 when there is an error, also one that is not printed', async () => {
		const { code, output } = await run('src', '--format', 'json', '--severity', 'error');
		expect(code).toBe(1);
		expect(JSON.parse(output)).toMatchObject({ files: 3 });
	});

	it('ends with 0 when there is none', async () => {
		expect(await run('src/quiet.js')).toMatchObject({ code: 0 });
	});

	it('ends with 2, and prints no result, when it is called wrongly', async () => {
		const { code, output, problems } = await run('src', '--format', 'xml');
		expect({ code, output }).toEqual({ code: 2, output: '' });
		expect(problems).toContain('--format is text, json, sarif');
	});

	it('ends quietly when nobody reads what it prints', async () => {
		const child = spawn(process.execPath, [script, 'src'], { cwd: folder, env: { ...process.env, INIT_CWD: folder } });
		child.stdout.destroy();
		let problems = '';
		child.stderr.on('data', (part: Buffer) => (problems += part.toString()));
		const code = await new Promise((resolve) => child.once('close', resolve));
		expect({ code, problems }).toEqual({ code: 1, problems: '' });
	});

	it('follows .gitignore when asked to', async () => {
		await new Promise((resolve) => execFile('git', ['init', '-q', folder], resolve));
		const { output } = await run('.', '--git', '--format', 'json');
		expect(output).toContain('src/run.py');
		expect(output).not.toContain('ignored/x.js');
	});
});
