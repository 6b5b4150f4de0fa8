import { type FileId, filesOf, parseFileId } from '@covibe/shared';
import * as Y from 'yjs';

/** Remembers which files a person changed in this page since the server last had everything. */
export class UnsavedFiles {
	readonly #doc: Y.Doc;
	readonly #ids = new Set<FileId>();

	constructor(doc: Y.Doc) {
		this.#doc = doc;
		doc.on('afterTransaction', this.#changed);
	}

	get ids(): ReadonlySet<FileId> {
		return this.#ids;
	}

	/** Everything is acknowledged. */
	clear(): void {
		this.#ids.clear();
	}

	stop(): void {
		this.#doc.off('afterTransaction', this.#changed);
	}

	readonly #changed = (transaction: Y.Transaction) => {
		if (!transaction.local) return;
		const files: unknown = filesOf(this.#doc);
		for (const [type, keys] of transaction.changed) {
			if ((type as unknown) === files) for (const key of keys) this.#add(key);
			else this.#add(entryKey(type, files));
		}
	};

	#add(key: string | null | undefined): void {
		const id = parseFileId(key);
		if (id !== undefined) this.#ids.add(id);
	}
}

/** The key of the entry that a type is in. */
function entryKey(type: { readonly _item: Y.Item | null }, files: unknown): string | null | undefined {
	let item = type._item;
	while (item && item.parent !== files) item = item.parent instanceof Y.AbstractType ? item.parent._item : null;
	return item?.parentSub;
}
