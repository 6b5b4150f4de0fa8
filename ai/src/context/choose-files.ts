import type { ChatMessage, FileId, Presence, UserId } from '@covibe/shared';
import type { LineRange } from './windows.ts';
import type { ProjectFile } from './project-files.ts';

/** Why a file is shown; the first that fits counts. */
export type Reason = 'pointed at' | 'open' | 'named' | 'open to others' | 'rest';

export type RankedFile = {
	readonly file: ProjectFile;
	readonly reason: Reason;
	/** The lines that matter most; undefined for the whole. */
	readonly focus: LineRange | undefined;
};

export type Signs = {
	readonly request: ChatMessage;
	readonly askerId: UserId;
	readonly presences: readonly Presence[];
	/** Where the asker's caret is, when it is known. */
	readonly caretLine: number | undefined;
};

/** So many lines round a caret are what a person looks at. */
const CARET_LINES = 20;

/** Puts the files of a project in order of what they matter to a request. */
export function rankFiles(files: readonly ProjectFile[], signs: Signs): RankedFile[] {
	const pointed = pointedAt(signs.request);
	const asker = signs.presences.find(({ user }) => user?.kind === 'person' && user.id === signs.askerId);
	const others = new Set(signs.presences.flatMap(({ user, file }) => (user?.kind === 'person' && file ? [file] : [])));
	const words = wordsOf(signs.request.text);
	const ranked = files.map((file): RankedFile => {
		const focus = pointed.get(file.id);
		if (pointed.has(file.id)) return { file, reason: 'pointed at', focus };
		if (asker?.file === file.id) return { file, reason: 'open', focus: aroundCaret(signs.caretLine) };
		if (isNamed(file.path, words)) return { file, reason: 'named', focus: undefined };
		return { file, reason: others.has(file.id) ? 'open to others' : 'rest', focus: undefined };
	});
	return ranked.sort((one, other) => ORDER.indexOf(one.reason) - ORDER.indexOf(other.reason));
}

const ORDER: readonly Reason[] = ['pointed at', 'open', 'named', 'open to others', 'rest'];

function aroundCaret(line: number | undefined): LineRange | undefined {
	return line === undefined ? undefined : { from: line - CARET_LINES, to: line + CARET_LINES };
}

function pointedAt({ mentions }: ChatMessage): Map<FileId, LineRange | undefined> {
	const found = new Map<FileId, LineRange | undefined>();
	for (const mention of mentions) {
		if (mention.kind === 'file' && !found.has(mention.file)) found.set(mention.file, undefined);
		if (mention.kind === 'selection') found.set(mention.file, { from: mention.fromLine, to: mention.toLine });
		if (mention.kind === 'problem') found.set(mention.file, { from: mention.line, to: mention.line });
	}
	return found;
}

export function wordsOf(text: string): ReadonlySet<string> {
	const words = text.match(/[\p{L}\p{N}_@.()[\]/-]+/gu) ?? [];
	return new Set(words.map((word) => word.replace(/^[@(]+|[.,)]+$/g, '').toLowerCase()));
}

/** Spoken of by its path, by its name, or by its name without the ending when that is no everyday word. */
function isNamed(path: string, words: ReadonlySet<string>): boolean {
	const lower = path.toLowerCase();
	const name = lower.slice(lower.lastIndexOf('/') + 1);
	const stem = name.replace(/\.[^.]+$/, '');
	return words.has(lower) || words.has(name) || (/[-_.\d]/.test(stem) && stem.length >= 5 && words.has(stem));
}
