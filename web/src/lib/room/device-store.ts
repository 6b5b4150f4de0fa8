import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** The copy of a room on this device: edits wait there while there is no connection. */
export type DeviceStore = {
	/** Forgets the copy and ends keeping it. The document in memory stays. */
	forget(): Promise<void>;
	close(): Promise<void>;
};

/** Opens the copy and merges it into the document; undefined where the browser keeps nothing (some private windows). */
export async function openDeviceStore(name: string, doc: Y.Doc): Promise<DeviceStore | undefined> {
	if (!(await canStore())) return undefined;
	const persistence = new IndexeddbPersistence(name, doc);
	await persistence.whenSynced;
	return {
		forget: async () => {
			await persistence.destroy();
			await emptyStores(name);
		},
		close: () => persistence.destroy(),
	};
}

/** Not by deleting the database: that waits for other tabs of the room, and ends what they keep. */
async function emptyStores(name: string): Promise<void> {
	const database = await new Promise<IDBDatabase>((resolve, reject) => {
		const request = indexedDB.open(name);
		request.onsuccess = () => resolve(request.result);
		request.onerror = () => reject(request.error ?? new Error('the copy on this device cannot be opened'));
	});
	await new Promise<void>((resolve, reject) => {
		const names = [...database.objectStoreNames];
		const transaction = database.transaction(names, 'readwrite', { durability: 'strict' });
		for (const each of names) transaction.objectStore(each).clear();
		transaction.oncomplete = () => resolve();
		transaction.onabort = () => reject(transaction.error ?? new Error('the copy on this device cannot be emptied'));
	});
	database.close();
}

/** y-indexeddb leaves a failed opening unhandled, so it is only used where a trial succeeded. */
function canStore(): Promise<boolean> {
	return new Promise((resolve) => {
		try {
			const request = indexedDB.open('covibe-trial');
			request.onsuccess = () => {
				request.result.close();
				resolve(true);
			};
			request.onerror = () => resolve(false);
			request.onblocked = () => resolve(false);
		} catch {
			// Safe: a browser that throws here keeps nothing, which is what the caller is told.
			resolve(false);
		}
	});
}
