import type { TreeListRow } from '../ui/tree-list.ts';
import type { FoundPlace } from './messages.ts';

export type UsageRow = TreeListRow &
	(
		| { readonly kind: 'file'; readonly path: string; readonly count: number; readonly first: FoundPlace }
		| { readonly kind: 'place'; readonly place: FoundPlace }
	);

/** The lines of the list of usages: each file with its places, in the order of the text. */
export function usageRows(places: readonly FoundPlace[], folded: ReadonlySet<string>): UsageRow[] {
	const byPath = new Map<string, FoundPlace[]>();
	for (const place of places) byPath.set(place.path, [...(byPath.get(place.path) ?? []), place]);
	return [...byPath].flatMap(([path, found], index): UsageRow[] => {
		const isOpen = !folded.has(path);
		const [first] = found;
		if (!first) return [];
		const label = `${path}, ${found.length} ${found.length === 1 ? 'place' : 'places'}`;
		const group = { kind: 'file', path, count: found.length, first, level: 1, key: path, name: path, label } as const;
		const place = { position: index + 1, siblings: byPath.size, isOpen };
		return [{ ...group, ...place }, ...(isOpen ? found.map((each, at) => placeRow(each, at, found.length)) : [])];
	});
}

function placeRow(place: FoundPlace, index: number, siblings: number): UsageRow {
	const { path, row, column, line } = place;
	const key = `${path}:${row}:${column}`;
	const label = `Line ${row + 1}: ${line.trim()}`;
	const isOpen = undefined;
	return { kind: 'place', place, level: 2, key, position: index + 1, siblings, isOpen, name: line, label };
}
