import type { FileId } from '@covibe/shared';
import type { EditorSession } from '../editor/session.svelte.ts';
import { watchFiles } from '../diagnostics/scannable.ts';
import { type Anchor, anchorAt, pointOf } from './anchor.ts';
import type { FilePoint, FoundPlace, FoundPlaces, FoundSymbol, OutlineEntry } from './messages.ts';
import { delayed, OutlineFeed } from './outline-feed.svelte.ts';
import { entriesAt } from './outline-rows.ts';
import { ProjectReader } from './project-reader.svelte.ts';
import { SymbolRename } from './symbol-rename.svelte.ts';

/** What the structure of code asks of the page round it. */
export type StructurePage = {
	/** Brings a file to the front. */
	open(file: FileId): void;
	active(): FileId | undefined;
	announce(text: string): void;
	/** An outline or where the caret is in it is in sight. */
	showsOutline(): boolean;
	showUsages(): void;
	/** Lets somebody choose one of several definitions. */
	choose(): void;
};

/** Where a name is used; `isReading` while files are still being read. */
export type Usages = {
	readonly name: string;
	readonly places: readonly FoundPlace[];
	readonly isReading: boolean;
};

const NO_NAME = 'There is no name here that can be looked up.';
/** How many symbols a search shows. */
const MOST_SYMBOLS = 100;
/** How many jumps can be gone back. */
const MOST_BACK = 50;
/** The list of usages is made anew when the project has rested, ms. */
const RENEW_MS = { pause: 800, latest: 4_000 };

/** What code is made of, for one person in a room: outline, symbols, definitions, usages, renaming. */
export class RoomStructure {
	readonly feed: OutlineFeed;
	readonly reader: ProjectReader;
	readonly rename: SymbolRename;
	readonly #session: EditorSession;
	readonly #page: StructurePage;
	usages: Usages | undefined = $state.raw();
	/** Definitions to choose from. */
	choices: FoundPlaces | undefined = $state.raw();
	symbols: readonly FoundSymbol[] = $state.raw([]);
	#usagesOf: Anchor | undefined;
	/** What is searched for now. */
	#query = '';
	#back: readonly FilePoint[] = $state.raw([]);

	readonly canGoBack: boolean = $derived.by(() => this.#back.length > 0);
	/** What stands round the caret, the outermost first. */
	readonly here: readonly OutlineEntry[] = $derived.by(() => {
		const { line, column } = this.#session.cursor;
		const { file, entries } = this.feed.outline;
		return file === this.#page.active() ? entriesAt(entries, { row: line - 1, column: column - 1 }) : [];
	});

	constructor(session: EditorSession, page: StructurePage) {
		this.#session = session;
		this.#page = page;
		this.feed = new OutlineFeed(session, { active: () => page.active(), isWanted: () => page.showsOutline() });
		this.reader = new ProjectReader(session.diagnostics);
		this.rename = new SymbolRename(session, this.reader, (text) => page.announce(text));
	}

	/** Where the caret is. */
	get caret(): FilePoint | undefined {
		const file = this.#page.active();
		const { line, column } = this.#session.cursor;
		return file && { file, row: line - 1, column: column - 1 };
	}

	/** Goes to a place, with the keyboard or without it. */
	goTo({ file, row, column }: FilePoint, { enter = true } = {}): void {
		const { caret } = this;
		if (caret && enter) this.#back = [...this.#back, caret].slice(-MOST_BACK);
		this.#show({ file, row, column }, enter);
	}

	/** To where the last jump began. */
	goBack(): void {
		const place = this.#back.at(-1);
		this.#back = this.#back.slice(0, -1);
		if (place) this.#show(place, true);
	}

	/** Goes to where the name at the caret is defined; from the definition itself to where it is used. */
	async goToDefinition(at: FilePoint | undefined = this.caret): Promise<void> {
		const found = at && (await this.#definition(at));
		if (!found) {
			this.#say(NO_NAME);
			return;
		}
		const [first, second] = found.places;
		if (!first) {
			this.#say(`“${found.name}” is not defined in this room.`);
			return;
		}
		if (second) {
			this.choices = found;
			this.#page.choose();
			return;
		}
		if (isAt(first, at)) await this.findUsages(at);
		else this.goTo(first);
	}

	/** Whether a click on a place would lead somewhere. */
	async leadsOn(at: FilePoint): Promise<boolean> {
		const unread = await this.reader.sync();
		const found = await this.#session.diagnostics.ask((remote) => remote.definition(at));
		return found !== undefined && (found.places.length > 0 || unread.length > 0);
	}

	/** Lists the places that use the name at the caret. */
	async findUsages(at: FilePoint | undefined = this.caret): Promise<void> {
		const text = at && this.#session.room.text(at.file);
		const unread = await this.reader.sync();
		const found = at && (await this.#references(at));
		if (!text || !found) {
			this.#say(NO_NAME);
			return;
		}
		const anchor = anchorAt(text, at);
		this.#usagesOf = anchor;
		const isReading = !found.isFinal && unread.length > 0;
		this.usages = { ...found, isReading };
		this.#page.showUsages();
		if (isReading) {
			await this.reader.readAll();
			await this.renewUsages();
		}
		if (this.#usagesOf !== anchor) return;
		const count = this.usages.places.length;
		this.#page.announce(`${count} ${count === 1 ? 'place uses' : 'places use'} ${found.name}.`);
	}

	/** Looks for the same again, in the texts as they are now. */
	async renewUsages(): Promise<void> {
		const anchor = this.#usagesOf;
		const at = anchor && pointOf(this.#session.room.text(anchor.file), anchor);
		if (!at) return;
		await this.reader.readAll();
		const found = await this.#references(at);
		// Where the name itself was changed, what was found last is still worth a look.
		if (found && this.#usagesOf === anchor) this.usages = { ...found, isReading: false };
	}

	/** Keeps the list of usages up to date; call it while it is in sight. */
	watchUsages(): () => void {
		const renew = delayed(() => void this.renewUsages(), RENEW_MS);
		const stop = watchFiles(this.#session.room.doc, () => renew.soon());
		return () => {
			stop();
			renew.stop();
		};
	}

	/** Asks for a new name of what stands at the caret. */
	async startRename(): Promise<void> {
		const { caret } = this;
		if (caret) await this.rename.start(caret);
	}

	/** Looks for symbols of the whole project by some letters. */
	async search(query: string): Promise<void> {
		this.#query = query;
		const unread = await this.reader.sync();
		await this.#searchOnce(query);
		if (unread.length === 0) return;
		await this.reader.readAll();
		await this.#searchOnce(query);
	}

	dispose(): void {
		this.reader.dispose();
		this.rename.dispose();
	}

	async #searchOnce(query: string): Promise<void> {
		if (this.#query !== query) return;
		const found = await this.#session.diagnostics.ask((remote) => remote.symbols(query, MOST_SYMBOLS));
		if (found && this.#query === query) this.symbols = found;
	}

	async #definition(at: FilePoint): Promise<FoundPlaces | undefined> {
		const unread = await this.reader.sync();
		const ask = () => this.#session.diagnostics.ask((remote) => remote.definition(at));
		const found = await ask();
		if (!found || found.isFinal || unread.length === 0) return found;
		await this.reader.readAll();
		return ask();
	}

	#references(at: FilePoint): Promise<FoundPlaces | undefined> {
		return this.#session.diagnostics.ask((remote) => remote.references(at));
	}

	#show({ file, row, column }: FilePoint, enter: boolean): void {
		this.#page.open(file);
		this.#session.target = { file, row, column, enter };
	}

	#say(words: string): void {
		this.#session.note(this.#session.cursor.line, words);
		this.#page.announce(words);
	}
}

const isAt = (place: FoundPlace, at: FilePoint) =>
	place.file === at.file &&
	place.row === at.row &&
	place.column <= at.column &&
	at.column <= place.column + place.length;
