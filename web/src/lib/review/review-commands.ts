import Bot from '@lucide/svelte/icons/bot';
import type { Command } from '../workbench/commands.ts';
import type { RoomReview } from './room-review.svelte.ts';

/** What can be done about changes of the AI right now. */
export function reviewCommands(review: RoomReview, togglePanel: () => void): Command[] {
	const list: Command = {
		id: 'toggle-review',
		label: 'AI: show or hide the list of changes',
		keys: [],
		icon: Bot,
		run: togglePanel,
	};
	if (review.byFile.size === 0) return [list];
	const commands: Command[] = [
		list,
		{ id: 'next-change', label: 'AI: next change', keys: ['Alt+F5'], icon: Bot, run: () => review.next(1) },
		{ id: 'previous-change', label: 'AI: previous change', keys: ['Shift+Alt+F5'], run: () => review.next(-1) },
		{ id: 'fold-old-text', label: 'AI: show or fold old text', keys: [], run: () => review.toggleOldText() },
	];
	if (!review.canEdit) return commands;
	return [
		...commands,
		{
			id: 'keep-change',
			label: 'AI: keep this change',
			keys: ['Mod+Alt+Y'],
			icon: Bot,
			run: () => review.decide('keep'),
		},
		{ id: 'reject-change', label: 'AI: reject this change', keys: ['Mod+Alt+Z'], run: () => review.decide('reject') },
		{ id: 'keep-file', label: 'AI: keep all changes of this file', keys: [], run: () => review.decideFile('keep') },
		{
			id: 'reject-file',
			label: 'AI: reject all changes of this file',
			keys: [],
			run: () => review.decideFile('reject'),
		},
		{ id: 'keep-all', label: 'AI: keep all changes of this room', keys: [], run: () => review.keep({}) },
		{ id: 'undo-ai', label: 'AI: undo everything that it did', keys: [], run: () => review.reject({}) },
	];
}
