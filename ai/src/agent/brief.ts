import { type ClaimedTurn, findMessage, readAiSettings, readMessages, readMonthUsage } from '@covibe/db';
import type { AiSettings, ChatMessage, UserId } from '@covibe/shared';
import type { Admission, Scope } from '../turns/limits.ts';
import { type Chosen, chooseModels, openKeys } from './choose.ts';
import type { House } from './house.ts';

/** All that is known of a turn before the room is entered. */
export type Brief = {
	readonly claimed: ClaimedTurn;
	readonly askerId: UserId;
	readonly request: ChatMessage;
	/** What was said in the thread before, oldest first. */
	readonly history: readonly ChatMessage[];
	readonly settings: AiSettings;
	readonly chosen: Chosen;
	/** What was planned, of a turn that a person approved. */
	readonly plan: string | undefined;
};

/** As many as anybody scrolls back; of them the budget keeps the newest. */
const HISTORY_MESSAGES = 60;

/** Reads what a turn is about. A string is the reason why it cannot be worked on. */
export async function readBrief(house: House, claimed: ClaimedTurn): Promise<Brief | string> {
	const { sql, config, models, catalog } = house;
	const { turn, projectId, askerId } = claimed;
	if (!askerId) return 'Whoever asked this is not here any more.';
	const found = await findMessage(sql, turn.message);
	if (!found || found.message.isDeleted) return 'The message that asked this is gone.';
	const { message: request } = found;
	const settings = await readAiSettings(sql, projectId);
	const ring = config.keyRing;
	const [keyFor, { messages: history }] = await Promise.all([
		openKeys({ sql, ring, installation: models.keys }, claimed),
		readMessages(sql, { projectId, threadId: turn.thread, before: request.position, limit: HISTORY_MESSAGES }),
	]);
	const planned = turn.answer && turn.mode === 'edit' ? await findMessage(sql, turn.answer) : undefined;
	const chosen = chooseModels(catalog, { wanted: turn.model, settings, keyFor });
	return {
		claimed,
		askerId,
		request,
		history: history.filter(({ isDeleted }) => !isDeleted),
		settings,
		chosen,
		plan: planned?.message.text,
	};
}

/** Why nothing may be asked now, for the chat. The built-in helper costs nothing. */
export async function whyNotNow({ sql, limits }: House, brief: Brief): Promise<string | undefined> {
	const [first] = brief.chosen.links;
	if (!first) return undefined;
	const { projectId } = brief.claimed;
	if (await isSpent({ sql }, brief)) return CAP_REACHED;
	const admission = await limits.admit({ userId: brief.askerId, projectId, keyId: first.keyId });
	return admission.ok ? undefined : sentenceOf(admission);
}

export const CAP_REACHED =
	'The AI has used what this room may spend this month. The owner can raise it in the AI settings.';

/** True when the room has spent what its owner allows for this month. */
export async function isSpent({ sql }: Pick<House, 'sql'>, { settings, claimed }: Brief): Promise<boolean> {
	const cap = settings.monthlyCapMicroUsd;
	return cap !== undefined && (await readMonthUsage(sql, claimed.projectId)).microUsd >= cap;
}

const WHOSE: Readonly<Record<Scope, string>> = {
	user: 'You have',
	project: 'This room has',
	key: 'The key that is used here has',
};
const WHAT = {
	turns: 'asked the AI very often in the last minute',
	tokens: 'used the tokens of a day',
	money: 'spent what is allowed for this month',
} as const;

function sentenceOf({ scope, limit, retryAt }: Extract<Admission, { ok: false }>): string {
	const seconds = Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1_000));
	const wait =
		seconds < 120 ? `${seconds} seconds` : seconds < 7_200 ? `${Math.ceil(seconds / 60)} minutes` : undefined;
	const when = wait === undefined ? `from ${retryAt.toISOString().slice(0, 10)} on` : `in ${wait}`;
	return `${WHOSE[scope]} ${WHAT[limit]}. Ask again ${when}.`;
}
