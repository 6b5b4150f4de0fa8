import { createFile, createProjectDocument, type FileId, readTree, textOf } from '@covibe/shared';
import { describe, expect, it } from 'vitest';
import type { ProjectFile } from './messages.ts';
import { ProjectReader, type ReaderHost } from './project-reader.svelte.ts';

const how = { origin: 'test', nowMs: 0, random: Math.random };

/** A room, and a worker that wants what it was not given, and what changed. */
function openHost(texts: Readonly<Record<string, string>>) {
	const doc = createProjectDocument();
	for (const [path, text] of Object.entries(texts)) createFile(doc, { path, text }, how);
	const known = new Map<FileId, string>();
	const worker = {
		files: [] as readonly ProjectFile[],
		puts: [] as string[],
		onPut: (): void => undefined,
		syncProject(files: readonly ProjectFile[], changed: readonly FileId[]) {
			worker.files = files;
			for (const file of changed) known.delete(file);
			return Promise.resolve(files.filter(({ id, isOpen }) => !isOpen && !known.has(id)).map(({ id }) => id));
		},
		putText(file: FileId, text: string) {
			known.set(file, text);
			worker.puts.push(text);
			worker.onPut();
			return Promise.resolve();
		},
	};
	const idOf = (path: string) => readTree(doc).entries.find((entry) => entry.path === path)!.id;
	const opened = new Set<FileId>();
	const host = {
		room: {
			doc,
			get tree() {
				return readTree(doc);
			},
			text: (id: FileId) => textOf(doc, id),
		},
		ask: (call: (remote: typeof worker) => unknown) => Promise.resolve(call(worker)),
		status: (id: FileId) => (opened.has(id) ? 'on' : 'closed'),
	} as unknown as ReaderHost;
	return { host, worker, opened, idOf, text: (path: string) => textOf(doc, idOf(path))! };
}

describe('the reader of a project', () => {
	it('hands over what the worker lacks, and leaves out what has no tags', async () => {
		const { host, worker, opened, idOf } = openHost({ 'a.ts': 'a', 'b.py': 'b\nc', 'c.md': 'c', 'd.go': 'd' });
		opened.add(idOf('d.go'));
		const reader = new ProjectReader(host);
		expect(await reader.sync()).toHaveLength(2);
		await reader.readAll();
		expect(worker.puts.sort()).toEqual(['a', 'b\nc']);
		expect(worker.files.map(({ path, isOpen }) => `${path} ${isOpen}`).sort()).toEqual([
			'a.ts false',
			'b.py false',
			'd.go true',
		]);
		expect([await reader.sync(), reader.total]).toEqual([[], 0]);
		reader.dispose();
	});

	it('tells what anybody changed since, and reads it again', async () => {
		const { host, worker, text } = openHost({ 'a.ts': 'a', 'b.ts': 'b' });
		const reader = new ProjectReader(host);
		await reader.readAll();
		text('a.ts').insert(0, 'x');
		text('a.ts').insert(0, 'y');
		expect(await reader.sync()).toHaveLength(1);
		await reader.readAll();
		expect(worker.puts).toEqual(['a', 'b', 'yxa']);
		reader.dispose();
	});

	it('reads what changes while it reads, and does not go on for ever', async () => {
		const { host, worker, text } = openHost({ 'a.ts': 'a' });
		const reader = new ProjectReader(host);
		worker.onPut = () => text('a.ts').insert(0, 'x');
		await reader.readAll();
		expect(worker.puts).toEqual(['a', 'xa', 'xxa']);
		expect(reader.total).toBe(0);
		reader.dispose();
	});
});
