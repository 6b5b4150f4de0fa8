import type { FileId, ProjectId } from '@covibe/shared';
import * as v from 'valibot';

/** What somebody wrote and the server did not take, kept until they forget it. */
export type RecoveredCopy = {
	readonly id: string;
	readonly projectId: ProjectId;
	readonly userId: string;
	/** The room's name when it was kept. */
	readonly roomName: string;
	readonly atMs: number;
	/** Why it was not taken, as a sentence. */
	readonly reason: string;
	readonly files: readonly { readonly id: FileId; readonly path: string; readonly text: string }[];
};

const STORE = 'copies';
const DATABASE = 'covibe-recovered';

const stored = v.object({
	id: v.string(),
	projectId: v.string(),
	userId: v.string(),
	roomName: v.string(),
	atMs: v.number(),
	reason: v.string(),
	files: v.array(v.object({ id: v.string(), path: v.string(), text: v.string() })),
});

/** Keeps a copy on this device; when it resolves it is on disk. @throws Error where the browser keeps nothing. */
export async function putCopy(copy: RecoveredCopy): Promise<void> {
	await withStore('readwrite', (store) => store.put(copy));
}

export async function removeCopy(id: string): Promise<void> {
	await withStore('readwrite', (store) => store.delete(id));
}

/** The copies on this device, the latest first; none where the browser keeps nothing. */
export async function readCopies(): Promise<RecoveredCopy[]> {
	try {
		const rows = await withStore<unknown[]>('readonly', (store) => store.getAll());
		const copies = rows.filter((row): row is RecoveredCopy => v.is(stored, row));
		return copies.sort((one, other) => other.atMs - one.atMs);
	} catch {
		// Safe: without a store there is nothing in it.
		return [];
	}
}

async function withStore<Result>(
	mode: IDBTransactionMode,
	ask: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
	const database = await open();
	try {
		const transaction = database.transaction(STORE, mode, { durability: 'strict' });
		const request = ask(transaction.objectStore(STORE));
		await new Promise<void>((resolve, reject) => {
			transaction.oncomplete = () => resolve();
			transaction.onabort = () => reject(transaction.error ?? new Error('the copy could not be written'));
		});
		return request.result;
	} finally {
		database.close();
	}
}

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const request = indexedDB.open(DATABASE, 1);
		request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: 'id' });
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('this browser keeps nothing'));
		request.onblocked = () => reject(new Error('another page holds the store'));
	});
}
