/** A caret as it stands in the visible part of the editor, and the width of the name that belongs to it; pixels. */
export type NamedCaret = {
	readonly left: number;
	readonly top: number;
	readonly lineHeight: number;
	readonly width: number;
};

/** Where a name goes: in which row above its line (or below it), and to which side of the caret. */
export type NamePlace = { readonly row: number; readonly isBelow: boolean; readonly isLeftward: boolean };

/** Pixels of one row of names; `cursors.css` has the same. */
export const NAME_HEIGHT_PX = 17;
/** Beyond this many rows a name is too far from its caret to be understood. */
const MOST_ROWS = 12;

type Box = { readonly left: number; readonly top: number; readonly right: number; readonly bottom: number };

/** Gives each name the nearest place that is inside the view and that no earlier name covers; above comes first. */
export function placeNames(carets: readonly NamedCaret[], viewWidth: number): NamePlace[] {
	const taken: Box[] = [];
	return carets.map((caret) => {
		const isLeftward = caret.left + caret.width > viewWidth && caret.left > caret.width;
		const places = candidates(caret, isLeftward);
		const place = places.find((each) => !taken.some((box) => overlap(box, boxOf(caret, each)))) ??
			places[0] ?? { row: 0, isBelow: true, isLeftward };
		taken.push(boxOf(caret, place));
		return place;
	});
}

function candidates(caret: NamedCaret, isLeftward: boolean): NamePlace[] {
	const places: NamePlace[] = [];
	for (let row = 0; row < MOST_ROWS; row++) {
		const above = { row, isBelow: false, isLeftward };
		if (boxOf(caret, above).top >= 0) places.push(above);
		places.push({ row, isBelow: true, isLeftward });
	}
	return places;
}

function boxOf(caret: NamedCaret, { row, isBelow, isLeftward }: NamePlace): Box {
	const left = isLeftward ? caret.left - caret.width : caret.left;
	const top = isBelow ? caret.top + caret.lineHeight + row * NAME_HEIGHT_PX : caret.top - (row + 1) * NAME_HEIGHT_PX;
	return { left, top, right: left + caret.width, bottom: top + NAME_HEIGHT_PX };
}

function overlap(a: Box, b: Box): boolean {
	return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
