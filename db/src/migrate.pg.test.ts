import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../test/database.ts';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let directory: string;

beforeEach(async () => {
	database = await createTestDatabase();
	await database.sql`DROP TABLE schema_migration`;
	directory = mkdtempSync(path.join(tmpdir(), 'covibe-migrations-'));
	write('0001_add_pet.sql', "CREATE TABLE pet (name text); INSERT INTO pet VALUES ('Ada');");
	write('0002_add_toy.sql', 'CREATE TABLE toy (name text);');
});
afterEach(async () => {
	rmSync(directory, { recursive: true, force: true });
	await database.close();
});

function write(name: string, text: string): void {
	writeFileSync(path.join(directory, name), text);
}

const run = (): Promise<string[]> => migrate(database.sql, { directory });

test('each file is applied once, in order, and later files when they come', async () => {
	const told: string[] = [];
	const names = await migrate(database.sql, { directory, onApplied: (name) => told.push(name) });
	expect(names).toEqual(['0001_add_pet.sql', '0002_add_toy.sql']);
	expect(told).toEqual(names);
	expect(await run()).toEqual([]);
	write('0003_drop_toy.sql', 'DROP TABLE toy;');
	expect(await run()).toEqual(['0003_drop_toy.sql']);
	expect(await database.sql`SELECT name FROM pet`).toEqual([{ name: 'Ada' }]);
});

test('several that migrate at once do each file once between them', async () => {
	const results = await Promise.all([run(), run(), run(), run()]);
	expect(results.flat().sort()).toEqual(['0001_add_pet.sql', '0002_add_toy.sql']);
	expect(await database.sql`SELECT name FROM pet`).toHaveLength(1);
});

test('a file that fails changes nothing, is named, and can be mended', async () => {
	write('0003_break_pet.sql', 'ALTER TABLE pet ADD COLUMN age integer; SELECT nonsense;');
	await expect(run()).rejects.toThrow(/0003_break_pet\.sql failed and changed nothing: .*nonsense/);
	await expect(database.sql`SELECT age FROM pet`).rejects.toThrow(/age/);
	write('0003_break_pet.sql', 'ALTER TABLE pet ADD COLUMN age integer;');
	expect(await run()).toEqual(['0003_break_pet.sql']);
});

test('a file that was edited after it had been applied is refused; line endings do not count', async () => {
	write('0001_add_pet.sql', 'CREATE TABLE pet (name text);\n');
	await run();
	write('0001_add_pet.sql', 'CREATE TABLE pet (name text);\r\n');
	expect(await run()).toEqual([]);
	write('0001_add_pet.sql', 'CREATE TABLE pet (name text NOT NULL);\n');
	write('0003_drop_toy.sql', 'DROP TABLE toy;');
	await expect(run()).rejects.toThrow(/0001_add_pet\.sql differs/);
	expect(await database.sql`SELECT * FROM toy`).toEqual([]);
});

test('a number that is left out or taken twice, and a name out of form, are refused', async () => {
	write('0004_skip_one.sql', 'SELECT 1;');
	await expect(run()).rejects.toThrow(/0004_skip_one\.sql is out of line: number 0003/);
	write('0002_again.sql', 'SELECT 1;');
	await expect(run()).rejects.toThrow(/0002_again\.sql is out of line/);
	rmSync(path.join(directory, '0002_again.sql'));
	rmSync(path.join(directory, '0004_skip_one.sql'));
	write('5_short.sql', 'SELECT 1;');
	await expect(run()).rejects.toThrow(/5_short\.sql/);
});

test('a database that is newer than the code is refused', async () => {
	await run();
	rmSync(path.join(directory, '0002_add_toy.sql'));
	await expect(run()).rejects.toThrow(/newer than this version.*0002_add_toy/);
});
