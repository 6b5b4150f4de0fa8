import { describe, expect, it } from 'vitest';
import { change } from '../syntax/testing/test-service.ts';
import type { FoundPlaces } from './messages.ts';
import { idOf, marked, openTestStructure } from './testing/test-structure.ts';

const LOAD = 'export function read(path) {\n\treturn path;\n}\n';
const MAIN = marked('main.ts', "import { read } from './load.ts';\n\nrea|d('a');\n");

const places = (found: FoundPlaces | undefined) =>
	found?.places.map(({ path, row, column }) => `${path}:${row}:${column}`);

async function openProject() {
	const test = openTestStructure();
	test.open('main.ts', MAIN.text);
	await test.sync({ 'main.ts': '', 'load.ts': LOAD, 'other.py': 'read()\n' });
	return test;
}

describe('definitions', () => {
	it('are found in files that nobody has open, with their line', async () => {
		const { project, service } = await openProject();
		expect(await project.definition(MAIN.at)).toEqual({
			name: 'read',
			isFinal: false,
			places: [
				{
					file: idOf('load.ts'),
					path: 'load.ts',
					row: 0,
					column: 16,
					length: 4,
					line: 'export function read(path) {',
					from: 0,
				},
			],
		});
		service.dispose();
	});

	it('are final where the file itself knows: nobody waits for the rest of the project', async () => {
		const { project, sync, open, service } = openTestStructure();
		const local = marked('a.ts', 'function f(size) {\n\treturn si|ze;\n}\nf(1);\n');
		open('a.ts', local.text);
		await sync({ 'a.ts': '' });
		expect(await project.definition(local.at)).toMatchObject({ isFinal: true, places: [{ row: 0, column: 11 }] });
		expect(await project.definition({ ...local.at, row: 3, column: 0 })).toMatchObject({
			isFinal: true,
			places: [{ row: 0, column: 9, line: 'function f(size) {' }],
		});
		expect(await project.definition({ ...local.at, row: 3, column: 2 })).toBeUndefined();
		service.dispose();
	});

	it('cut a long line so that the name is in sight', async () => {
		const { project, sync, open, service } = openTestStructure();
		const long = marked('a.js', `${'x(); '.repeat(200)}function here() {} ${'x(); '.repeat(200)}\nher|e();\n`);
		open('a.js', long.text);
		await sync({ 'a.js': '' });
		const [place] = (await project.definition(long.at))!.places;
		expect(place!.line.length).toBe(160);
		expect(place!.line.slice(place!.column - place!.from)).toMatch(/^here\(/);
		service.dispose();
	});
});

describe('references', () => {
	it('are those of every file of the family, in open ones as they are now', async () => {
		const test = await openProject();
		const file = test.open('third.ts', 'stream.read();\n');
		const files = { 'main.ts': '', 'load.ts': LOAD, 'third.ts': '' };
		await test.sync(files);
		expect(places(await test.project.references(MAIN.at))).toEqual([
			'load.ts:0:16',
			'main.ts:0:9',
			'main.ts:2:0',
			'third.ts:0:7',
		]);
		const changes = [change('stream.read();\n', 0, 0, '\n\n')];
		test.service.edit({ file, from: 1, to: 2, changes, look: undefined });
		expect(places(await test.project.references(MAIN.at))).toContain('third.ts:2:7');
		test.service.dispose();
	});

	it('follow texts that changed, files that moved, and those that went', async () => {
		const test = await openProject();
		await test.sync({ 'main.ts': '', 'load.ts': `\n${LOAD}` }, ['load.ts']);
		expect(places(await test.project.references(MAIN.at))).toEqual(['load.ts:1:16', 'main.ts:0:9', 'main.ts:2:0']);
		await test.sync({ 'main.ts': '', 'new.ts': LOAD });
		expect(places(await test.project.references(MAIN.at))).toEqual(['main.ts:0:9', 'main.ts:2:0', 'new.ts:0:16']);
		test.service.dispose();
	});

	it('asks again for the text of a file whose tab was closed', async () => {
		const { project, open, service } = openTestStructure();
		open('main.ts', MAIN.text);
		const file = { id: idOf('main.ts'), path: 'main.ts', language: 'typescript', isOpen: true } as const;
		project.sync([file], []);
		await project.references(MAIN.at);
		expect(project.sync([file], [file.id])).toEqual([]);
		expect(project.sync([{ ...file, isOpen: false }], [])).toEqual([file.id]);
		await project.put(file.id, MAIN.text);
		expect(project.sync([{ ...file, isOpen: false }], [])).toEqual([]);
		service.dispose();
	});
});

describe('rename', () => {
	it('names what it changes, file by file', async () => {
		const { project, service } = await openProject();
		expect(await project.rename(MAIN.at, 'readText')).toEqual({
			ok: true,
			oldName: 'read',
			files: [
				{
					file: idOf('load.ts'),
					path: 'load.ts',
					length: LOAD.length,
					edits: [{ start: 16, end: 20, insert: 'readText' }],
				},
				{
					file: idOf('main.ts'),
					path: 'main.ts',
					length: MAIN.text.length,
					edits: [
						{ start: 9, end: 13, insert: 'readText' },
						{ start: 35, end: 39, insert: 'readText' },
					],
				},
			],
		});
		service.dispose();
	});

	it('refuses while a file is unread, where there is no name, and what another file may mean', async () => {
		const { project, sync, service } = await openProject();
		const reason = async (at = MAIN.at) => {
			const plan = await project.rename(at, 'readText');
			return plan.ok ? '' : plan.reason;
		};
		expect(await reason({ ...MAIN.at, row: 1, column: 0 })).toContain('no name here');
		const more = [
			...['main.ts', 'load.ts'].map((path) => ({ path, isOpen: path === 'main.ts' })),
			{ path: 'unread.ts', isOpen: false },
		].map((file) => ({ ...file, id: idOf(file.path), language: 'typescript' as const }));
		expect(project.sync(more, [])).toEqual([idOf('unread.ts')]);
		expect(await reason()).toContain('still being read');
		await sync({ 'main.ts': '', 'load.ts': LOAD, 'unread.ts': "import { read } from 'far';\nread();\n" });
		expect(await reason()).toContain('unread.ts may mean');
		service.dispose();
	});
});

describe('symbols', () => {
	it('of the whole project are found by their letters, with what they stand in', async () => {
		const { project, sync, open, service } = openTestStructure();
		open('a.ts', 'class Reader {\n\treadAll() {}\n}\n');
		await sync({ 'a.ts': '', 'b.py': 'def read_all():\n    pass\n', 'c.json': '{"readAll": 1}' });
		const found = await project.symbols('readall', 10);
		expect(found?.map(({ path, name, container, row }) => [path, name, container, row])).toEqual([
			['a.ts', 'readAll', 'Reader', 1],
			['b.py', 'read_all', undefined, 0],
		]);
		expect(found?.[0]?.marks).toEqual([0, 1, 2, 3, 4, 5, 6]);
		expect(await project.symbols('', 1)).toHaveLength(1);
		service.dispose();
	});
});
