import type {
	ChatCompletionCreateParamsStreaming,
	ChatCompletionMessageParam,
} from 'openai/resources/chat/completions';
import type { WireEvent } from './guard.ts';
import type { EndReason, Message, Prompt, PromptPart, Usage } from './model.ts';
import { parseInput } from './tool-input.ts';

/** Where servers that speak this language differ. */
export type OpenAiQuirks = {
	readonly systemRole: 'system' | 'developer';
	readonly outputLimit: 'max_tokens' | 'max_completion_tokens';
	readonly includeUsage: boolean;
	readonly tools: boolean;
	/** `prompt_cache_key`, which some servers refuse as unknown. */
	readonly cacheKey: boolean;
};

export const OPENAI_QUIRKS: OpenAiQuirks = {
	systemRole: 'developer',
	outputLimit: 'max_completion_tokens',
	includeUsage: true,
	tools: true,
	cacheKey: true,
};

/** What Ollama, vLLM, LM Studio, llama.cpp and OpenRouter have in common. */
export const COMPATIBLE_QUIRKS: OpenAiQuirks = {
	systemRole: 'system',
	outputLimit: 'max_tokens',
	includeUsage: true,
	tools: true,
	cacheKey: false,
};

export function chatRequest(model: string, prompt: Prompt, quirks: OpenAiQuirks): ChatCompletionCreateParamsStreaming {
	const system = textOf(prompt.system);
	return {
		model,
		stream: true,
		messages: [
			...(system === '' ? [] : [{ role: quirks.systemRole, content: system }]),
			...prompt.messages.flatMap(chatMessages),
		],
		[quirks.outputLimit]: prompt.maxOutputTokens,
		...(quirks.includeUsage && { stream_options: { include_usage: true } }),
		...(quirks.cacheKey && { prompt_cache_key: prompt.cacheKey }),
		...(quirks.tools &&
			prompt.tools.length > 0 && {
				tools: prompt.tools.map(({ name, description, inputSchema }) => ({
					type: 'function' as const,
					function: { name, description, parameters: inputSchema },
				})),
			}),
	};
}

function chatMessages(message: Message): ChatCompletionMessageParam[] {
	if (message.role === 'user') return [{ role: 'user', content: textOf(message.parts) }];
	if (message.role === 'tool')
		return message.results.map(({ callId, text }) => ({ role: 'tool', tool_call_id: callId, content: text }));
	const calls = message.toolCalls ?? [];
	return [
		{
			role: 'assistant',
			content: textOf(message.parts),
			...(calls.length > 0 && {
				tool_calls: calls.map(({ id, name, input }) => ({
					id,
					type: 'function' as const,
					function: { name, arguments: JSON.stringify(input ?? {}) },
				})),
			}),
		},
	];
}

function textOf(parts: readonly PromptPart[]): string {
	return parts.map((part) => part.text).join('');
}

/** A chunk as servers really send it; nothing in it is sure. */
type Chunk = {
	readonly choices?:
		| readonly {
				readonly delta?: Delta | null;
				readonly finish_reason?: string | null;
		  }[]
		| null;
	readonly usage?: ChatUsage | null;
};

type Delta = {
	readonly content?: string | null;
	readonly refusal?: string | null;
	/** Thinking, as vLLM and DeepSeek, and as OpenRouter call it. */
	readonly reasoning_content?: string | null;
	readonly reasoning?: string | null;
	readonly tool_calls?: readonly CallPiece[] | null;
};

type CallPiece = {
	readonly index?: number;
	readonly id?: string | null;
	readonly function?: { readonly name?: string | null; readonly arguments?: string | null } | null;
};

type ChatUsage = {
	readonly prompt_tokens?: number;
	readonly completion_tokens?: number;
	readonly prompt_tokens_details?: { readonly cached_tokens?: number; readonly cache_write_tokens?: number } | null;
};

export async function* readChat(chunks: AsyncIterable<Chunk>): AsyncGenerator<WireEvent> {
	const calls: { id: string; name: string; json: string }[] = [];
	let finish: string | undefined;
	let isRefusal = false;
	let usage: Usage | undefined;
	for await (const chunk of chunks) {
		const choice = chunk.choices?.[0];
		const delta = choice?.delta ?? {};
		if (delta.reasoning_content || delta.reasoning) yield { type: 'alive' };
		if (delta.content) yield { type: 'text-delta', text: delta.content };
		if (delta.refusal) {
			isRefusal = true;
			yield { type: 'text-delta', text: delta.refusal };
		}
		for (const piece of delta.tool_calls ?? []) {
			addPiece(calls, piece);
			yield { type: 'alive' };
		}
		finish = choice?.finish_reason ?? finish;
		// Some servers tell it in every chunk, others in one of its own at the end.
		if (chunk.usage) usage = usageOf(chunk.usage);
	}
	if (finish === undefined) return;
	for (const { id, name, json } of calls) yield { type: 'tool-call', id, name, input: parseInput(json) };
	if (usage) yield { type: 'usage', usage };
	yield { type: 'end', reason: isRefusal ? 'refused' : reasonOf(finish, calls.length > 0), usage };
}

function addPiece(calls: { id: string; name: string; json: string }[], piece: CallPiece): void {
	// Servers that send calls whole often leave the index out.
	const index = piece.index ?? (piece.id ? calls.length : Math.max(0, calls.length - 1));
	const call = (calls[index] ??= { id: piece.id ?? `call-${index}`, name: '', json: '' });
	call.name ||= piece.function?.name ?? '';
	call.json += piece.function?.arguments ?? '';
}

function reasonOf(finish: string, hasCalls: boolean): EndReason {
	if (finish === 'length') return 'length';
	if (finish === 'content_filter') return 'refused';
	return hasCalls ? 'tool-use' : 'stop';
}

function usageOf(usage: ChatUsage): Usage {
	const cached = usage.prompt_tokens_details?.cached_tokens ?? 0;
	const written = usage.prompt_tokens_details?.cache_write_tokens ?? 0;
	return {
		uncachedInputTokens: Math.max(0, (usage.prompt_tokens ?? 0) - cached - written),
		cachedInputTokens: cached,
		cacheWriteTokens: written,
		outputTokens: usage.completion_tokens ?? 0,
	};
}
