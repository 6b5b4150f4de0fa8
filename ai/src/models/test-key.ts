import { type FailureKind, ModelFailure } from './failure.ts';
import type { Model, Prompt } from './model.ts';

export type KeyVerdict = { readonly works: boolean; readonly message: string };

/** As few as OpenAI's newer API allows. */
const MAXIMUM_OUTPUT_TOKENS = 16;
const TIMEOUT_MS = 20_000;

const PROMPT: Prompt = {
	system: [],
	messages: [{ role: 'user', parts: [{ text: 'Reply with OK.' }] }],
	tools: [],
	maxOutputTokens: MAXIMUM_OUTPUT_TOKENS,
	cacheKey: 'key-test',
};

/** A provider that answers so has accepted the key first. */
const ACCEPTED: ReadonlySet<FailureKind> = new Set(['rate-limited', 'refused']);

/** Asks the provider for a word with a key, and says what a person should know about it. Costs a few tokens. */
export async function testKey(model: Model): Promise<KeyVerdict> {
	try {
		for await (const event of model.stream(PROMPT, AbortSignal.timeout(TIMEOUT_MS)))
			if (event.type === 'text-delta' || event.type === 'end') break;
		return { works: true, message: 'The key works.' };
	} catch (error) {
		if (!(error instanceof ModelFailure)) throw error;
		if (ACCEPTED.has(error.kind) || error.detail === 'unknown-model')
			return { works: true, message: `The key was accepted, but ${error.message}` };
		return { works: false, message: error.message };
	}
}
