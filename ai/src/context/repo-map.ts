import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import { languageOfPath } from '@covibe/shared/diagnostics';
import type { Tagger } from '@covibe/shared/diagnostics/node';
import type { Tags } from '@covibe/shared/structure';
import { rankDefinitions, type MapFile } from './rank.ts';
import { maskSecrets } from './secrets.ts';

export type MapSource = { readonly path: string; readonly text: string };

/** A line of code is told by so much of it. */
const LINE_UNITS = 110;
/** Generated or data: its names help nobody. */
const LARGEST_FILE = 200_000;
/** New text that one turn may parse: some two seconds of this process, in slices of one file. */
const MOST_NEW_UNITS = 1_500_000;
const CACHED_FILES = 4_000;

/** Says what files of a project define, the most useful for a request first. Keeps what it read of each text. */
export class RepoMap {
	readonly #tagger: Tagger;
	readonly #known = new Map<string, MapFile>();

	constructor(tagger: Tagger) {
		this.#tagger = tagger;
	}

	/** At most so many units; files that are shown whole are left out, and lead to the others. */
	async build(
		sources: readonly MapSource[],
		{ shown, words, units }: { shown: ReadonlySet<string>; words: ReadonlySet<string>; units: number },
	): Promise<string> {
		const files: MapFile[] = [];
		let newUnits = 0;
		for (const source of sources) {
			const isKnown = this.#known.has(keyOf(source));
			if (!isKnown && (newUnits += source.text.length) > MOST_NEW_UNITS) continue;
			const file = await this.#read(source);
			if (file) files.push(file);
		}
		const ranked = rankDefinitions(files, { shown, words });
		const chosen = new Map<string, Map<number, string>>();
		let left = units;
		for (const { path, line, text } of ranked) {
			if (shown.has(path) || chosen.get(path)?.has(line)) continue;
			left -= text.length + 8 + (chosen.has(path) ? 0 : path.length + 2);
			if (left < 0) break;
			chosen.set(path, (chosen.get(path) ?? new Map<number, string>()).set(line, text));
		}
		return write(chosen);
	}

	async #read(source: MapSource): Promise<MapFile | undefined> {
		const language = languageOfPath(source.path);
		if (!language || source.text.length > LARGEST_FILE) return undefined;
		const key = keyOf(source);
		const known = this.#known.get(key);
		if (known) {
			// The most recently used go last.
			this.#known.delete(key);
			this.#known.set(key, known);
			return known;
		}
		await breathe();
		const tags = await this.#tagger.tags(language.id, source.text);
		if (!tags) return undefined;
		const file = summarise(source, tags);
		this.#known.set(key, file);
		for (const oldest of this.#known.keys()) {
			if (this.#known.size <= CACHED_FILES) break;
			this.#known.delete(oldest);
		}
		return file;
	}
}

function keyOf({ path, text }: MapSource): string {
	return `${path}\n${createHash('sha1').update(text).digest('base64')}`;
}

function summarise({ path, text }: MapSource, { definitions, occurrences }: Tags): MapFile {
	const counts = new Map<string, number>();
	for (const { name, scope } of occurrences) if (!scope) counts.set(name, (counts.get(name) ?? 0) + 1);
	const starts = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
	return {
		path,
		references: counts,
		definitions: definitions
			.filter(({ isLocal }) => !isLocal)
			.map(({ name, nameSpan }) => {
				const line = lineAt(starts, nameSpan.start);
				const whole = text.slice(starts[line - 1], starts[line] ?? text.length).trimEnd();
				return { name, line, text: maskSecrets(whole).slice(0, LINE_UNITS) };
			}),
	};
}

function lineAt(starts: readonly number[], offset: number): number {
	let [low, high] = [0, starts.length];
	while (high - low > 1) {
		const middle = (low + high) >> 1;
		if ((starts[middle] ?? 0) <= offset) low = middle;
		else high = middle;
	}
	return low + 1;
}

function write(chosen: ReadonlyMap<string, ReadonlyMap<number, string>>): string {
	return [...chosen.entries()]
		.sort(([one], [other]) => (one < other ? -1 : 1))
		.map(([path, lines]) => {
			const sorted = [...lines.entries()].sort(([one], [other]) => one - other);
			return `${path}\n${sorted.map(([line, text]) => `${line}: ${text}`).join('\n')}`;
		})
		.join('\n\n');
}
