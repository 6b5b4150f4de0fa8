import type { CodeEditorWidget } from '../editor/monaco.ts';
import { captureView, restoreView } from '../editor/view-anchor.ts';
import type { Change } from './changes.ts';
import { Ghost } from './ghost.ts';

/** As `.review-gutter`: the bar of old text stands over the one of new lines. */
const BAR_LEFT_PX = 4;

/** One stretch of old text in the editor; it is the view zone that Monaco asks for its height and place. */
type Zone = {
	readonly ghost: Ghost;
	readonly domNode: HTMLElement;
	readonly marginDomNode: HTMLElement;
	zoneId: string;
	afterLineNumber: number;
	heightInLines: number;
	change: Change;
};

/** The old text of all changes of one file, between its lines. What is in view stays where it is. */
export class OldText {
	readonly #widget: CodeEditorWidget;
	/** By hunk and how-manieth change of it. */
	readonly #zones = new Map<string, Zone>();
	#lineCount = 0;

	constructor(widget: CodeEditorWidget) {
		this.#widget = widget;
	}

	/** Call it when another model is shown: Monaco has dropped the zones of the one before. */
	forget(): void {
		this.#zones.clear();
	}

	draw(changes: readonly Change[]): void {
		const wanted = keyed(changes.filter(({ oldLines }) => oldLines.length > 0));
		if (wanted.size === 0 && this.#zones.size === 0) return;
		const lineCount = this.#widget.getModel()?.getLineCount() ?? 0;
		// Monaco moves zones along with lines, not always to the side that is meant.
		let isMoved = lineCount !== this.#lineCount;
		this.#lineCount = lineCount;
		const gone = new Set<string>();
		for (const [key, zone] of this.#zones) {
			const change = wanted.get(key);
			if (!change || !zone.ghost.isOf(change.oldLines)) gone.add(key);
			else isMoved = follow(zone, change) || isMoved;
		}
		const added = [...wanted].filter(([key]) => !this.#zones.has(key) || gone.has(key));
		if (!isMoved && gone.size + added.length === 0) return;
		this.#change((accessor) => {
			for (const [key, zone] of this.#zones) {
				if (!gone.has(key)) accessor.layoutZone(zone.zoneId);
				else {
					accessor.removeZone(zone.zoneId);
					this.#zones.delete(key);
				}
			}
			for (const [key, change] of added) {
				const zone = this.#make(change);
				zone.zoneId = accessor.addZone(zone);
				this.#zones.set(key, zone);
			}
		});
	}

	changeOf(zoneId: string): Change | undefined {
		return this.#zone(zoneId)?.change;
	}

	toggle(zoneId: string): void {
		const zone = this.#zone(zoneId);
		if (zone) this.#fold([zone], !zone.ghost.isFolded);
	}

	toggleAll(): void {
		const zones = [...this.#zones.values()];
		this.#fold(
			zones,
			zones.some(({ ghost }) => !ghost.isFolded),
		);
	}

	#fold(zones: readonly Zone[], isFolded: boolean): void {
		this.#change((accessor) => {
			for (const zone of zones) {
				zone.ghost.fold(isFolded);
				zone.heightInLines = zone.ghost.rows;
				accessor.layoutZone(zone.zoneId);
			}
		});
	}

	/** Lines above the view come and go without the view moving. */
	#change(act: Parameters<CodeEditorWidget['changeViewZones']>[0]): void {
		const model = this.#widget.getModel();
		const anchor = model && captureView(this.#widget, model);
		this.#widget.changeViewZones(act);
		if (anchor) restoreView(this.#widget, model, anchor);
	}

	#make(change: Change): Zone {
		const ghost = new Ghost(change.oldLines, (node) => this.#widget.applyFontInfo(node));
		ghost.margin.style.setProperty('--bar-left', `${this.#widget.getLayoutInfo().decorationsLeft + BAR_LEFT_PX}px`);
		return {
			ghost,
			domNode: ghost.node,
			marginDomNode: ghost.margin,
			zoneId: '',
			afterLineNumber: change.firstLine - 1,
			heightInLines: ghost.rows,
			change,
		};
	}

	#zone(zoneId: string): Zone | undefined {
		return [...this.#zones.values()].find((zone) => zone.zoneId === zoneId);
	}
}

function keyed(changes: readonly Change[]): ReadonlyMap<string, Change> {
	const seen = new Map<string, number>();
	return new Map(
		changes.map((change) => {
			const before = seen.get(change.hunk) ?? 0;
			seen.set(change.hunk, before + 1);
			return [`${change.hunk} ${before}`, change];
		}),
	);
}

/** @returns true when the zone stands elsewhere now. */
function follow(zone: Zone, change: Change): boolean {
	zone.change = change;
	const isMoved = zone.afterLineNumber !== change.firstLine - 1;
	zone.afterLineNumber = change.firstLine - 1;
	return isMoved;
}
