import type { Definition, Stretch, Tags } from './tags.ts';

export type OutlineItem = Pick<Definition, 'name' | 'kind' | 'nameSpan' | 'whole'> & {
	readonly children: readonly OutlineItem[];
};

/** What a text defines, nested as it stands; without what is local to a function. */
export function outlineOf({ definitions }: Pick<Tags, 'definitions'>): OutlineItem[] {
	type Open = OutlineItem & { readonly children: Open[] };
	const roots: Open[] = [];
	const items = new Map<number, Open>();
	for (const [place, definition] of definitions.entries()) {
		if (definition.isLocal) continue;
		const { name, kind, nameSpan, whole } = definition;
		const item: Open = { name, kind, nameSpan, whole, children: [] };
		items.set(place, item);
		const outer = definition.container === undefined ? undefined : items.get(definition.container);
		(outer?.children ?? roots).push(item);
	}
	return roots;
}

/** The items round an offset, the outermost first: what breadcrumbs show. */
export function outlinePath(items: readonly OutlineItem[], offset: number): OutlineItem[] {
	const item = items.findLast(({ whole }) => holdsOffset(whole, offset));
	return item ? [item, ...outlinePath(item.children, offset)] : [];
}

const holdsOffset = ({ start, end }: Stretch, offset: number) => start <= offset && offset <= end;
