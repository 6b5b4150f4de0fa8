import { IndexeddbPersistence } from 'y-indexeddb';
import type * as Y from 'yjs';

/** The copy of a room on this device: edits wait there while there is no connection. */
export type DeviceStore = {
	/** Forgets the copy. The document in memory stays. */
	clear(): Promise<void>;
	close(): Promise<void>;
};

/** Opens the copy and merges it into the document; undefined where the browser keeps nothing (some private windows). */
export async function openDeviceStore(name: string, doc: Y.Doc): Promise<DeviceStore | undefined> {
	if (!(await canStore())) return undefined;
	const persistence = new IndexeddbPersistence(name, doc);
	await persistence.whenSynced;
	return {
		clear: () => persistence.clearData(),
		close: () => persistence.destroy(),
	};
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
