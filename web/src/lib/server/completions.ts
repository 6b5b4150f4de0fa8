import { askCompletion, COMPLETIONS_TOPIC, type Grant, takeCompletion, whyNotAsk, readAiSettings } from '@covibe/db';
import type { CompletionAnswer, CompletionRequest } from '@covibe/shared';
import { services } from './services.ts';

/** The ai process gives up sooner; this is for when there is none. */
const LIMIT_MS = 12_000;
const NOTHING: CompletionAnswer = { text: '' };

/** The request of each person that waits: the next one takes its place. */
const waiting = new Map<string, AbortController>();

/**
 * Has the ai process say what may come next in code. Ends with nothing when the person types on or nobody answers.
 * @throws CovibeError when the person may not ask the AI here
 */
export async function completeCode(
	grant: Grant,
	request: CompletionRequest,
	stop: AbortSignal,
): Promise<CompletionAnswer> {
	const { sql } = services();
	const refusal = await whyNotAsk(sql, grant, await readAiSettings(sql, grant.projectId));
	if (refusal) throw refusal;
	const { id: userId } = grant.user;
	waiting.get(userId)?.abort();
	const replaced = new AbortController();
	waiting.set(userId, replaced);
	try {
		const signal = AbortSignal.any([stop, replaced.signal, AbortSignal.timeout(LIMIT_MS)]);
		return await askAndWait({ projectId: grant.projectId, userId, request }, signal);
	} finally {
		if (waiting.get(userId) === replaced) waiting.delete(userId);
	}
}

async function askAndWait(asked: Parameters<typeof askCompletion>[1], signal: AbortSignal): Promise<CompletionAnswer> {
	const { sql, bus } = services();
	const id = await askCompletion(sql, asked);
	let wake: () => void = () => undefined;
	const over = new Promise<void>((resolve) => (wake = resolve));
	const unsubscribe = bus.subscribe(COMPLETIONS_TOPIC, (news) => {
		if (news.kind === 'answered' && news.id === id) wake();
	});
	signal.addEventListener('abort', wake, { once: true });
	try {
		await bus.publish(COMPLETIONS_TOPIC, { kind: 'asked', id });
		if (!signal.aborted) await over;
	} finally {
		unsubscribe();
		signal.removeEventListener('abort', wake);
	}
	const answer = await takeCompletion(sql, id);
	if (!answer) await bus.publish(COMPLETIONS_TOPIC, { kind: 'dropped', id });
	return answer ?? NOTHING;
}
