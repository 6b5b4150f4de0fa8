/** Where a name would be shown: a line, the column of the caret, the width of the name in characters. */
export type LabelPlace = { readonly line: number; readonly column: number; readonly width: number };

/** The row of each name above its line, 0 being the nearest: names that would cover each other are stacked. */
export function labelRows(places: readonly LabelPlace[]): number[] {
	const rows: number[] = [];
	const taken: { line: number; row: number; end: number }[] = [];
	const order = places.map((_, index) => index).sort((a, b) => compare(places[a], places[b]) || a - b);
	for (const index of order) {
		const place = places[index];
		if (!place) continue;
		const inTheWay = taken.filter(({ line, end }) => line === place.line && end > place.column);
		let row = 0;
		while (inTheWay.some((other) => other.row === row)) row++;
		rows[index] = row;
		taken.push({ line: place.line, row, end: place.column + place.width });
	}
	return rows;
}

function compare(a: LabelPlace | undefined, b: LabelPlace | undefined): number {
	if (!a || !b) return 0;
	return a.line - b.line || a.column - b.column;
}
