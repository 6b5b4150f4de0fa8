/** What the map knows of a file. */
export type MapFile = {
	readonly path: string;
	readonly definitions: readonly MapDefinition[];
	/** How often it speaks of a name. */
	readonly references: ReadonlyMap<string, number>;
};

export type MapDefinition = { readonly name: string; readonly line: number; readonly text: string };
export type RankedDefinition = MapDefinition & { readonly path: string; readonly rank: number };

const ROUNDS = 15;
const DAMPING = 0.85;
/** A name that so many files define says little about any of them. */
const COMMON_DEFINERS = 5;
const TELLING_LENGTH = 8;

type Edge = { readonly from: number; readonly to: number; readonly name: string; readonly weight: number };

/**
 * Orders definitions by how much the files that are shown, and the words of the request, lead to them: the rank of a
 * page that links come to, with names as links.
 */
export function rankDefinitions(
	files: readonly MapFile[],
	{ shown, words }: { shown: ReadonlySet<string>; words: ReadonlySet<string> },
): RankedDefinition[] {
	const edges = edgesOf(files, { shown, words });
	const ranks = pageRank(files, edges, shown);
	const outgoing = sumBy(edges, ({ from }) => from);
	const byDefinition = new Map<string, number>();
	for (const { from, to, name, weight } of edges) {
		const key = `${to} ${name}`;
		const flow = ((ranks[from] ?? 0) * weight) / (outgoing.get(from) ?? 1);
		byDefinition.set(key, (byDefinition.get(key) ?? 0) + flow);
	}
	return files
		.flatMap(({ path, definitions }, index) =>
			definitions.map((each) => ({ ...each, path, rank: byDefinition.get(`${index} ${each.name}`) ?? 0 })),
		)
		.sort((one, other) => other.rank - one.rank || (one.path < other.path ? -1 : 1) || one.line - other.line);
}

function edgesOf(
	files: readonly MapFile[],
	{ shown, words }: { shown: ReadonlySet<string>; words: ReadonlySet<string> },
): Edge[] {
	const definers = new Map<string, Set<number>>();
	for (const [index, { definitions }] of files.entries())
		for (const { name } of definitions) definers.set(name, (definers.get(name) ?? new Set<number>()).add(index));
	return files.flatMap(({ path, references }, from) =>
		[...references].flatMap(([name, count]) => {
			const targets = definers.get(name);
			if (!targets) return [];
			const weight = weightOf(name, { definers: targets.size, words }) * Math.sqrt(count) * (shown.has(path) ? 50 : 1);
			return [...targets].flatMap((to) => (to === from ? [] : { from, to, name, weight }));
		}),
	);
}

function weightOf(name: string, told: { definers: number; words: ReadonlySet<string> }): number {
	let weight = 1;
	if (told.words.has(name.toLowerCase())) weight *= 10;
	if (name.length >= TELLING_LENGTH && /[a-z][A-Z]|_|-/.test(name)) weight *= 10;
	if (name.startsWith('_')) weight *= 0.1;
	if (told.definers > COMMON_DEFINERS) weight *= 0.1;
	return weight;
}

function pageRank(files: readonly MapFile[], edges: readonly Edge[], shown: ReadonlySet<string>): readonly number[] {
	const starts = files.map(({ path }) => (shown.has(path) ? 1 : 0));
	const total = starts.reduce<number>((sum, each) => sum + each, 0);
	const base = starts.map((start) => (total === 0 ? 1 / files.length : start / total));
	const outgoing = sumBy(edges, ({ from }) => from);
	let ranks = base;
	for (let round = 0; round < ROUNDS; round++) {
		const next = base.map((each) => (1 - DAMPING) * each);
		for (const { from, to, weight } of edges)
			next[to] = (next[to] ?? 0) + (DAMPING * (ranks[from] ?? 0) * weight) / (outgoing.get(from) ?? 1);
		ranks = next;
	}
	return ranks;
}

function sumBy(edges: readonly Edge[], key: (edge: Edge) => number): ReadonlyMap<number, number> {
	const sums = new Map<number, number>();
	for (const edge of edges) sums.set(key(edge), (sums.get(key(edge)) ?? 0) + edge.weight);
	return sums;
}
