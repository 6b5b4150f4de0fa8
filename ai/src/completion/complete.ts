import { type ClaimedCompletion, readAiSettings } from '@covibe/db';
import type { CompletionAnswer } from '@covibe/shared';
import { Books } from '../agent/books.ts';
import { chooseModels, openKeys } from '../agent/choose.ts';
import type { House } from '../agent/house.ts';
import { isSecretPath } from '../context/secrets.ts';
import type { CatalogLink } from '../models/catalog.ts';
import { type Attempt, streamChain } from '../models/chain.ts';
import { ModelFailure } from '../models/failure.ts';
import { completionPrompt } from './prompt.ts';
import { tidyCompletion } from './tidy.ts';

const NOTHING: CompletionAnswer = { text: '' };
/** Beyond it whoever asked has typed on. */
const LIMIT_MS = 10_000;

/** Asks a model what comes next, under the rules of every turn: local-only, keys, limits, secrets, cost rows, cache. [AI16] */
export async function complete(house: House, asked: ClaimedCompletion, stop: AbortSignal): Promise<CompletionAnswer> {
	const { projectId, userId, request } = asked;
	if (isSecretPath(request.path)) return { text: '', why: 'Files that may hold secrets are sent to no model.' };
	const { links, isLocalOnly } = await chooseLinks(house, asked);
	const [first] = links;
	if (!first) return { text: '', why: 'No model can be asked here: completion needs one with a key.' };
	const admission = await house.limits.admit({ userId, projectId, keyId: first.keyId }, { isTurn: false });
	if (!admission.ok) return { text: '', why: 'The AI has used what may be used here for now.' };
	const prompt = completionPrompt(request, projectId);
	const payer = { turnId: undefined, projectId, askerId: userId };
	const { sql, limits, catalog } = house;
	const books = new Books({ sql, limits, payer, links, priceVersion: catalog.version });
	const characters = JSON.stringify(prompt).length;
	const signal = AbortSignal.any([stop, AbortSignal.timeout(LIMIT_MS)]);
	const ask = (upstream: AbortSignal) =>
		streamChain({
			links,
			promptFor: () => prompt,
			signal: upstream,
			breaker: house.breaker,
			isLocalOnly,
			onAttempt: (attempt: Attempt) => books.note(attempt, characters),
		});
	let text = '';
	try {
		const question = { projectId, model: first.ref, prompt };
		for await (const event of house.answers.answer(question, ask, { signal, onShared: () => books.noteKnown(first) })) {
			if (event.type === 'text-delta') text += event.text;
			if (event.type === 'switched') text = '';
		}
	} catch (error) {
		// Said by no toast: the next pause asks again, and a key that is refused is told of in the chat.
		if (!(error instanceof ModelFailure) && !signal.aborted) throw error;
		return NOTHING;
	} finally {
		await books.settled();
	}
	return { text: tidyCompletion(text, request) };
}

type Chosen = { readonly links: readonly CatalogLink[]; readonly isLocalOnly: boolean };

async function chooseLinks(house: House, { projectId, userId }: ClaimedCompletion): Promise<Chosen> {
	const { sql, config, models, catalog } = house;
	const settings = await readAiSettings(sql, projectId);
	const keyFor = await openKeys(
		{ sql, ring: config.keyRing, installation: models.keys },
		{ askerId: userId, projectId },
	);
	const wanted = models.completionModel ?? settings.defaultModel ?? models.defaultModel;
	const { isLocalOnly } = settings;
	const links =
		wanted === undefined
			? catalog.links({ wanted, keyFor, isLocalOnly })
			: chooseModels(catalog, { wanted, settings, keyFor }).links;
	return { links, isLocalOnly };
}
