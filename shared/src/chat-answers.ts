import * as v from 'valibot';
import {
	type AiSettings,
	aiSettings,
	type ChatMessage,
	chatMessage,
	count,
	type ModelChoice,
	parseSentParts,
	type ProviderKeySummary,
	type ReadMark,
	readMark,
	type SentPart,
	type Thread,
	threadSummary,
	type Turn,
	turn,
} from './chat.ts';

/** A piece of a thread, with all that a page needs to show it. Messages oldest first, turns in the order of the queue. */
export type ChatPage = {
	readonly messages: readonly ChatMessage[];
	/** There are older ones. */
	readonly hasMore: boolean;
	readonly turns: readonly Turn[];
	readonly threads: readonly Thread[];
	readonly readMarks: readonly ReadMark[];
};

/** What a room used of the AI in a calendar month (UTC). */
export type MonthUsage = {
	readonly calls: number;
	readonly inputTokens: number;
	readonly outputTokens: number;
	/** Millionths of a US dollar, of the calls that have a price. */
	readonly microUsd: number;
	readonly unpricedCalls: number;
};

const chatPage = v.object({
	messages: v.array(chatMessage),
	hasMore: v.boolean(),
	turns: v.array(turn),
	threads: v.array(threadSummary),
	readMarks: v.array(readMark),
});
const posted = v.object({ message: chatMessage, turn: v.optional(turn) });
const found = v.object({ messages: v.array(chatMessage) });
const threadAnswer = v.object({ thread: threadSummary });
const turnAnswer = v.object({ turn });
const monthUsage = v.object({
	calls: count,
	inputTokens: count,
	outputTokens: count,
	microUsd: count,
	unpricedCalls: count,
});
const settingsAnswer = v.object({ settings: aiSettings, usage: v.optional(monthUsage) });
const modelChoices = v.object({
	models: v.array(
		v.object({
			id: v.string(),
			name: v.string(),
			provider: v.string(),
			isLocal: v.boolean(),
			isUsable: v.boolean(),
		}),
	),
	defaultModel: v.optional(v.string()),
});
const keySummary = v.object({
	id: v.string(),
	owner: v.picklist(['user', 'project']),
	provider: v.string(),
	lastFour: v.string(),
	createdAtMs: count,
});
const keyVerdict = v.object({ works: v.nullable(v.boolean()), message: v.string() });
const contextAnswer = v.object({ parts: v.unknown() });
const keySummaries = v.object({ keys: v.array(keySummary) });

/** What the chat's endpoints answer. Each of these throws an Error when the answer is of another shape. */
export function parseChatPage(value: unknown): ChatPage {
	return v.parse(chatPage, value) as ChatPage;
}

export function parsePosted(value: unknown): { readonly message: ChatMessage; readonly turn: Turn | undefined } {
	const { message, turn: asked } = v.parse(posted, value);
	return { message: message as ChatMessage, turn: asked as Turn | undefined };
}

export function parseFoundMessages(value: unknown): readonly ChatMessage[] {
	return v.parse(found, value).messages as ChatMessage[];
}

export function parseThreadAnswer(value: unknown): Thread {
	return v.parse(threadAnswer, value).thread;
}

export function parseTurnAnswer(value: unknown): Turn {
	return v.parse(turnAnswer, value).turn as Turn;
}

export function parseSettingsAnswer(value: unknown): {
	readonly settings: AiSettings;
	readonly usage: MonthUsage | undefined;
} {
	const { settings, usage } = v.parse(settingsAnswer, value);
	return { settings: settings as AiSettings, usage };
}

export function parseModelChoices(value: unknown): {
	readonly models: readonly ModelChoice[];
	readonly defaultModel: string | undefined;
} {
	const { models, defaultModel } = v.parse(modelChoices, value);
	return { models, defaultModel };
}

export function parseKeyVerdict(value: unknown): { readonly works: boolean | null; readonly message: string } {
	return v.parse(keyVerdict, value);
}

export function parseContextAnswer(value: unknown): readonly SentPart[] {
	return parseSentParts(v.parse(contextAnswer, value).parts);
}

export function parseKeySummaries(value: unknown): readonly ProviderKeySummary[] {
	return v.parse(keySummaries, value).keys;
}
