import type {
	ResponseCreateParamsStreaming,
	ResponseInputItem,
	ResponseReasoningItem,
	ResponseStreamEvent,
} from 'openai/resources/responses/responses';
import type { WireEvent } from './guard.ts';
import type { Message, Prompt, PromptPart, ToolCall, Usage } from './model.ts';
import { parseInput } from './tool-input.ts';

/** Nothing is stored at the provider: the thinking comes along sealed, and goes back with the calls it led to. */
export function responsesRequest(model: string, prompt: Prompt): ResponseCreateParamsStreaming {
	return {
		model,
		stream: true,
		store: false,
		include: ['reasoning.encrypted_content'],
		instructions: textOf(prompt.system),
		input: prompt.messages.flatMap((message) => inputItems(message, model)),
		max_output_tokens: prompt.maxOutputTokens,
		prompt_cache_key: prompt.cacheKey,
		...(prompt.tools.length > 0 && {
			tools: prompt.tools.map(({ name, description, inputSchema }) => ({
				type: 'function' as const,
				name,
				description,
				parameters: inputSchema,
				strict: false,
			})),
		}),
	};
}

function inputItems(message: Message, model: string): ResponseInputItem[] {
	if (message.role === 'tool')
		return message.results.map(({ callId, text }) => ({ type: 'function_call_output', call_id: callId, output: text }));
	const text = textOf(message.parts);
	const items: ResponseInputItem[] = text === '' ? [] : [{ role: message.role, content: text }];
	if (message.role === 'user') return items;
	const calls = message.toolCalls ?? [];
	return [
		...calls.flatMap((call) => echoedThoughts(call, model)),
		...items,
		...calls.map(({ id, name, input }) => ({
			type: 'function_call' as const,
			call_id: id,
			name,
			arguments: JSON.stringify(input ?? {}),
		})),
	];
}

type Echo = { readonly model: string; readonly thoughts: readonly ResponseReasoningItem[] };

/** Thinking belongs to the model that thought it. */
function echoedThoughts(call: ToolCall, model: string): readonly ResponseReasoningItem[] {
	if (call.echo?.provider !== 'openai') return [];
	const echo = JSON.parse(call.echo.data) as Echo; // our own words: written below
	return echo.model === model ? echo.thoughts : [];
}

function textOf(parts: readonly PromptPart[]): string {
	return parts.map((part) => part.text).join('');
}

/** @throws what the stream reports as an error: this API does not throw it itself. */
export async function* readResponses(
	events: AsyncIterable<ResponseStreamEvent>,
	model: string,
): AsyncGenerator<WireEvent> {
	let thoughts: ResponseReasoningItem[] = [];
	let hasCalls = false;
	let isRefusal = false;
	for await (const event of events) {
		switch (event.type) {
			case 'response.output_text.delta':
				yield { type: 'text-delta', text: event.delta };
				break;
			case 'response.refusal.delta':
				isRefusal = true;
				yield { type: 'text-delta', text: event.delta };
				break;
			case 'response.output_item.done':
				if (event.item.type === 'reasoning') thoughts.push(event.item);
				if (event.item.type !== 'function_call') break;
				hasCalls = true;
				yield { type: 'tool-call', ...callOf(event.item, { model, thoughts }) };
				thoughts = [];
				break;
			case 'response.completed':
			case 'response.incomplete': {
				const usage = event.response.usage ? usageOf(event.response.usage) : undefined;
				if (usage) yield { type: 'usage', usage };
				const cause = event.response.incomplete_details?.reason;
				if (isRefusal || cause === 'content_filter') yield { type: 'end', reason: 'refused', usage };
				else if (event.type === 'response.incomplete') yield { type: 'end', reason: 'length', usage };
				else yield { type: 'end', reason: hasCalls ? 'tool-use' : 'stop', usage };
				return;
			}
			case 'response.failed':
				throw new StreamReport(event.response.error?.code, event.response.error?.message);
			case 'error':
				throw new StreamReport(event.code, event.message);
			case 'response.created':
			case 'response.in_progress':
				break; // come at once, and say nothing about the model
			default:
				yield { type: 'alive' };
		}
	}
}

/** An error that came as an event; its words are looked at by the classifier and go no further. */
class StreamReport extends Error {
	readonly code: string;

	constructor(code: string | null | undefined, message: string | undefined) {
		super(message);
		this.code = code ?? 'unknown';
	}
}

function callOf(item: { call_id: string; name: string; arguments: string }, echo: Echo): ToolCall {
	return {
		id: item.call_id,
		name: item.name,
		input: parseInput(item.arguments),
		...(echo.thoughts.length > 0 && { echo: { provider: 'openai' as const, data: JSON.stringify(echo) } }),
	};
}

type WireUsage = {
	readonly input_tokens: number;
	/** Older servers know neither of them. */
	readonly input_tokens_details?: { readonly cached_tokens?: number; readonly cache_write_tokens?: number };
	readonly output_tokens: number;
};

function usageOf(usage: WireUsage): Usage {
	const { cached_tokens: cached = 0, cache_write_tokens: written = 0 } = usage.input_tokens_details ?? {};
	return {
		uncachedInputTokens: Math.max(0, usage.input_tokens - cached - written),
		cachedInputTokens: cached,
		cacheWriteTokens: written,
		outputTokens: usage.output_tokens,
	};
}
