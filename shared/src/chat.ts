import * as v from 'valibot';
import { CovibeError } from './errors.ts';
import { LIMITS } from './limits.ts';
import { type FileId, parseFileId, parseUserId, type UserId } from './names.ts';
import { PERSON_COLOURS } from './presence.ts';

declare const brand: unique symbol;
type Branded<Name extends string> = string & { readonly [brand]: Name };

/** 22 base64url characters, as all ids of rows. */
export type MessageId = Branded<'MessageId'>;
/** A conversation of a project. The first one of a project, the chat that everybody sees, has the project's own id. */
export type ThreadId = Branded<'ThreadId'>;
/** One request to the AI and all that it does. */
export type TurnId = Branded<'TurnId'>;

const ID_PATTERN = /^[A-Za-z0-9_-]{22}$/;

export function parseMessageId(value: unknown): MessageId | undefined {
	return typeof value === 'string' && ID_PATTERN.test(value) ? (value as MessageId) : undefined;
}

export function parseThreadId(value: unknown): ThreadId | undefined {
	return typeof value === 'string' && ID_PATTERN.test(value) ? (value as ThreadId) : undefined;
}

export function parseTurnId(value: unknown): TurnId | undefined {
	return typeof value === 'string' && ID_PATTERN.test(value) ? (value as TurnId) : undefined;
}

/** A person, as the chat names them. `name` and `colour` are those of now, not of then. */
export type ChatPerson = {
	readonly id: UserId;
	readonly name: string;
	/** Index into the palette of people's colours. */
	readonly colour: number;
};

export type ChatAuthor =
	| ({ readonly kind: 'person' } & ChatPerson)
	| { readonly kind: 'agent'; readonly name: string; readonly model: string; readonly askedBy: ChatPerson | undefined }
	/** A person whose account was deleted; what they said stays. */
	| { readonly kind: 'gone' };

/** What a message points at, beside its words. Lines count from 1, both ends included. */
export type Mention =
	| { readonly kind: 'person'; readonly user: UserId }
	| { readonly kind: 'agent'; readonly model?: string | undefined }
	| { readonly kind: 'file'; readonly file: FileId; readonly path: string }
	| {
			readonly kind: 'selection';
			readonly file: FileId;
			readonly path: string;
			readonly fromLine: number;
			readonly toLine: number;
	  }
	| {
			readonly kind: 'problem';
			readonly file: FileId;
			readonly path: string;
			readonly line: number;
			readonly rule: string;
			readonly message: string;
	  };

export type ChatMessage = {
	readonly id: MessageId;
	readonly thread: ThreadId;
	/** Orders messages, oldest first; grows, with gaps. */
	readonly position: number;
	/** Grows with every change of this message: of two copies the higher one is true. */
	readonly version: number;
	readonly author: ChatAuthor;
	/** Markdown; empty when deleted. */
	readonly text: string;
	readonly mentions: readonly Mention[];
	readonly replyTo: MessageId | undefined;
	/** Epoch ms. */
	readonly createdAtMs: number;
	readonly editedAtMs: number | undefined;
	readonly isDeleted: boolean;
	/** The turn that it asked for, or that it is the answer of. */
	readonly turn: TurnId | undefined;
};

export type Thread = {
	readonly id: ThreadId;
	readonly title: string;
	readonly isMain: boolean;
	/** Epoch ms. */
	readonly createdAtMs: number;
	/** Position of its last message; 0 without one. */
	readonly lastPosition: number;
};

/** `waiting`: for a person, who is to approve a plan. */
export const TURN_STATES = ['queued', 'running', 'waiting', 'done', 'failed', 'cancelled'] as const;
export type TurnState = (typeof TURN_STATES)[number];

/** `ask` answers and changes nothing; `plan` proposes, and edits after approval. */
export const TURN_MODES = ['edit', 'ask', 'plan'] as const;
export type TurnMode = (typeof TURN_MODES)[number];

/** Sums over all attempts of a turn. */
export type TurnUsage = {
	/** Tokens read at the full price: without those that the provider had cached. */
	readonly inputTokens: number;
	readonly cachedTokens: number;
	readonly outputTokens: number;
	/** Millionths of a US dollar; undefined for a model without a price. */
	readonly microUsd: number | undefined;
	/** Some figure is a guess, since the provider sent none. */
	readonly isEstimated: boolean;
};

/** One thing that a turn did or could not do, for the person. */
export type TurnOutcome = {
	readonly kind: 'edited' | 'created' | 'deleted' | 'renamed' | 'contested' | 'refused' | 'checked' | 'withheld';
	readonly path?: string | undefined;
	/** A sentence. */
	readonly detail: string;
};

/** A part of what a turn sent to its model, for the person: what it was, and how much. */
export type SentPart = {
	readonly kind: 'rules' | 'list' | 'map' | 'file' | 'history' | 'problems' | 'request' | 'tool';
	/** UTF-16 units. */
	readonly characters: number;
	/** Of a file, or what a tool was asked for. */
	readonly path?: string | undefined;
	/** When not all of a file was sent; lines count from 1, both ends included. */
	readonly fromLine?: number | undefined;
	readonly toLine?: number | undefined;
	/** Places that look like secrets and were covered. */
	readonly covered?: number | undefined;
	/** Of the chat: how many messages were sent, and how many older ones were not. */
	readonly messages?: number | undefined;
	readonly leftOut?: number | undefined;
};

export type Turn = {
	readonly id: TurnId;
	readonly thread: ThreadId;
	/** The message that asked. */
	readonly message: MessageId;
	/** The message that answered; from the end on. */
	readonly answer: MessageId | undefined;
	readonly state: TurnState;
	readonly version: number;
	/** Grows each time a worker takes the turn; text of a lower epoch is void from where the higher one began. */
	readonly epoch: number;
	readonly asker: ChatPerson | undefined;
	readonly model: string;
	readonly mode: TurnMode;
	/** What is written so far, as it was last stored; empty once the answer is a message. */
	readonly text: string;
	readonly usage: TurnUsage | undefined;
	readonly outcomes: readonly TurnOutcome[];
	/** Why it failed, as a sentence. */
	readonly failure: string | undefined;
	/** Epoch ms. */
	readonly createdAtMs: number;
	readonly endedAtMs: number | undefined;
};

/** True when nothing more comes of a turn. */
export function isOver(state: TurnState): boolean {
	return state === 'done' || state === 'failed' || state === 'cancelled';
}

/** How far a person has read in a thread. */
export type ReadMark = { readonly user: UserId; readonly thread: ThreadId; readonly position: number };

/** Who may ask the AI in a room, among those whose role lets them. */
export const AI_AUDIENCES = ['nobody', 'owner', 'editors'] as const;

export type AiSettings = {
	/** Undefined: the installation's. */
	readonly defaultModel: string | undefined;
	/** Nothing of this room goes to a provider outside of the installation's own machines. */
	readonly isLocalOnly: boolean;
	readonly audience: (typeof AI_AUDIENCES)[number];
	/** Millionths of a US dollar in a calendar month (UTC); undefined: no cap. */
	readonly monthlyCapMicroUsd: number | undefined;
};

/** A model that may be chosen, as the agent's program announced it. */
export type ModelChoice = {
	readonly id: string;
	readonly name: string;
	readonly provider: string;
	/** Runs on the installation's own machines. */
	readonly isLocal: boolean;
	/** A key for it is there: the installation's, the room's or the person's. */
	readonly isUsable: boolean;
};

/** A key as people may see it: never more than its last four characters. */
export type ProviderKeySummary = {
	readonly id: string;
	readonly owner: 'user' | 'project';
	readonly provider: string;
	readonly lastFour: string;
	readonly createdAtMs: number;
};

export const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const messageId = v.custom<MessageId>((value) => parseMessageId(value) !== undefined);
export const threadId = v.custom<ThreadId>((value) => parseThreadId(value) !== undefined);
export const turnId = v.custom<TurnId>((value) => parseTurnId(value) !== undefined);
export const userId = v.custom<UserId>((value) => parseUserId(value) !== undefined);
const fileId = v.custom<FileId>((value) => parseFileId(value) !== undefined);
const modelId = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.modelIdLength));
const path = v.pipe(v.string(), v.minLength(1), v.maxLength(LIMITS.pathBytes));
const line = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(LIMITS.textUnitsPerFile + 1));
const sentence = v.pipe(v.string(), v.maxLength(LIMITS.sentenceUnits));
const answerText = v.pipe(v.string(), v.maxLength(LIMITS.answerUnits));
const epochMs = count;

export const chatPerson = v.object({
	id: userId,
	name: v.pipe(v.string(), v.maxLength(256)),
	colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PERSON_COLOURS - 1)),
});

const mention = v.variant('kind', [
	v.object({ kind: v.literal('person'), user: userId }),
	v.object({ kind: v.literal('agent'), model: v.optional(modelId) }),
	v.object({ kind: v.literal('file'), file: fileId, path }),
	v.object({ kind: v.literal('selection'), file: fileId, path, fromLine: line, toLine: line }),
	v.object({ kind: v.literal('problem'), file: fileId, path, line, rule: sentence, message: sentence }),
]);
const mentions = v.pipe(v.array(mention), v.maxLength(LIMITS.mentionsPerMessage));

const author = v.variant('kind', [
	v.object({ kind: v.literal('person'), ...chatPerson.entries }),
	v.object({ kind: v.literal('agent'), name: sentence, model: modelId, askedBy: v.optional(chatPerson) }),
	v.object({ kind: v.literal('gone') }),
]);

export const chatMessage = v.object({
	id: messageId,
	thread: threadId,
	position: count,
	version: count,
	author,
	text: answerText,
	mentions,
	replyTo: v.optional(messageId),
	createdAtMs: epochMs,
	editedAtMs: v.optional(epochMs),
	isDeleted: v.boolean(),
	turn: v.optional(turnId),
});

export const threadSummary = v.object({
	id: threadId,
	title: sentence,
	isMain: v.boolean(),
	createdAtMs: epochMs,
	lastPosition: count,
});

const usage = v.object({
	inputTokens: count,
	cachedTokens: count,
	outputTokens: count,
	microUsd: v.optional(count),
	isEstimated: v.boolean(),
});

const outcome = v.object({
	kind: v.picklist(['edited', 'created', 'deleted', 'renamed', 'contested', 'refused', 'checked', 'withheld']),
	path: v.optional(path),
	detail: sentence,
});
const outcomes = v.pipe(v.array(outcome), v.maxLength(LIMITS.outcomesPerTurn));

const sentParts = v.array(
	v.object({
		kind: v.picklist(['rules', 'list', 'map', 'file', 'history', 'problems', 'request', 'tool']),
		characters: count,
		path: v.optional(path),
		fromLine: v.optional(count),
		toLine: v.optional(count),
		covered: v.optional(count),
		messages: v.optional(count),
		leftOut: v.optional(count),
	}),
);

export const turn = v.object({
	id: turnId,
	thread: threadId,
	message: messageId,
	answer: v.optional(messageId),
	state: v.picklist(TURN_STATES),
	version: count,
	epoch: count,
	asker: v.optional(chatPerson),
	model: modelId,
	mode: v.picklist(TURN_MODES),
	text: answerText,
	usage: v.optional(usage),
	outcomes,
	failure: v.optional(sentence),
	createdAtMs: epochMs,
	endedAtMs: v.optional(epochMs),
});

export const readMark = v.object({ user: userId, thread: threadId, position: count });

export const aiSettings = v.object({
	defaultModel: v.optional(modelId),
	isLocalOnly: v.boolean(),
	audience: v.picklist(AI_AUDIENCES),
	monthlyCapMicroUsd: v.optional(count),
});

/** What a person says. @throws CovibeError 'message-invalid' with a sentence for the person. */
export function parseMessageText(value: unknown): string {
	if (typeof value !== 'string') throw new CovibeError('message-invalid');
	const text = value.replace(/\r\n?/g, '\n').replaceAll('\0', '').trim();
	if (text === '') throw new CovibeError('message-invalid', { detail: 'A message needs some words.' });
	if (text.length > LIMITS.messageUnits)
		throw new CovibeError('message-invalid', {
			detail: `A message has at most ${LIMITS.messageUnits} characters. Put long text into a file.`,
		});
	return text;
}

/** A thread's name. @throws CovibeError 'message-invalid' */
export function parseThreadTitle(value: unknown): string {
	const title = parseMessageText(value).replace(/\s+/g, ' ');
	if (Array.from(title).length > LIMITS.projectNameLength)
		throw new CovibeError('message-invalid', {
			detail: `The name of a thread has at most ${LIMITS.projectNameLength} characters.`,
		});
	return title;
}

/** @throws CovibeError 'message-invalid' */
export function parseMentions(value: unknown): readonly Mention[] {
	const parsed = v.safeParse(v.optional(mentions, []), value);
	if (!parsed.success) throw new CovibeError('message-invalid', { cause: parsed.issues[0].message });
	return parsed.output;
}

/** @throws CovibeError 'message-invalid' */
export function parseTurnMode(value: unknown): TurnMode {
	const mode = value === undefined ? 'edit' : TURN_MODES.find((each) => each === value);
	if (!mode) throw new CovibeError('message-invalid', { detail: 'The AI can edit, answer, or plan.' });
	return mode;
}

/** A model's id as a provider spells it; whether it exists is not known here. Undefined stays undefined. @throws CovibeError 'message-invalid' */
export function parseModelId(value: unknown): string | undefined {
	const parsed = v.safeParse(v.optional(modelId), value ?? undefined);
	if (!parsed.success) throw new CovibeError('message-invalid', { detail: 'This is no name of a model.' });
	return parsed.output;
}

/** Settings as a form sent them. @throws CovibeError 'settings-invalid' */
export function parseAiSettings(value: unknown): AiSettings {
	const parsed = v.safeParse(aiSettings, value);
	if (!parsed.success) throw new CovibeError('settings-invalid', { cause: parsed.issues[0].message });
	return parsed.output as AiSettings;
}

/** Rows keep these as JSON; what does not read as outcomes any more is left out. */
export function parseOutcomes(value: unknown): readonly TurnOutcome[] {
	const parsed = v.safeParse(outcomes, value);
	return parsed.success ? parsed.output : [];
}

/** Rows keep these as JSON, too. */
export function parseSentParts(value: unknown): readonly SentPart[] {
	const parsed = v.safeParse(sentParts, value);
	return parsed.success ? parsed.output : [];
}

export function parseUsage(value: unknown): TurnUsage | undefined {
	const parsed = v.safeParse(usage, value);
	return parsed.success ? (parsed.output as TurnUsage) : undefined;
}
