import { can } from '@covibe/shared';
import AlignLeft from '@lucide/svelte/icons/align-left';
import FilePlus from '@lucide/svelte/icons/file-plus';
import Files from '@lucide/svelte/icons/files';
import FolderInput from '@lucide/svelte/icons/folder-input';
import FolderPlus from '@lucide/svelte/icons/folder-plus';
import ListCollapse from '@lucide/svelte/icons/list-collapse';
import Moon from '@lucide/svelte/icons/moon';
import PencilLine from '@lucide/svelte/icons/pencil-line';
import RefreshCw from '@lucide/svelte/icons/refresh-cw';
import Radar from '@lucide/svelte/icons/radar';
import Search from '@lucide/svelte/icons/search';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Share2 from '@lucide/svelte/icons/share-2';
import Sun from '@lucide/svelte/icons/sun';
import SunMoon from '@lucide/svelte/icons/sun-moon';
import Trash from '@lucide/svelte/icons/trash';
import TriangleAlert from '@lucide/svelte/icons/triangle-alert';
import UsersRound from '@lucide/svelte/icons/users-round';
import UserRound from '@lucide/svelte/icons/user-round';
import X from '@lucide/svelte/icons/x';
import { resetMode, setMode } from 'mode-watcher';
import type { ProjectScan } from '../diagnostics/scan.svelte.ts';
import { membersOf } from '../people/roster.ts';
import type { RoomProblems } from '../problems/room-problems.svelte.ts';
import { reviewCommands } from '../review/review-commands.ts';
import type { RoomReview } from '../review/room-review.svelte.ts';
import { type Command } from './commands.ts';
import { type Workbench } from './workbench.svelte.ts';

/** What the page round the workbench does for commands. */
export type CommandHost = {
	readonly focusTree: () => void;
	readonly focusEditor: () => void;
	readonly focusNextPart: () => void;
	readonly downloadFile: () => void;
	/** Undefined when the file in front has no formatter, or may not be changed. */
	readonly formatFile: (() => void) | undefined;
	readonly renameRoom: () => void;
	readonly sayWhatIsSaved: () => void;
	readonly problems: RoomProblems;
	readonly toggleProblems: () => void;
	readonly focusProblems: () => void;
	readonly scan: ProjectScan;
	readonly review: RoomReview;
};

/** Every action that makes sense right now, in the order of the palette. */
export function roomCommands(workbench: Workbench, host: CommandHost): Command[] {
	return [
		...goingCommands(workbench, host),
		...fileCommands(workbench, host),
		...problemCommands(workbench, host),
		...reviewCommands(host.review, () => workbench.toggleReview()),
		...peopleCommands(workbench),
		...roomAndLookCommands(workbench, host),
	];
}

function goingCommands(workbench: Workbench, host: CommandHost): Command[] {
	const tab = workbench.activeTab;
	const commands: Command[] = [
		{
			id: 'quick-open',
			label: 'Go to file…',
			keys: ['Mod+P'],
			icon: Search,
			run: () => workbench.quickOpen(),
		},
		{
			id: 'commands',
			label: 'Show all commands',
			keys: ['Mod+Shift+P', 'F1'],
			icon: Search,
			run: () => (workbench.overlay = 'commands'),
		},
		{
			id: 'toggle-files',
			label: 'Show or hide files',
			keys: ['Mod+B'],
			icon: Files,
			run: () => workbench.toggleTree(),
		},
		{ id: 'focus-files', label: 'Go to the list of files', keys: ['Mod+Shift+E'], icon: Files, run: host.focusTree },
		{ id: 'focus-editor', label: 'Go to the editor', keys: [], run: host.focusEditor },
		{ id: 'next-part', label: 'Go to the next part of the page', keys: ['F6'], run: host.focusNextPart },
	];
	if (!tab) return commands;
	commands.push({
		id: 'close-tab',
		label: 'Close tab',
		keys: ['Ctrl+Alt+W'],
		icon: X,
		run: () => workbench.close(tab.id),
	});
	if (workbench.tabs.length > 1)
		commands.push(
			{ id: 'close-others', label: 'Close other tabs', keys: [], icon: X, run: () => workbench.closeOthers(tab.id) },
			{ id: 'next-tab', label: 'Next tab', keys: ['Ctrl+Alt+N'], run: () => workbench.goToTab(1) },
			{ id: 'previous-tab', label: 'Previous tab', keys: ['Ctrl+Alt+P'], run: () => workbench.goToTab(-1) },
		);
	return commands;
}

function fileCommands(workbench: Workbench, host: CommandHost): Command[] {
	const { tree, room, activeTab } = workbench;
	const commands: Command[] = [];
	if (room.canEdit)
		commands.push(
			{ id: 'new-file', label: 'New file…', keys: [], icon: FilePlus, run: () => tree.startNew('file') },
			{ id: 'new-folder', label: 'New folder…', keys: [], icon: FolderPlus, run: () => tree.startNew('folder') },
		);
	commands.push({ id: 'fold-all', label: 'Fold all folders', keys: [], icon: ListCollapse, run: () => tree.foldAll() });
	if (!activeTab) return commands;
	if (host.formatFile)
		commands.push({
			id: 'format',
			label: `Format ${activeTab.path}`,
			keys: ['Shift+Alt+F'],
			icon: AlignLeft,
			run: host.formatFile,
		});
	commands.push({ id: 'download', label: `Download ${activeTab.path}`, keys: [], run: host.downloadFile });
	const row = tree.rows.find((candidate) => candidate.id === activeTab.id);
	if (!room.canEdit || !row) return commands;
	return [
		...commands,
		{ id: 'rename', label: `Rename ${row.path}…`, keys: [], icon: PencilLine, run: () => tree.startRename(row) },
		{ id: 'move', label: `Move ${row.path}…`, keys: [], icon: FolderInput, run: () => (tree.moving = row.path) },
		{ id: 'delete', label: `Delete ${row.path}`, keys: [], icon: Trash, run: () => tree.remove(row) },
	];
}

function problemCommands(
	workbench: Workbench,
	{ problems, toggleProblems, focusProblems, scan }: CommandHost,
): Command[] {
	const settings = () => (workbench.overlay = 'rule-settings');
	return [
		{ id: 'next-problem', label: 'Next problem', keys: ['F8'], icon: TriangleAlert, run: () => problems.next(1) },
		{ id: 'previous-problem', label: 'Previous problem', keys: ['Shift+F8'], run: () => problems.next(-1) },
		{ id: 'toggle-problems', label: 'Show or hide problems', keys: ['Mod+J'], run: toggleProblems },
		{ id: 'focus-problems', label: 'Go to the list of problems', keys: ['Mod+Shift+M'], run: focusProblems },
		{ id: 'say-problems', label: 'Say how many problems there are', keys: [], run: () => problems.say() },
		scan.isRunning
			? { id: 'stop-scan', label: 'Stop looking through all files', keys: [], run: () => scan.stop() }
			: { id: 'scan', label: 'Look through all files for problems', keys: [], icon: Radar, run: () => scan.start() },
		{ id: 'rule-settings', label: 'Settings of the rules…', keys: [], icon: Settings2, run: settings },
	];
}

function peopleCommands(workbench: Workbench): Command[] {
	const others = membersOf(workbench.room.people).filter((member) => !member.isSelf);
	const commands: Command[] = others
		.filter((member) => member.user.id !== workbench.followedUser?.id)
		.map(({ user }) => ({
			id: `follow-${user.id}`,
			label: `Follow ${user.name}`,
			keys: [],
			icon: UserRound,
			run: () => workbench.follow(user),
		}));
	const followed = workbench.followedUser;
	if (!followed) return commands;
	const label = `Stop following ${followed.name}`;
	return [{ id: 'unfollow', label, keys: ['Escape'], icon: X, run: () => workbench.unfollow() }, ...commands];
}

function roomAndLookCommands(workbench: Workbench, host: CommandHost): Command[] {
	const { room } = workbench;
	const commands: Command[] = [
		{ id: 'share', label: 'Share this room…', keys: [], icon: Share2, run: () => (workbench.overlay = 'share') },
	];
	if (can(room.role, 'manage-members'))
		commands.push({
			id: 'access',
			label: 'Manage people and links…',
			keys: [],
			icon: UsersRound,
			run: () => (workbench.overlay = 'access'),
		});
	if (can(room.role, 'rename-project'))
		commands.push({ id: 'rename-room', label: 'Rename this room…', keys: [], icon: PencilLine, run: host.renameRoom });
	if (room.save.kind === 'offline')
		commands.push({ id: 'reconnect', label: 'Connect now', keys: [], icon: RefreshCw, run: () => room.reconnect() });
	return [
		...commands,
		{ id: 'saved', label: 'Is everything saved?', keys: ['Mod+S'], run: host.sayWhatIsSaved },
		{ id: 'theme-light', label: 'Theme: light', keys: [], icon: Sun, run: () => setMode('light') },
		{ id: 'theme-dark', label: 'Theme: dark', keys: [], icon: Moon, run: () => setMode('dark') },
		{ id: 'theme-system', label: 'Theme: as the system', keys: [], icon: SunMoon, run: () => resetMode() },
	];
}
