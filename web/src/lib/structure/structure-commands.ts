import ArrowLeft from '@lucide/svelte/icons/arrow-left';
import ListTree from '@lucide/svelte/icons/list-tree';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import Search from '@lucide/svelte/icons/search';
import TextSearch from '@lucide/svelte/icons/text-search';
import { isApple } from '../ui/keys.ts';
import type { Command } from '../workbench/commands.ts';
import type { RoomStructure } from './room-structure.svelte.ts';

export type StructureCommandsHost = {
	readonly hasFocus: () => boolean;
	readonly showSymbols: (prefix: '@' | '#') => void;
	readonly toggleOutline: () => void;
	readonly canEdit: boolean;
	/** A file is in front. */
	readonly hasFile: boolean;
};

/** What can be done about the structure of code; empty without an open file, but for what is about all of them. */
export function structureCommands(structure: RoomStructure, host: StructureCommandsHost): Command[] {
	const when = host.hasFocus;
	const inRoom: Command[] = [
		{
			id: 'symbols-in-room',
			label: 'Go to symbol in the room…',
			keys: [],
			icon: Search,
			run: () => host.showSymbols('#'),
		},
		{ id: 'outline', label: 'Show or hide the outline', keys: [], icon: ListTree, run: host.toggleOutline },
	];
	if (structure.canGoBack)
		inRoom.push({
			id: 'go-back',
			label: 'Go back to where you jumped from',
			keys: [isApple() ? 'Ctrl+-' : 'Alt+ArrowLeft'],
			when,
			icon: ArrowLeft,
			run: () => structure.goBack(),
		});
	if (!host.hasFile) return inRoom;
	const inFile: Command[] = [
		{
			id: 'symbols-in-file',
			label: 'Go to symbol in this file…',
			keys: ['Mod+Shift+O'],
			icon: Search,
			run: () => host.showSymbols('@'),
		},
		{
			id: 'definition',
			label: 'Go to definition',
			keys: ['F12'],
			when,
			run: () => void structure.goToDefinition(),
		},
		{
			id: 'usages',
			label: 'Find usages',
			keys: ['Shift+F12'],
			when,
			icon: TextSearch,
			run: () => void structure.findUsages(),
		},
	];
	if (host.canEdit)
		inFile.push({
			id: 'rename-symbol',
			label: 'Rename symbol…',
			keys: ['F2'],
			when,
			icon: PencilLine,
			run: () => void structure.startRename(),
		});
	return [...inFile, ...inRoom];
}
