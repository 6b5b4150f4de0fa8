import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { main } from './main.ts';

let folder = '';
let printed = '';
let told = '';

beforeEach(async () => {
	folder = await mkdtemp(path.join(tmpdir(), 'covibe-apply-'));
	printed = '';
	told = '';
	vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((printed += String(text)), true));
	vi.spyOn(process.stderr, 'write').mockImplementation((text) => ((told += String(text)), true));
});

afterEach(async () => {
	vi.restoreAllMocks();
	await rm(folder, { recursive: true, force: true });
});

async function run(files: Readonly<Record<string, string>>, answer: string, ...options: string[]): Promise<number> {
	for (const [name, text] of Object.entries({ ...files, 'answer.md': answer })) {
		const file = path.join(folder, name);
		await mkdir(path.dirname(file), { recursive: true });
		await writeFile(file, text);
	}
	return main(['--transcript', path.join(folder, 'answer.md'), ...options]);
}

const at = (name: string) => path.join(folder, name);
const block = (file: string, search: string, replace: string) =>
	`${file}\n<<<<<<< SEARCH\n${search}\n=======\n${replace}\n>>>>>>> REPLACE\n`;

describe('npm run apply', () => {
	test('prints the new text of a file, tells of each block, and changes nothing on the disk', async () => {
		expect(await run({ 'a.py': 'x = 1\ny = 2\n' }, block('a.py', 'y = 2', 'y = 3'), '--file', at('a.py'))).toBe(0);
		expect(printed).toBe('x = 1\ny = 3\n');
		expect(told).toBe('block 1 a.py: edited. Applied.\n');
		expect(await readFile(at('a.py'), 'utf8')).toBe('x = 1\ny = 2\n');
	});

	test('ends with 1 when a block is nowhere, and still applies the others', async () => {
		const answer = block('a.py', 'nowhere', 'z') + block('a.py', 'x = 1', 'x = 5');
		expect(await run({ 'a.py': 'x = 1\n' }, answer, '--file', at('a.py'))).toBe(1);
		expect(printed).toBe('x = 5\n');
		expect(told).toContain('block 1 a.py: missing');
	});

	test('ends with 1 for an answer without blocks, with 2 for a file that is not there', async () => {
		expect(await run({ 'a.py': 'x\n' }, 'I would rather not.', '--file', at('a.py'))).toBe(1);
		expect(await main(['--file', at('none.py'), '--transcript', at('answer.md')])).toBe(2);
		expect(await main([])).toBe(2);
		expect(await main(['--help'])).toBe(0);
	});

	test('--write makes, changes, renames and deletes the files of a folder', async () => {
		const files = { 'p/a.py': 'x = 1\n', 'p/b.py': 'b\n', 'p/c.py': 'c\n' };
		const answer = `${block('a.py', 'x = 1', 'x = 2')}${block('lib/new.py', '', 'n = 1')}*** Delete File: b.py\n*** Rename File: c.py -> d.py\n`;
		expect(await run(files, answer, '--file', at('p'), '--write')).toBe(0);
		expect(await readFile(at('p/a.py'), 'utf8')).toBe('x = 2\n');
		expect(await readFile(at('p/lib/new.py'), 'utf8')).toBe('n = 1\n');
		expect(await readFile(at('p/d.py'), 'utf8')).toBe('c\n');
		await expect(readFile(at('p/b.py'), 'utf8')).rejects.toThrow('ENOENT');
	});

	test('--json gives what changed and the outcomes; line ends stay those of the file', async () => {
		expect(await run({ 'a.py': 'x\r\ny\r\n' }, block('a.py', 'y', 'z'), '--file', at('a.py'), '--json')).toBe(0);
		expect(JSON.parse(printed)).toMatchObject({
			files: { 'a.py': 'x\r\nz\r\n' },
			deleted: [],
			outcomes: [{ block: 1, result: 'edited', tier: 'exact' }],
		});
	});

	test('a path outside the folder is refused', async () => {
		expect(await run({ 'p/a.py': 'x\n' }, block('../out.py', '', 'x'), '--file', at('p'), '--write')).toBe(1);
		await expect(readFile(at('out.py'), 'utf8')).rejects.toThrow('ENOENT');
	});
});
