/** What a list of rooms is of. A deleted room is seen by its owner alone. */
export type Shelf = 'all' | 'mine' | 'shared' | 'archived' | 'deleted';
export type ShelfOrder = 'recent' | 'name';

export type ShelfQuery = {
	readonly shelf: Shelf;
	/** A part of the name, whatever its case; empty: all. */
	readonly search: string;
	readonly order: ShelfOrder;
};
