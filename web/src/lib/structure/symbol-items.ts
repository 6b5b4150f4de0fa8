import { nameOf, parentOf } from '../files/tree.ts';
import type { PickerItem } from '../workbench/picker-item.ts';
import type { FilePoint, FoundPlace, FoundSymbol } from './messages.ts';
import { type FlatEntry, kindWords } from './outline-rows.ts';
import { SYMBOL_ICONS } from './symbol-icons.ts';
import type { FileId } from '@covibe/shared';

/** A line of a picker, and where it leads. */
export type PlaceItem = { readonly item: PickerItem; readonly at: readonly number[]; readonly place: FilePoint };

/** What a file defines, in the order of the text; `file` is where it stands. */
export function entryItems(file: FileId, entries: readonly FlatEntry[]): PlaceItem[] {
	return entries.map(({ entry, level, container }, index) => ({
		item: {
			id: String(index),
			text: entry.name,
			icon: SYMBOL_ICONS[entry.kind],
			detail: container === undefined ? kindWords(entry.kind) : `${kindWords(entry.kind)} of ${container}`,
			level,
		},
		at: [],
		place: { file, ...entry.at },
	}));
}

/** Each under an id that it has in every answer: what was chosen may be looked up in the next one. */
export function symbolItems(symbols: readonly FoundSymbol[]): PlaceItem[] {
	const items = symbols.map(({ name, kind, container, path, marks, file, row, column }) => ({
		item: {
			id: `${file} ${row} ${column} ${name}`,
			text: name,
			icon: SYMBOL_ICONS[kind],
			detail: container === undefined ? path : `${container}, ${path}`,
		},
		at: marks,
		place: { file, row, column },
	}));
	return [...new Map(items.map((each) => [each.item.id, each])).values()];
}

export function placeItems(places: readonly FoundPlace[]): PlaceItem[] {
	return places.map(({ path, line, file, row, column }, index) => ({
		item: {
			id: String(index),
			text: `${nameOf(path)}:${row + 1}`,
			detail: [line.trim(), parentOf(path)].filter((part) => part !== '').join('  –  '),
		},
		at: [],
		place: { file, row, column },
	}));
}
