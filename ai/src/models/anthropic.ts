import Anthropic from '@anthropic-ai/sdk';
import { messagesRequest, readMessages } from './anthropic-messages.ts';
import { guard, type StreamLimits, type WireEvent } from './guard.ts';
import type { Model, Prompt } from './model.ts';

export type AnthropicOptions = {
	readonly model: string;
	readonly key: string;
	/** Without `/v1`; undefined for Anthropic's own. */
	readonly baseUrl: string | undefined;
	readonly limits: StreamLimits;
	/** For gateways that know the API of 2023 alone: its version, and the key in `x-api-key`. */
	readonly isOldApi?: boolean;
};

export function createAnthropicModel(options: AnthropicOptions): Model {
	const client = createClient(options);
	const source = { provider: 'anthropic', model: options.model } as const;
	return {
		name: options.model,
		provider: 'anthropic',
		stream: (prompt, signal) =>
			guard((inner) => read(client, options.model, prompt, inner), { source, limits: options.limits, signal }),
	};
}

async function* read(client: Anthropic, model: string, prompt: Prompt, signal: AbortSignal): AsyncGenerator<WireEvent> {
	const events = await client.messages.create(messagesRequest(model, prompt), { signal });
	yield* readMessages(events, model);
}

function createClient({ key, baseUrl, isOldApi }: AnthropicOptions): Anthropic {
	return new Anthropic({
		// Given, so that the SDK looks for no other in the environment or in files.
		apiKey: key,
		webhookKey: null,
		baseURL: baseUrl ?? 'https://api.anthropic.com',
		maxRetries: 0,
		// It logs frames that it cannot read, whole.
		logLevel: 'off',
		fetchOptions: { redirect: 'error' },
		...(isOldApi && {
			defaultHeaders: { 'x-api-key': key, authorization: null, 'anthropic-version': '2023-06-01' },
		}),
	});
}
