import {
	type AiSettings,
	can,
	type ChatMessage,
	CovibeError,
	findCalledModel,
	type MessageId,
	type ModelChoice,
	type Turn,
	type TurnMode,
} from '@covibe/shared';
import { listModels, readAiSettings } from './ai-settings.ts';
import { countOthers } from './attendance.ts';
import { countRecentMessages, findMessage, type NewMessage, postMessage } from './chat.ts';
import type { Grant } from './members.ts';
import { listProviderKeys } from './provider-keys.ts';
import { type Queries, type Sql, transaction } from './sql.ts';
import { enqueueTurn, findTurn } from './turns.ts';
import { readMonthUsage } from './usage.ts';

/** What a person sends to the chat. */
export type Post = Omit<NewMessage, 'projectId' | 'authorId'> & {
	/** Undefined: the room's. */
	readonly model: string | undefined;
	readonly mode: TurnMode;
};

export type Posted = { readonly message: ChatMessage; readonly turn: Turn | undefined; readonly isNew: boolean };

/** Faster than anybody types, and slower than a program that goes mad. */
const RATE = { messages: 20, withinMs: 10_000 };
/** Ids of models that were trained for somebody, which no list knows. */
const OWN_MODEL = /^(ft:|tunedModels\/)/;

/**
 * Stores a message and, when it is for the AI, puts the request in the queue, in one transaction. With others in the
 * room it is for the AI when it calls it (`@ai`, a model's name, a mention) or replies to it; a person alone always
 * talks to it. Safe to repeat with the same key.
 * @throws CovibeError 'slow-down' | 'message-unknown' | 'forbidden' | 'ai-off' | 'model-unknown' | 'queue-full'
 */
export async function postToChat(sql: Sql, grant: Grant, post: Post): Promise<Posted> {
	const who = { projectId: grant.projectId, authorId: grant.user.id };
	if ((await countRecentMessages(sql, { ...who, withinMs: RATE.withinMs })) >= RATE.messages)
		throw new CovibeError('slow-down', { detail: 'That was a lot of messages. Wait a few seconds.' });
	const model = await chooseModel(sql, grant, post);
	const { message, isNew } = await transaction(sql, async (tx) => {
		const posted = await postMessage(tx, { ...post, ...who });
		if (posted.isNew && model !== undefined) {
			const { id: messageId, thread: threadId } = posted.message;
			const { mode } = post;
			await enqueueTurn(tx, { ...who, threadId, messageId, askerId: grant.user.id, model, mode });
		}
		return posted;
	});
	const stored = (await findMessage(sql, message.id))?.message ?? message;
	return { message: stored, turn: stored.turn && (await findTurn(sql, stored.turn))?.turn, isNew };
}

/** The model that is to answer; undefined when the message is for people. */
async function chooseModel(sql: Sql, grant: Grant, post: Post): Promise<string | undefined> {
	const settings = await readAiSettings(sql, grant.projectId);
	const models = await offeredModels(sql, grant, settings);
	const called = findCalledModel(post.text, models);
	const mentioned = post.mentions.find((mention) => mention.kind === 'agent');
	const isAddressed =
		called !== undefined ||
		mentioned !== undefined ||
		post.model !== undefined ||
		(await isReplyToAgent(sql, post.replyTo));
	const refusal = await whyNotAsk(sql, grant, settings);
	if (!isAddressed) {
		const isAlone = (await countOthers(sql, { projectId: grant.projectId, userId: grant.user.id })) === 0;
		if (!isAlone || refusal) return undefined;
	}
	if (refusal) throw refusal;
	const named = called === 'any' ? undefined : called?.id;
	return pickModel(models, settings, named ?? mentioned?.model ?? post.model);
}

async function offeredModels(sql: Queries, { projectId, user }: Grant, { isLocalOnly }: AiSettings) {
	const keys = await listProviderKeys(sql, { userId: user.id, projectId });
	return listModels(sql, { providers: keys.map(({ provider }) => provider), isLocalOnly });
}

async function isReplyToAgent(sql: Queries, replyTo: MessageId | undefined): Promise<boolean> {
	return replyTo !== undefined && (await findMessage(sql, replyTo))?.message.author.kind === 'agent';
}

/** Why a person may not ask the AI in a room now; undefined when they may. */
export async function whyNotAsk(sql: Queries, grant: Grant, settings: AiSettings): Promise<CovibeError | undefined> {
	if (!can(grant.role, 'ask-ai'))
		return new CovibeError('forbidden', { detail: 'You may not ask the AI in this room.' });
	if (settings.audience === 'nobody') return new CovibeError('ai-off');
	if (settings.audience === 'owner' && grant.role !== 'owner')
		return new CovibeError('forbidden', { detail: 'In this room only its owner may ask the AI.' });
	const cap = settings.monthlyCapMicroUsd;
	if (cap !== undefined && (await readMonthUsage(sql, grant.projectId)).microUsd >= cap)
		return new CovibeError('ai-off', {
			detail: 'The AI has used what this room may spend this month. The owner can raise it in the AI settings.',
		});
	return undefined;
}

/** @throws CovibeError 'model-unknown' with what to do. */
function pickModel(models: readonly ModelChoice[], settings: AiSettings, wanted: string | undefined): string {
	const id = wanted ?? settings.defaultModel;
	if (id === undefined) {
		const model = models.find(({ isUsable }) => isUsable);
		if (model) return model.id;
		throw new CovibeError('model-unknown', {
			detail: 'No model can be used in this room yet. Add a key in the AI settings.',
		});
	}
	const model = models.find((each) => each.id === id);
	if (model?.isUsable) return id;
	if (model)
		throw new CovibeError('model-unknown', {
			detail: `There is no key for ${model.name}. Add one in the AI settings, or choose another model.`,
		});
	if (OWN_MODEL.test(id) && !settings.isLocalOnly) return id;
	throw new CovibeError('model-unknown', {
		detail: settings.isLocalOnly ? 'This room uses local models alone. Choose one of them.' : undefined,
	});
}
