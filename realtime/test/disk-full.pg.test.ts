import { execFileSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createGuest, createProject, openSql } from '@covibe/db';
import { startEmbedded } from '@covibe/db/embedded';
import { migrate } from '@covibe/db/migrate';
import { eventually } from '@covibe/shared/testing';
import { expect, test } from 'vitest';
import { startProcess } from './process.ts';
import { openStockClient } from './stock-client.ts';

/** A file system of its own that can be filled; undefined where this user may not mount one. */
function mountSmallDisk(): string | undefined {
	const folder = mkdtempSync(path.join(tmpdir(), 'covibe-disk-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=256m,mode=0700', 'tmpfs', folder], { stdio: 'ignore' });
		return folder;
	} catch {
		// Safe: only root may mount; without it the test is skipped, and says so.
		rmSync(folder, { recursive: true });
		return undefined;
	}
}

/** Takes all of a disk's free space; in blocks, because PostgreSQL takes some of it meanwhile. */
function fill(folder: string): void {
	const { bavail, bsize } = statfsSync(folder);
	const file = openSync(path.join(folder, 'filler'), 'w');
	try {
		for (let block = 0; block < bavail; block += 1) writeSync(file, Buffer.alloc(bsize));
	} catch (error) {
		// Safe: full is what the disk is to be.
		if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
	} finally {
		closeSync(file);
	}
}

const disk = mountSmallDisk();

test.skipIf(disk === undefined)(
	'[RT4] a full disk: no ack, no crash, nothing lost when there is space again',
	async () => {
		const folder = disk!;
		const database = await startEmbedded({ dataDirectory: folder });
		const sql = openSql(database.databaseUrl, { maxConnections: 2 });
		await migrate(sql);
		const { id: userId } = await createGuest(sql, { name: 'Ada' });
		const projectId = await createProject(sql, { name: 'Room', ownerId: userId, seed: undefined });
		const realtime = await startProcess({ DATABASE_URL: database.databaseUrl, EXTRA_ROOT_NAMES: 'text' });
		const ada = openStockClient({ port: realtime.port, projectId, userId }, { params: { covibe: '1' } });
		try {
			await eventually(() => expect(ada.acknowledged()).toHaveLength(1));
			fill(folder);
			// More than fits into the segments of the write-ahead log that are there already.
			ada.text.insert(
				0,
				Array.from({ length: 3_500_000 }, (_, at) => String.fromCharCode(33 + ((at * at) % 90))).join(''),
			);
			await eventually(() => expect(ada.closeCodes).toContain(4507));
			expect([ada.acknowledged().length, realtime.child.exitCode]).toEqual([1, null]);
			rmSync(path.join(folder, 'filler'));
			await eventually(() => expect(ada.acknowledged().length).toBeGreaterThan(1));
			const rows = await eventually(() => sql`SELECT length(bytes) AS length FROM doc_update`);
			expect(rows[0]?.['length']).toBeGreaterThan(3_500_000);
			expect(realtime.child.exitCode).toBeNull();
		} finally {
			ada.close();
			await realtime.end('SIGTERM');
			await sql.end({ timeout: 1 });
			await database.stop();
			execFileSync('umount', [folder]);
			rmSync(folder, { recursive: true });
		}
	},
);
