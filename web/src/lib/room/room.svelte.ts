import {
	can,
	type ClientEvent,
	CovibeError,
	createFile,
	createFolder,
	createProjectDocument,
	deleteEntry,
	ERRORS,
	type FileId,
	filesOf,
	moveEntry,
	NO_RULES,
	type PresenceUser,
	type ProjectId,
	readTree,
	type RelativePositionJson,
	restoreEntries,
	type Role,
	type RoomEvent,
	type RoomRules,
	textOf,
	type Tree,
	type TreeEdit,
	type Welcome,
} from '@covibe/shared';
import { Awareness } from 'y-protocols/awareness';
import * as Y from 'yjs';
import { Listeners } from '../diagnostics/listeners.ts';
import type { Refusal } from '../recovery/remedy.ts';
import { DivergenceCheck } from '../recovery/divergence-check.ts';
import { UnsavedFiles } from '../recovery/unsaved-files.ts';
import { type DeviceStore, openDeviceStore } from './device-store.ts';
import { RoomLink } from './link.svelte.ts';
import { peopleOf, type Person } from './people.ts';
import { type SaveState, saveStateOf } from './save-state.ts';

export type RoomOptions = {
	readonly projectId: ProjectId;
	readonly role: Role;
	readonly user: Pick<PresenceUser, 'id' | 'name' | 'colour'>;
	/** The server ended the connection for good; told once. */
	readonly refused: (refusal: Refusal) => void;
	/** This page holds something else than the room, and syncing again does not help. [PR20] */
	readonly diverged: () => void;
};

export type RoomStart = {
	/** With what this device keeps of the room; without, it stays apart until `openDevice`. */
	readonly withDevice: boolean;
};

/** What a page hears besides edits: events of the chat, and that it came in, or in again, so that it may have missed some. [PR15] */
export type Heard =
	Exclude<RoomEvent, { type: 'check' | 'room-filling' | 'room-rules' }> | { readonly type: 'entered' };

/** Tree edits of this person: no undo stack of an editor tracks them. */
const TREE_ORIGIN = 'tree';
/** Beyond this a first connection is no longer "connecting". */
const LATE_AFTER_MS = 6_000;
/** A composition that never ends must not keep others' edits away. */
const LONGEST_HOLD_MS = 10_000;

/** One room in this page: the document, the people in it, and the truth about what is saved. */
export class Room {
	readonly projectId: ProjectId;
	readonly doc: Y.Doc = createProjectDocument();
	readonly awareness = new Awareness(this.doc);
	readonly heard = new Listeners<Heard>();
	readonly #link: RoomLink;
	readonly #deviceName: string;
	#device: DeviceStore | undefined = $state.raw();
	#deviceOpening: Promise<void> | undefined;
	#isDeviceRead = $state(false);
	#isLate = $state(false);
	readonly #unsaved = new UnsavedFiles(this.doc);
	readonly #checker: DivergenceCheck;
	#noteSynced: () => void = () => undefined;
	/** The server's whole document has arrived. */
	readonly whenSynced = new Promise<void>((resolve) => (this.#noteSynced = resolve));
	#lateTimer: ReturnType<typeof setTimeout> | undefined;
	#peopleFrame: number | undefined;

	self: PresenceUser = $state.raw() as PresenceUser;
	role: Role = $state() as Role;
	isLoaded: boolean = $state(false);
	/** How full the room is, from 90 on; 0 below. [PR21] */
	percentFull: number = $state(0);
	/** What holds for everybody here. [PR24] */
	rules: RoomRules = $state.raw(NO_RULES);
	/** Refused, and about to be replaced by the same room afresh. */
	isReopening: boolean = $state(false);
	tree: Tree = $state.raw({ entries: [], deleted: [] });
	people: readonly Person[] = $state.raw([]);
	readonly canEdit: boolean = $derived.by(
		() => can(this.role, 'edit') && !this.rules.isFrozen && this.#link.closedMessage === undefined,
	);
	/** What to tell who tries to, and may not. */
	readonly readOnlySentence: string = $derived.by(
		() =>
			this.#link.closedMessage ??
			(this.rules.isFrozen ? ERRORS['room-frozen'].message : 'You can look at this room, not change it.'),
	);
	readonly save: SaveState = $derived.by(() =>
		saveStateOf({
			closedMessage: this.#link.closedMessage,
			isReopening: this.isReopening,
			isConnected: this.#link.isConnected,
			hasEverConnected: this.#link.hasEverConnected,
			link: this.#link.progress,
			hasUnsaved: this.#link.hasUnsaved,
			isKeptOnDevice: this.#device !== undefined,
			// A browser whose store never answers must not keep the page from the truth for ever.
			isDeviceRead: this.#isDeviceRead || this.#isLate,
			isLate: this.#isLate,
		}),
	);

	constructor(options: RoomOptions) {
		this.projectId = options.projectId;
		this.role = options.role;
		this.self = { ...options.user, kind: 'person' };
		this.#deviceName = `covibe:${options.projectId}:${options.user.id}`;
		this.awareness.setLocalState({ user: this.self });
		this.#link = new RoomLink({
			projectId: options.projectId,
			doc: this.doc,
			awareness: this.awareness,
			welcomed: (welcome) => this.#welcomed(welcome),
			told: (event) => this.#told(event),
			synced: () => {
				this.isLoaded = true;
				this.#noteSynced();
			},
			settled: () => this.#unsaved.clear(),
			refused: options.refused,
		});
		this.#checker = new DivergenceCheck(this.doc, {
			report: (what) => this.#link.say({ type: 'diverged', what }),
			resync: () => this.#link.resync(),
			heal: options.diverged,
		});
	}

	/** Files that this page changed since the server last had everything. */
	get unsavedFiles(): ReadonlySet<FileId> {
		return this.#unsaved.ids;
	}

	start({ withDevice }: RoomStart = { withDevice: true }): void {
		filesOf(this.doc).observeDeep(this.#filesChanged);
		this.awareness.on('change', this.#awarenessChanged);
		this.#refreshPeople();
		this.#lateTimer = setTimeout(() => (this.#isLate = true), LATE_AFTER_MS);
		if (withDevice) void this.openDevice();
		else this.#isDeviceRead = true;
		this.#link.start();
	}

	stop(): void {
		clearTimeout(this.#lateTimer);
		if (this.#peopleFrame !== undefined) cancelAnimationFrame(this.#peopleFrame);
		this.awareness.off('change', this.#awarenessChanged);
		filesOf(this.doc).unobserveDeep(this.#filesChanged);
		this.#link.stop();
		this.#unsaved.stop();
		void this.#device?.close();
		this.awareness.destroy();
		this.doc.destroy();
	}

	/** Connects now instead of at the next turn of the back-off. */
	reconnect(): void {
		this.#link.reconnect();
	}

	/** Ends the connection and all writing, as after a refusal. */
	end(message: string): void {
		this.#link.end(message);
	}

	/** Forgets this device's copy, with edits that the server refused; nothing more is kept there by this room. */
	async forgetDevice(): Promise<void> {
		await this.#deviceOpening;
		const device = this.#device;
		this.#device = undefined;
		await device?.forget();
	}

	/** Tells the others something that is not kept. */
	say(event: ClientEvent): void {
		this.#link.say(event);
	}

	text(id: FileId): Y.Text | undefined {
		return textOf(this.doc, id);
	}

	/** @throws CovibeError with a sentence for the person; so do the other tree edits. */
	createFile(path: string, text = ''): FileId {
		return createFile(this.doc, { path, text }, this.#edit());
	}

	createFolder(path: string): FileId {
		return createFolder(this.doc, path, this.#edit());
	}

	move(from: string, to: string): void {
		moveEntry(this.doc, { from, to }, this.#edit());
	}

	remove(path: string): readonly FileId[] {
		return deleteEntry(this.doc, path, this.#edit());
	}

	restore(ids: readonly FileId[]): void {
		restoreEntries(this.doc, ids, this.#edit());
	}

	/** Tells the others which file this person is in. */
	setLocation(file: FileId | undefined): void {
		this.awareness.setLocalStateField('file', file ?? null);
	}

	setSelection(anchor: Y.RelativePosition, head: Y.RelativePosition): void {
		this.awareness.setLocalStateField('selection', {
			anchor: Y.relativePositionToJSON(anchor) as RelativePositionJson,
			head: Y.relativePositionToJSON(head) as RelativePositionJson,
		});
	}

	clearSelection(): void {
		this.awareness.setLocalStateField('selection', null);
	}

	/** Keeps remote edits back while an input method composes; the returned function lets them in, once. */
	holdRemote(): () => void {
		const release = this.#link.hold();
		const timer = setTimeout(release, LONGEST_HOLD_MS);
		return () => {
			clearTimeout(timer);
			release();
		};
	}

	#edit(): TreeEdit {
		if (!this.canEdit) throw new CovibeError('read-only');
		return { origin: TREE_ORIGIN, nowMs: Date.now(), random: secureRandom };
	}

	/** Reads what this device keeps of the room, and keeps everything there from now on. */
	openDevice(): Promise<void> {
		this.#deviceOpening = this.#loadFromDevice();
		return this.#deviceOpening;
	}

	async #loadFromDevice(): Promise<void> {
		this.#device = await openDeviceStore(this.#deviceName, this.doc);
		this.#isDeviceRead = true;
		if (filesOf(this.doc).size > 0) this.isLoaded = true;
	}

	#told(event: RoomEvent): void {
		if (event.type === 'room-filling') this.percentFull = event.percent;
		else if (event.type === 'room-rules') this.#obey(event.rules);
		else if (event.type !== 'check') this.heard.tell(event);
		else if (this.#link.isAtRest && this.#isDeviceRead) void this.#checker.check(event);
	}

	#obey(rules: RoomRules): void {
		if (rules.version >= this.rules.version) this.rules = rules;
	}

	#welcomed(welcome: Welcome): void {
		this.role = welcome.role;
		this.percentFull = 0;
		this.self = welcome.user;
		this.awareness.setLocalStateField('user', welcome.user);
		this.heard.tell({ type: 'entered' });
	}

	readonly #filesChanged = (events: Y.YEvent<Y.AbstractType<unknown>>[]) => {
		// Typing changes texts, which are no part of the tree.
		if (events.some((event) => !(event.target instanceof Y.Text))) this.tree = readTree(this.doc);
	};

	readonly #awarenessChanged = () => {
		this.#peopleFrame ??= requestAnimationFrame(() => this.#refreshPeople());
	};

	#refreshPeople(): void {
		this.#peopleFrame = undefined;
		this.people = peopleOf(this.awareness.getStates(), this.awareness.clientID);
	}
}

export function createRoom(options: RoomOptions): Room {
	return new Room(options);
}

function secureRandom(): number {
	return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) / 2 ** 32;
}
