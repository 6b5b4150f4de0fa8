import type { FileId } from '@covibe/shared';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { ProjectScan, type ScanHost } from './scan.svelte.ts';

const id = (name: string) => name as FileId;

class Project implements ScanHost {
	names = ['a', 'b', 'c'];
	readonly open = new Set<FileId>();
	readonly looked: string[] = [];
	readonly forgotten: string[] = [];
	tell: (files: readonly FileId[]) => void = () => undefined;
	/** Ends the looks that are going on. */
	finish: (() => void)[] = [];

	files() {
		return this.names.map((name) => ({ id: id(name), language: 'python' as const }));
	}

	isOpen(file: FileId): boolean {
		return this.open.has(file);
	}

	look(file: FileId): Promise<void> {
		this.looked.push(file);
		return new Promise((resolve) => this.finish.push(resolve));
	}

	watch(changed: (files: readonly FileId[]) => void): () => void {
		this.tell = changed;
		return () => (this.tell = () => undefined);
	}

	forget(file: FileId): void {
		this.forgotten.push(file);
	}

	async finishAll(): Promise<void> {
		while (this.finish.length > 0) {
			for (const finish of this.finish.splice(0)) finish();
			await vi.advanceTimersByTimeAsync(0);
		}
	}
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('goes through the files without a tab and tells how far it is', async () => {
	const project = new Project();
	project.open.add(id('b'));
	const scan = new ProjectScan(project);
	scan.start();
	expect(scan).toMatchObject({ done: 1, total: 3, isRunning: true });
	await project.finishAll();
	expect(project.looked).toEqual(['a', 'c']);
	expect(scan).toMatchObject({ done: 3, total: 3, isRunning: false });
});

it('looks again at what was changed, once typing rests, and not at what has a tab', async () => {
	const project = new Project();
	const scan = new ProjectScan(project);
	project.tell([id('a')]);
	scan.start();
	await project.finishAll();
	project.looked.length = 0;
	project.open.add(id('b'));
	for (let letter = 0; letter < 5; letter++) {
		project.tell([id('a'), id('b')]);
		await vi.advanceTimersByTimeAsync(100);
	}
	expect(project.looked).toEqual([]);
	await vi.advanceTimersByTimeAsync(800);
	expect(project.looked).toEqual(['a']);
	expect(scan.isRunning).toBe(false);
});

it('forgets a file that is gone', async () => {
	const project = new Project();
	const scan = new ProjectScan(project);
	scan.start();
	await project.finishAll();
	project.names = ['a', 'b'];
	project.tell([id('c')]);
	await vi.advanceTimersByTimeAsync(800);
	expect(project.forgotten).toEqual(['c']);
});

it('ends when it is stopped, and keeps up with nothing from then on', async () => {
	const project = new Project();
	const scan = new ProjectScan(project);
	scan.start();
	scan.stop();
	await project.finishAll();
	expect(project.looked).toEqual(['a', 'b']);
	expect(scan.isRunning).toBe(false);
	project.tell([id('a')]);
	await vi.advanceTimersByTimeAsync(1_000);
	expect(project.looked).toEqual(['a', 'b']);
});
