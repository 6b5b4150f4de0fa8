import { type FileId, parseFileId, type ProjectId } from '@covibe/shared';

/** What a device remembers of a room's layout. */
export type RoomMemory = {
	readonly tabs: readonly FileId[];
	readonly active: FileId | undefined;
	/** Paths of folded folders. */
	readonly folded: readonly string[];
	readonly isTreeOpen: boolean;
	readonly isOutlineOpen: boolean;
	readonly isProblemsOpen: boolean;
	readonly isChatOpen: boolean;
};

type Store = Pick<Storage, 'getItem' | 'setItem'>;

/** More than anybody opens by hand; what a damaged or hostile store holds beyond is dropped. */
const MAXIMUM = 500;

/** Reads what this device remembers of a room; undefined on a first visit, or when the store is closed or damaged. */
export function recall(store: Store | undefined, projectId: ProjectId): RoomMemory | undefined {
	try {
		return parseMemory(JSON.parse(store?.getItem(keyOf(projectId)) ?? 'null'));
	} catch {
		// Safe: a store that is closed (private mode) or damaged only costs the layout.
		return undefined;
	}
}

/** Writes it down; a store that is full or closed only costs the layout. */
export function remember(store: Store | undefined, projectId: ProjectId, memory: RoomMemory): void {
	try {
		store?.setItem(keyOf(projectId), JSON.stringify(memory));
	} catch {
		// Safe: see above; the room itself is kept elsewhere.
	}
}

/** The browser's store, or undefined where it may not be used. */
export function deviceStore(): Storage | undefined {
	try {
		return globalThis.localStorage;
	} catch {
		// Safe: with cookies blocked, even reading the property throws.
		return undefined;
	}
}

function keyOf(projectId: ProjectId): string {
	return `covibe:room:${projectId}`;
}

function parseMemory(value: unknown): RoomMemory | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const record = value as Record<string, unknown>;
	const tabs = [...new Set(listOf(record['tabs'], parseFileId))];
	const active = parseFileId(record['active']);
	return {
		tabs,
		active: active !== undefined && tabs.includes(active) ? active : tabs[0],
		folded: listOf(record['folded'], (item) => (typeof item === 'string' ? item : undefined)),
		isTreeOpen: record['isTreeOpen'] !== false,
		isOutlineOpen: record['isOutlineOpen'] === true,
		isProblemsOpen: record['isProblemsOpen'] === true,
		isChatOpen: record['isChatOpen'] !== false,
	};
}

function listOf<Item>(value: unknown, parse: (item: unknown) => Item | undefined): Item[] {
	if (!Array.isArray(value)) return [];
	return value.slice(0, MAXIMUM).flatMap((item: unknown) => parse(item) ?? []);
}
