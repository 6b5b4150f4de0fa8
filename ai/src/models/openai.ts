import OpenAI from 'openai';
import type { StreamLimits, WireEvent } from './guard.ts';
import { guard } from './guard.ts';
import type { Model, Prompt } from './model.ts';
import { chatRequest, type OpenAiQuirks, readChat } from './openai-chat.ts';
import { readResponses, responsesRequest } from './openai-responses.ts';

export type OpenAiOptions = {
	readonly model: string;
	/** Chat is what every compatible server has; some of OpenAI's models take tools in `responses` alone. */
	readonly api: 'chat' | 'responses';
	/** Undefined for servers that ask for none. */
	readonly key: string | undefined;
	/** With `/v1`; undefined for OpenAI's own. */
	readonly baseUrl: string | undefined;
	readonly quirks: OpenAiQuirks;
	readonly limits: StreamLimits;
};

export function createOpenAiModel(options: OpenAiOptions): Model {
	const client = createClient(options);
	const source = { provider: 'openai', model: options.model } as const;
	return {
		name: options.model,
		provider: 'openai',
		stream: (prompt, signal) =>
			guard((inner) => read(client, options, prompt, inner), { source, limits: options.limits, signal }),
	};
}

async function* read(
	client: OpenAI,
	options: OpenAiOptions,
	prompt: Prompt,
	signal: AbortSignal,
): AsyncGenerator<WireEvent> {
	if (options.api === 'responses') {
		const events = await client.responses.create(responsesRequest(options.model, prompt), { signal });
		yield* readResponses(events, options.model);
	} else {
		const chunks = await client.chat.completions.create(chatRequest(options.model, prompt, options.quirks), { signal });
		yield* readChat(chunks);
	}
}

/** Everything that the SDK would take from the environment is given here, so that a person's key meets no other account. */
function createClient({ key, baseUrl }: OpenAiOptions): OpenAI {
	return new OpenAI({
		apiKey: key ?? 'none',
		adminAPIKey: null,
		organization: null,
		project: null,
		webhookSecret: null,
		baseURL: baseUrl ?? 'https://api.openai.com/v1',
		maxRetries: 0,
		// It logs frames that it cannot read, whole.
		logLevel: 'off',
		fetchOptions: { redirect: 'error' },
		...(key === undefined && { defaultHeaders: { authorization: null } }),
	});
}
