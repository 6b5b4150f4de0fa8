import FilePlus from '@lucide/svelte/icons/file-plus';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Trash from '@lucide/svelte/icons/trash';
import { type MenuEntry } from '../ui/menu.ts';
import { type FileTree } from './file-tree.svelte.ts';
import { parentOf, type TreeRow } from './tree.ts';

/** The context menu of a row; without a row, that of the room's root. `run` gets the act once the menu let go of the focus. */
export function rowMenu(tree: FileTree, row: TreeRow | undefined, run: (act: () => void) => void): MenuEntry[] {
	const entries: MenuEntry[] = [];
	if (row) {
		const label = row.kind === 'file' ? 'Open' : row.isOpen ? 'Fold' : 'Unfold';
		entries.push({ kind: 'item', label, keys: 'Enter', onselect: () => run(() => tree.open(row)) });
	}
	if (!tree.room.canEdit) return row ? entries : [{ kind: 'heading', label: 'You can look, not change' }];
	const folder = row ? (row.kind === 'folder' ? row.path : parentOf(row.path)) : '';
	if (row) entries.push({ kind: 'separator' });
	entries.push(
		{ kind: 'item', label: 'New file…', icon: FilePlus, onselect: () => run(() => tree.startNew('file', folder)) },
		{
			kind: 'item',
			label: 'New folder…',
			icon: FolderPlus,
			onselect: () => run(() => tree.startNew('folder', folder)),
		},
	);
	if (!row) return entries;
	entries.push(
		{ kind: 'separator' },
		{ kind: 'item', label: 'Rename…', icon: PencilLine, keys: 'F2', onselect: () => run(() => tree.startRename(row)) },
		{ kind: 'item', label: 'Move to…', icon: FolderInput, onselect: () => run(() => (tree.moving = row.path)) },
		{
			kind: 'item',
			label: 'Delete',
			icon: Trash,
			keys: 'Delete',
			isDanger: true,
			onselect: () => run(() => tree.remove(row)),
		},
	);
	return entries;
}
