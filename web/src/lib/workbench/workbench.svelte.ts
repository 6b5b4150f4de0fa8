import { type FileId, type PresenceUser } from '@covibe/shared';
import { FileTree } from '../files/file-tree.svelte.ts';
import { foldsOf } from '../files/folds.ts';
import { type Person } from '../room/people.ts';
import { type Room } from '../room/room.svelte.ts';
import { deviceStore, recall, remember, type RoomMemory } from './memory.ts';
import {
	closeFiles,
	moveTab,
	NOTHING_OPEN,
	openAtFirst,
	openFile,
	type OpenFiles,
	type OpenTab,
	tabsOf,
} from './open-files.ts';

/** A panel of the narrow layout, which shows one at a time. */
export type Panel = 'files' | 'editor' | 'chat' | 'problems' | 'people' | 'review' | 'usages';
/** The dialog that is open. */
export type Overlay =
	'quick-open' | 'commands' | 'definitions' | 'share' | 'access' | 'rule-settings' | 'ai-settings' | 'recovered';

/** What the workbench asks of the editor. */
export type WorkbenchHost = {
	/** Is told of every file whose tab closed. */
	closed(id: FileId): void;
	/** Takes the keyboard into the editor. */
	enterEditor(): void;
};

/** Below this width one panel fills the page (Tailwind's `md`). */
const NARROW_QUERY = '(max-width: 767.98px)';

/** What one person has open in a room: tabs, the file in front, whom they follow, which panels are shown. */
export class Workbench {
	readonly room: Room;
	readonly tree: FileTree;
	readonly #host: WorkbenchHost;
	readonly #memory: RoomMemory | undefined;
	#open: OpenFiles = $state.raw(NOTHING_OPEN);
	#followedClient: number | undefined = $state();
	#hasOpenedFirst = false;

	/** Whom this page follows; stays set while they are away for a moment. */
	followedUser: PresenceUser | undefined = $state.raw();
	isTreeOpen = $state(true);
	isProblemsOpen = $state(false);
	isChatOpen = $state(true);
	/** Stands in the place of the problems. */
	isReviewOpen = $state(false);
	/** Stands in the place of both. */
	isUsagesOpen = $state(false);
	/** Under the files. */
	isOutlineOpen = $state(false);
	isNarrow = $state(false);
	panel: Panel = $state('editor');
	overlay: Overlay | undefined = $state();
	/** What stands in the field of quick open at first: `@` for symbols of the file, `#` for those of the room. */
	quickOpenStart: '' | '@' | '#' = $state('');

	readonly active: FileId | undefined = $derived.by(() => this.#open.active);
	readonly tabs: readonly OpenTab[] = $derived.by(() => tabsOf(this.#open, this.room.tree));
	readonly activeTab: OpenTab | undefined = $derived.by(() => this.tabs.find((tab) => tab.id === this.active));
	readonly passing: FileId | undefined = $derived.by(() => this.#open.passing);
	readonly followed: Person | undefined = $derived.by(() => this.#findFollowed());
	readonly isTreeShown: boolean = $derived.by(() => (this.isNarrow ? this.panel === 'files' : this.isTreeOpen));
	readonly isProblemsShown: boolean = $derived.by(() =>
		this.isNarrow ? this.panel === 'problems' : this.isProblemsOpen,
	);

	/** Something shows what the file in front is made of. */
	readonly showsOutline: boolean = $derived.by(
		() => !this.isNarrow || this.overlay === 'quick-open' || (this.isOutlineOpen && this.isTreeShown),
	);
	readonly isBelowShown: boolean = $derived.by(
		() => !this.isNarrow && (this.isProblemsOpen || this.isReviewOpen || this.isUsagesOpen),
	);
	readonly isChatShown: boolean = $derived.by(() => (this.isNarrow ? this.panel === 'chat' : this.isChatOpen));
	readonly isReviewShown: boolean = $derived.by(() => (this.isNarrow ? this.panel === 'review' : this.isReviewOpen));

	constructor(room: Room, host: WorkbenchHost) {
		this.room = room;
		this.#host = host;
		this.tree = new FileTree(room, {
			open: (id, how) => {
				this.open(id);
				if (how?.enter) host.enterEditor();
			},
			close: (ids) => this.#closeDeleted(ids),
			show: () => this.showTree(),
		});
		this.#memory = recall(deviceStore(), room.projectId);
		if (this.#memory) {
			this.tree.folded = foldsOf(this.#memory.folded);
			this.isTreeOpen = this.#memory.isTreeOpen;
			this.isProblemsOpen = this.#memory.isProblemsOpen;
			this.isOutlineOpen = this.#memory.isOutlineOpen;
			this.isChatOpen = this.#memory.isChatOpen;
		}
	}

	/** Watches the width of the page; the returned function ends it. */
	watchWidth(): () => void {
		const query = window.matchMedia(NARROW_QUERY);
		const changed = () => (this.isNarrow = query.matches);
		changed();
		query.addEventListener('change', changed);
		return () => query.removeEventListener('change', changed);
	}

	/** Opens what was open on this device, or on a first visit the file to start with. Once, as soon as there are files. */
	openFirst(): void {
		if (this.#hasOpenedFirst || !this.room.isLoaded) return;
		this.#hasOpenedFirst = true;
		if (this.#open.tabs.length > 0) return;
		this.#open = openAtFirst(this.#memory, this.room.tree.entries);
	}

	/** Writes the layout down on this device. */
	rememberLayout(): void {
		const { tabs, active } = this.#open;
		const folded = [...this.tree.folded];
		const { isTreeOpen, isOutlineOpen, isProblemsOpen, isChatOpen } = this;
		if (!this.#hasOpenedFirst) return;
		const panels = { isTreeOpen, isOutlineOpen, isProblemsOpen, isChatOpen };
		remember(deviceStore(), this.room.projectId, { tabs, active, folded, ...panels });
	}

	/** Brings a file to the front on this person's wish: it ends following. */
	open(id: FileId): void {
		this.unfollow();
		this.#bringForward(id, { isPassing: false });
		this.panel = 'editor';
	}

	close(id: FileId): void {
		this.#close([id]);
	}

	closeOthers(id: FileId): void {
		this.#close(this.#open.tabs.filter((tab) => tab !== id));
	}

	moveTab(id: FileId, place: number): void {
		this.#open = moveTab(this.#open, id, place);
	}

	/** The tab `step` places to the right, round the end. */
	goToTab(step: 1 | -1): void {
		const { tabs } = this;
		const at = tabs.findIndex((tab) => tab.id === this.active);
		const next = tabs.at((at + step) % tabs.length);
		if (next) this.open(next.id);
	}

	showTree(): void {
		if (this.isNarrow) this.panel = 'files';
		else this.isTreeOpen = true;
	}

	toggleTree(): void {
		if (this.isNarrow) this.panel = this.panel === 'files' ? 'editor' : 'files';
		else this.isTreeOpen = !this.isTreeOpen;
	}

	showProblems(): void {
		if (this.isNarrow) this.panel = 'problems';
		else {
			this.isProblemsOpen = true;
			this.isReviewOpen = this.isUsagesOpen = false;
		}
	}

	hideProblems(): void {
		if (this.isNarrow) this.panel = 'editor';
		else this.isProblemsOpen = false;
	}

	showUsages(): void {
		if (this.isNarrow) this.panel = 'usages';
		else {
			this.isUsagesOpen = true;
			this.isProblemsOpen = this.isReviewOpen = false;
		}
	}

	hideUsages(): void {
		if (this.isNarrow) this.panel = 'editor';
		else this.isUsagesOpen = false;
	}

	/** Shows the files too, under which it stands. */
	toggleOutline(): void {
		this.isOutlineOpen = !this.isOutlineOpen || !this.isTreeShown;
		if (this.isOutlineOpen) this.showTree();
	}

	quickOpen(start: '' | '@' | '#' = ''): void {
		this.quickOpenStart = start;
		this.overlay = 'quick-open';
	}

	showChat(): void {
		if (this.isNarrow) this.panel = 'chat';
		else this.isChatOpen = true;
	}

	hideChat(): void {
		if (this.isNarrow) this.panel = 'editor';
		else this.isChatOpen = false;
	}

	toggleReview(): void {
		if (this.isNarrow) this.panel = this.panel === 'review' ? 'editor' : 'review';
		else {
			this.isReviewOpen = !this.isReviewOpen;
			if (this.isReviewOpen) this.isProblemsOpen = this.isUsagesOpen = false;
		}
	}

	follow(user: PresenceUser): void {
		this.followedUser = user;
		this.#followedClient = undefined;
		this.panel = 'editor';
		this.goWhereFollowed();
	}

	unfollow(): void {
		this.followedUser = undefined;
		this.#followedClient = undefined;
	}

	/** Brings the file of the followed person to the front. */
	goWhereFollowed(): void {
		const person = this.followed;
		if (!person) return;
		this.#followedClient = person.clientId;
		const isHere = this.room.tree.entries.some((entry) => entry.id === person.file);
		if (person.file !== undefined && isHere && person.file !== this.active)
			this.#bringForward(person.file, { isPassing: true });
	}

	/** Somebody has several tabs: the one that was followed so far goes before one that is in a file. */
	#findFollowed(): Person | undefined {
		const id = this.followedUser?.id;
		if (id === undefined) return undefined;
		const clients = this.room.people.filter((person) => person.user.id === id && !person.isSelf);
		return (
			clients.find((person) => person.clientId === this.#followedClient) ??
			clients.find((person) => person.file !== undefined) ??
			clients[0]
		);
	}

	#bringForward(id: FileId, how: { isPassing: boolean }): void {
		const before = this.#open;
		this.#open = openFile(before, id, how);
		this.#tellClosed(before);
		const entry = this.room.tree.entries.find((candidate) => candidate.id === id);
		if (entry) this.tree.reveal(entry);
	}

	#close(ids: readonly FileId[]): void {
		const before = this.#open;
		this.#open = closeFiles(before, ids);
		this.#tellClosed(before);
	}

	#tellClosed(before: OpenFiles): void {
		for (const id of before.tabs) if (!this.#open.tabs.includes(id)) this.#host.closed(id);
	}

	#closeDeleted(ids: readonly FileId[]): FileId | undefined {
		const active = this.active;
		this.#close(ids);
		return active !== undefined && ids.includes(active) ? active : undefined;
	}
}
