import type { FileId } from '@covibe/shared';
import { type FileSnapshot, takeSnapshot } from '../edits/snapshot.ts';
import type { RankedFile } from './choose-files.ts';
import { fenced } from './marked.ts';
import type { ProjectFile } from './project-files.ts';
import { maskSecrets } from './secrets.ts';
import { coverOutside, joinRanges, type LineRange, showRanges, windowAround } from './windows.ts';

/** A file as it goes into a prompt. */
export type ShownFile = {
	readonly file: ProjectFile;
	readonly snapshot: FileSnapshot;
	readonly text: string;
	/** Undefined when it is shown whole. */
	readonly range: LineRange | undefined;
	/** Places that were covered. */
	readonly covered: number;
};

/** Beyond it the files that nobody spoke of are told by the map alone. */
const SMALL_PROJECT_UNITS = 60_000;
/** Less of a file than this tells nothing. */
const LEAST_UNITS = 600;

/** Takes what fits, in the order of what matters: whole files, or the lines round the place that is spoken of. */
export function chooseShown(
	ranked: readonly RankedFile[],
	budget: { readonly current: number; readonly files: number },
): ShownFile[] {
	const shown: ShownFile[] = [];
	const isPrimary = ({ reason }: RankedFile) => reason !== 'rest' && reason !== 'open to others';
	let left = budget.current;
	for (const { file, focus } of ranked.filter(isPrimary)) {
		const entry = showFile(file, { focus, units: left });
		if (!entry) continue;
		left -= entry.text.length;
		shown.push(entry);
	}
	left = Math.max(0, left) + budget.files;
	const others = ranked.filter((each) => !isPrimary(each));
	const isSmall = others.reduce((sum, { file }) => sum + file.text.length, 0) <= Math.min(left, SMALL_PROJECT_UNITS);
	for (const { file, reason } of others) {
		if ((reason === 'rest' && !isSmall) || file.text.length > left) continue;
		const entry = showFile(file, { focus: undefined, units: left });
		if (!entry) continue;
		left -= entry.text.length;
		shown.push(entry);
	}
	// By path, so that the same files are the same bytes in the next prompt; those that matter stand last.
	const primary = new Set(ranked.filter(isPrimary).map(({ file }) => file.id));
	const byPath = (one: ShownFile, other: ShownFile) => (one.file.path < other.file.path ? -1 : 1);
	return [...shown].sort(
		(one, other) => Number(primary.has(one.file.id)) - Number(primary.has(other.file.id)) || byPath(one, other),
	);
}

function showFile(
	file: ProjectFile,
	{ focus, units }: { focus: LineRange | undefined; units: number },
): ShownFile | undefined {
	if (file.text.length <= units) return showWhole(file);
	if (units < LEAST_UNITS) return undefined;
	const centre = focus ?? { from: 1, to: 1 };
	return showPart(file, [windowAround(file.text.toString(), centre, units)]);
}

export function showWhole(file: ProjectFile): ShownFile {
	const snapshot = takeSnapshot(file.text, maskSecrets);
	const text = `${file.path}\n${fenced(snapshot.text)}`;
	return { file, snapshot, text, range: undefined, covered: countCovered(snapshot) };
}

export function showPart(file: ProjectFile, wanted: readonly LineRange[]): ShownFile {
	const ranges = joinRanges(wanted, file.text.toString().split('\n').length);
	const masked = takeSnapshot(file.text, maskSecrets);
	const snapshot = { ...masked, text: coverOutside(masked.text, ranges) };
	const text = `${file.path}\n${fenced(showRanges(masked.text, ranges))}`;
	return { file, snapshot, text, range: ranges[0], covered: countCovered(snapshot) };
}

function countCovered({ text, real }: FileSnapshot): number {
	return text === real ? 0 : (text.match(/‹withheld·*›/g) ?? []).length;
}

export function snapshotsOf(shown: readonly ShownFile[]): Map<FileId, FileSnapshot> {
	return new Map(shown.map(({ file, snapshot }) => [file.id, snapshot]));
}
