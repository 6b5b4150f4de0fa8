import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { ProjectId, UserId } from '@covibe/shared';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { createTestDatabase, type TestDatabase } from '../../test/database.ts';
import { appendUpdates, createGuest, createProject, findGrant, loadLog, saveSnapshot } from '../index.ts';
import { exportCommand, importCommand, verifyCommand } from './commands.ts';

let database: TestDatabase;
let folder: string;
let ana: UserId;
let project: ProjectId;
let doc: Y.Doc;
let said: string[];

beforeEach(async () => {
	database = await createTestDatabase();
	folder = mkdtempSync(path.join(tmpdir(), 'covibe-archive-'));
	said = [];
	ana = (await createGuest(database.sql, { name: 'Ana' })).id;
	project = await createProject(database.sql, { name: 'Tetris', ownerId: ana, seed: undefined });
	doc = new Y.Doc();
	for (let seq = 1; seq <= 6; seq++) await type(seq);
});
afterEach(async () => {
	await database.close();
	rmSync(folder, { recursive: true, force: true });
});

const say = (line: string) => void said.push(line);
const run = (command: typeof verifyCommand, ...args: string[]) => command(database.sql, args, say);
const file = () => path.join(folder, 'tetris.covibe');

/** One more row, with words in and out, so that there is something deleted too. */
async function type(seq: number): Promise<void> {
	const before = Y.encodeStateVector(doc);
	const files = doc.getMap<Y.Text>('files');
	if (seq === 1) files.set('a', new Y.Text());
	const text = files.get('a')!;
	text.insert(0, `word ${seq} `);
	if (seq > 2) text.delete(3, 2);
	const clients = seq === 1 ? [{ client: doc.clientID, userId: ana, turnId: undefined }] : [];
	const bytes = Y.encodeStateAsUpdate(doc, before);
	await appendUpdates(database.sql, [{ projectId: project, seq, bytes, clients }]);
}

describe('verify', () => {
	it('finds a log and a snapshot that say the same to be well', async () => {
		await saveSnapshot(database.sql, { projectId: project, seq: 6, state: Y.encodeStateAsUpdate(doc) });
		await type(7);
		expect(await run(verifyCommand)).toBe(0);
		expect(said).toEqual([expect.stringMatching(/^1 projects, 7 rows, .*: all are as their logs say$/)]);
	});

	it('finds a snapshot that is not what the log says, though it has the same structs', async () => {
		const other = new Y.Doc();
		Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
		other.getMap<Y.Text>('files').get('a')!.delete(0, 1);
		await saveSnapshot(database.sql, { projectId: project, seq: 6, state: Y.encodeStateAsUpdate(other) });
		expect(await run(verifyCommand)).toBe(1);
		expect(said[0]).toBe(`${project} "Tetris": the snapshot of row 6 is not what the log says`);
	});

	it.each([
		['a hole', 'DELETE FROM doc_update WHERE seq = 3', 'row 4 follows row 2'],
		['a lost beginning', 'DELETE FROM doc_update WHERE seq = 1', 'the log begins with row 2'],
		['a damaged row', `UPDATE doc_update SET bytes = '\\x0101ff' WHERE seq = 2`, 'row 2 cannot be applied'],
		['a row of nothing known', `UPDATE doc_update SET bytes = '\\x0101070a84070901610000' WHERE seq = 2`, 'row 2 '],
	])('finds %s', async (_, damage, fault) => {
		await database.sql.unsafe(damage);
		expect(await run(verifyCommand, project)).toBe(1);
		expect(said[0]).toContain(`${project} "Tetris": ${fault}`);
	});

	it('knows a log that was trimmed up to its snapshot', async () => {
		await saveSnapshot(database.sql, { projectId: project, seq: 6, state: Y.encodeStateAsUpdate(doc) });
		await type(7);
		await database.sql`DELETE FROM doc_update WHERE seq <= 6`;
		expect(await run(verifyCommand)).toBe(0);
	});
});

describe('export and import', () => {
	it('bring a project to another installation with all its rows, their times, and who wrote them', async () => {
		expect(await run(exportCommand, project, file())).toBe(0);
		const there = await createTestDatabase();
		expect(await importCommand(there.sql, [file()], say)).toBe(0);
		const [, imported, link] = said;
		const id = /is project (\S+)$/.exec(imported ?? '')?.[1] as ProjectId;
		const [here, copied] = [await loadLog(database.sql, project), await loadLog(there.sql, id)];
		expect(copied?.updates).toEqual(here?.updates);
		const times = (sql: typeof there.sql) =>
			sql`SELECT date_trunc('milliseconds', at) AS at FROM doc_update ORDER BY seq`;
		expect([...(await times(there.sql))]).toEqual([...(await times(database.sql))]);
		const authors = await there.sql`
			SELECT app_user.name, doc_client.client_id FROM doc_client JOIN app_user ON app_user.id = user_id`;
		expect([...authors]).toEqual([{ name: 'Ana', client_id: doc.clientID }]);
		expect(link).toMatch(/^Who opens \/s\/[\w-]{43} may edit it\.$/);
		expect(await verifyCommand(there.sql, [], say)).toBe(0);
		await there.close();
	});

	it('give it to a person who is there', async () => {
		await run(exportCommand, project, file());
		await run(importCommand, file(), '--owner', ana);
		const id = /is project (\S+)$/.exec(said[1] ?? '')?.[1] as ProjectId;
		expect((await findGrant(database.sql, id, ana))?.role).toBe('owner');
		expect(said).toHaveLength(2);
	});

	const LINES: [string, (lines: string[]) => string[], RegExp][] = [
		['was cut off', (lines) => lines.slice(0, -1), /cut off/],
		['lacks a row', (lines) => lines.filter((line) => !line.includes('"seq":4')), /row 5 follows row 3/],
		['lacks its last row', (lines) => lines.filter((line) => !line.includes('"seq":6')), /lacks 1 rows/],
		['holds something else', (lines) => [...lines.slice(0, 2), '{"kind":"confetti"}', ...lines.slice(2)], /^Line 3 /],
		['has no head', (lines) => lines.slice(1), /^Line 1 /],
		['has two heads', (lines) => [lines[0]!, ...lines], /^Line 2 /],
	];
	it.each(LINES)('refuse a file that %s, and leave nothing of it behind', async (_, damage, message) => {
		await run(exportCommand, project, file());
		const lines = gunzipSync(readFileSync(file())).toString().trimEnd().split('\n');
		writeFileSync(
			file(),
			gzipSync(
				damage(lines)
					.map((line) => `${line}\n`)
					.join(''),
			),
		);
		for (const owner of [[], ['--owner', ana]])
			await expect(run(importCommand, file(), ...owner)).rejects.toThrow(message);
		expect(await database.sql`SELECT id FROM project`).toHaveLength(1);
		expect(await database.sql`SELECT id FROM app_user`).toHaveLength(1);
	});

	it('say what there is not, and write no half a file', async () => {
		const unknown = 'A'.repeat(22);
		await expect(run(exportCommand, unknown, file())).rejects.toThrow(`There is no project ${unknown}.`);
		await expect(run(verifyCommand, 'tetris')).rejects.toThrow('"tetris" is no project');
		await expect(run(importCommand, file(), '--owner', ana)).rejects.toThrow(/cannot be read: ENOENT/);
		writeFileSync(file(), 'not compressed');
		await expect(run(importCommand, file(), '--owner', ana)).rejects.toThrow(/cannot be read: incorrect header/);
		await expect(run(importCommand, file(), '--owner', unknown)).rejects.toThrow(`There is no person ${unknown}.`);
		expect(() => readFileSync(`${file()}.part`)).toThrow('ENOENT');
	});
});
