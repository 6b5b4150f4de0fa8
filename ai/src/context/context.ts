import type { ChatMessage, FileId, TurnMode } from '@covibe/shared';
import type { FileSnapshot } from '../edits/snapshot.ts';
import { takeSnapshot } from '../edits/snapshot.ts';
import type { Message, PromptPart } from '../models/model.ts';
import { fenced } from './marked.ts';
import type { ProjectFile } from './project-files.ts';
import { MODE_RULES, RULES } from './rules.ts';
import { messageText } from './talk.ts';

export type ContextSource = {
	readonly files: readonly ProjectFile[];
	/** What was said before, oldest first. */
	readonly history: readonly ChatMessage[];
	readonly request: ChatMessage;
	readonly mode: TurnMode;
	/** Where the asker is. */
	readonly current: { readonly path: string } | undefined;
};

/** What a model is sent, and what of the files it was thereby shown. */
export type Context = {
	readonly system: readonly PromptPart[];
	readonly messages: readonly Message[];
	readonly shown: ReadonlyMap<FileId, FileSnapshot>;
};

/** Lays the prompt out, the most stable first, so that providers' caches hold the beginning. */
export function layOut({ files, history, request, mode, current }: ContextSource): Context {
	const shown = new Map(files.map(({ id, text }) => [id, takeSnapshot(text)]));
	const fileTexts = files.map(({ id, path }) => `${path}\n${fenced(shown.get(id)?.text ?? '')}`);
	const parts: PromptPart[] = [
		{ text: `# Files\n\n${fileTexts.join('\n')}\n`, cacheBreak: true },
		{ text: `# Chat\n\n${history.map(messageText).join('\n\n')}\n\n`, cacheBreak: true },
		{ text: requestText({ request, mode, current }) },
	];
	return { system: [{ text: RULES, cacheBreak: true }], messages: [{ role: 'user', parts }], shown };
}

function requestText({ request, mode, current }: Pick<ContextSource, 'request' | 'mode' | 'current'>): string {
	const place = current ? `The person who asks has ${current.path} open.\n\n` : '';
	return `# Request\n\n${place}${messageText(request)}\n\n${MODE_RULES[mode]}\n`;
}
