import { type EntryKind, type FileId, type TreeEntry } from '@covibe/shared';

/** One line of the tree as it is shown. */
export type TreeRow = {
	readonly path: string;
	readonly name: string;
	readonly kind: EntryKind;
	/** Absent for a folder that exists only through the files in it. */
	readonly id: FileId | undefined;
	/** 1 for the room's root. */
	readonly level: number;
	/** Place among its siblings, from 1, and how many they are: what a screen reader says. */
	readonly position: number;
	readonly siblings: number;
	readonly isOpen: boolean;
};

type Node = { path: string; name: string; kind: EntryKind; id: FileId | undefined; children: Map<string, Node> };

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** The lines of the tree from top to bottom: folders first, then by name, without what lies in folded folders. */
export function treeRows(entries: readonly TreeEntry[], folded: ReadonlySet<string>): TreeRow[] {
	const rows: TreeRow[] = [];
	addRows(rows, buildTree(entries), { folded, level: 1 });
	return rows;
}

function buildTree(entries: readonly TreeEntry[]): Node {
	const root = newNode('folder', '', '');
	for (const { path, kind, id } of entries) {
		const names = path.split('/');
		const last = names.pop() ?? '';
		let parent = root;
		for (const name of names) parent = child(parent, 'folder', name);
		child(parent, kind, last).id = id;
	}
	return root;
}

/** Keyed by kind too: edits made at once can leave a file `a` beside a file `a/b`, and both have to be reachable. */
function child(parent: Node, kind: EntryKind, name: string): Node {
	const key = `${kind}:${name}`;
	const known = parent.children.get(key);
	if (known) return known;
	const node = newNode(kind, join(parent.path, name), name);
	parent.children.set(key, node);
	return node;
}

function newNode(kind: EntryKind, path: string, name: string): Node {
	return { kind, path, name, id: undefined, children: new Map() };
}

function addRows(rows: TreeRow[], parent: Node, view: { folded: ReadonlySet<string>; level: number }): void {
	const children = [...parent.children.values()].sort(compareNodes);
	children.forEach((node, index) => {
		const { path, name, kind, id } = node;
		const isOpen = kind === 'folder' && !view.folded.has(path);
		const place = { level: view.level, position: index + 1, siblings: children.length };
		rows.push({ path, name, kind, id, isOpen, ...place });
		if (isOpen) addRows(rows, node, { folded: view.folded, level: view.level + 1 });
	});
}

function compareNodes(a: Node, b: Node): number {
	if (a.kind !== b.kind) return a.kind === 'folder' ? -1 : 1;
	return byName.compare(a.name, b.name) || (a.name < b.name ? -1 : 1);
}

/** Every folder's path, those that exist only through their files too; sorted. */
export function folderPaths(entries: readonly TreeEntry[]): string[] {
	const paths = new Set<string>();
	for (const { path, kind } of entries) {
		if (kind === 'folder') paths.add(path);
		for (const folder of ancestors(path)) paths.add(folder);
	}
	return [...paths].sort(byName.compare);
}

/** The folders on the way to a path, outermost first. */
export function ancestors(path: string): string[] {
	const names = path.split('/').slice(0, -1);
	return names.map((_, index) => names.slice(0, index + 1).join('/'));
}

/** The folder that a path lies in; '' for the root. */
export function parentOf(path: string): string {
	const slash = path.lastIndexOf('/');
	return slash < 0 ? '' : path.slice(0, slash);
}

export function nameOf(path: string): string {
	return path.slice(path.lastIndexOf('/') + 1);
}

export function join(folder: string, name: string): string {
	return folder === '' ? name : `${folder}/${name}`;
}
