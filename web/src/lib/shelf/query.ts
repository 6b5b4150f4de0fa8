import type { Shelf, ShelfOrder, ShelfQuery } from '@covibe/shared';

/** The lists of rooms, as they are called. */
export const SHELF_NAMES: Readonly<Record<Shelf, string>> = {
	all: 'All',
	mine: 'Yours',
	shared: 'Shared with you',
	archived: 'Put away',
	deleted: 'Deleted',
};
export const ORDER_NAMES: Readonly<Record<ShelfOrder, string>> = { recent: 'Last opened', name: 'Name' };

/** A room's name is shorter. */
const SEARCH_LENGTH = 80;

/** Reads what an address asks for; what makes no sense counts as not said. */
export function parseShelfQuery(parameters: URLSearchParams): ShelfQuery {
	const shelf = keyOf(SHELF_NAMES, parameters.get('list')) ?? 'all';
	const order = keyOf(ORDER_NAMES, parameters.get('sort')) ?? 'recent';
	return { shelf, order, search: (parameters.get('q') ?? '').trim().slice(0, SEARCH_LENGTH) };
}

/** The address of a list; without what is said by default. */
export function shelfAddress({ shelf, order, search }: ShelfQuery): string {
	const parameters = new URLSearchParams();
	if (search !== '') parameters.set('q', search);
	if (shelf !== 'all') parameters.set('list', shelf);
	if (order !== 'recent') parameters.set('sort', order);
	return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

function keyOf<Key extends string>(names: Readonly<Record<Key, string>>, value: string | null): Key | undefined {
	return value !== null && Object.hasOwn(names, value) ? (value as Key) : undefined;
}
