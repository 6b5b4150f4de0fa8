import { randomUUID } from 'node:crypto';
import type {
	Content,
	FunctionDeclaration,
	FunctionDeclarationsTool,
	GenerateContentRequest,
	Part,
} from '@google/generative-ai';
import type { WireEvent } from './guard.ts';
import type { Message, Prompt, PromptPart, Tool, ToolCall, Usage } from './model.ts';

export function contentRequest(prompt: Prompt): GenerateContentRequest {
	const system = prompt.system.map((part) => part.text).join('');
	return {
		contents: joinSameRoles(prompt.messages.map(content)),
		generationConfig: { maxOutputTokens: prompt.maxOutputTokens },
		...(system !== '' && { systemInstruction: { role: 'system', parts: [{ text: system }] } }),
		...(prompt.tools.length > 0 && { tools: [functionDeclarations(prompt.tools)] }),
	};
}

function content(message: Message): Content {
	if (message.role === 'user') return { role: 'user', parts: textParts(message.parts) };
	if (message.role === 'tool')
		return {
			role: 'user',
			parts: message.results.map(({ name, text, isError }) => ({
				functionResponse: { name, response: isError ? { error: text } : { output: text } },
			})),
		};
	return { role: 'model', parts: [...textParts(message.parts), ...(message.toolCalls ?? []).map(callPart)] };
}

/** Gemini 3 wants the signature of its thoughts back, in the part where it stood. */
function callPart({ name, input, echo }: ToolCall): Part {
	const part = { functionCall: { name, args: isObject(input) ? input : {} } };
	return echo?.provider === 'google' ? Object.assign(part, { thoughtSignature: echo.data }) : part;
}

function isObject(value: unknown): value is object {
	return typeof value === 'object' && value !== null;
}

function textParts(parts: readonly PromptPart[]): Part[] {
	return parts.filter((part) => part.text !== '').map(({ text }) => ({ text }));
}

/** Roles must take turns, and no content may be empty. */
function joinSameRoles(contents: readonly Content[]): Content[] {
	const joined: Content[] = [];
	for (const { role, parts } of contents) {
		const last = joined.at(-1);
		if (last?.role === role) last.parts.push(...parts);
		else if (parts.length > 0) joined.push({ role, parts: [...parts] });
	}
	return joined;
}

function functionDeclarations(tools: readonly Tool[]): FunctionDeclarationsTool {
	return {
		functionDeclarations: tools.map(({ name, description, inputSchema }) => ({
			name,
			description,
			// The SDK's type wants its own enum where the wire has JSON Schema's words.
			...(hasProperties(inputSchema) && {
				parameters: withoutUnknownWords(inputSchema) as NonNullable<FunctionDeclaration['parameters']>,
			}),
		})),
	};
}

/** An object without properties is refused; a function without parameters is not. */
function hasProperties({ properties }: Tool['inputSchema']): boolean {
	return isObject(properties) && Object.keys(properties).length > 0;
}

const UNKNOWN_WORDS = new Set(['additionalProperties', '$schema']);

function withoutUnknownWords(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(withoutUnknownWords);
	if (!isObject(value)) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([key]) => !UNKNOWN_WORDS.has(key))
			.map(([key, inner]) => [key, withoutUnknownWords(inner)]),
	);
}

/** A chunk as the service sends it: more than the SDK's types know of, and an error in place of an answer. */
type Chunk = {
	readonly candidates?: readonly {
		readonly content?: { readonly parts?: readonly WirePart[] };
		readonly finishReason?: string;
	}[];
	readonly promptFeedback?: { readonly blockReason?: string };
	readonly usageMetadata?: WireUsage;
	readonly error?: { readonly code?: number; readonly message?: string; readonly status?: string };
};

type WirePart = {
	readonly text?: string;
	readonly thought?: boolean;
	readonly thoughtSignature?: string;
	readonly functionCall?: { readonly name: string; readonly args?: object };
};

type WireUsage = {
	readonly promptTokenCount?: number;
	readonly cachedContentTokenCount?: number;
	readonly candidatesTokenCount?: number;
	readonly thoughtsTokenCount?: number;
};

const REFUSALS = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'LANGUAGE']);

/** @throws the error that a chunk reports: the SDK hands it on like text. */
export async function* readContent(chunks: AsyncIterable<Chunk>): AsyncGenerator<WireEvent> {
	let finish: string | undefined;
	let usage: Usage | undefined;
	let hasCalls = false;
	for await (const chunk of chunks) {
		if (chunk.error) throw Object.assign(new Error(chunk.error.message), chunk.error);
		const candidate = chunk.candidates?.[0];
		for (const part of candidate?.content?.parts ?? []) {
			const event = partEvent(part);
			hasCalls ||= event.type === 'tool-call';
			yield event;
		}
		finish = candidate?.finishReason ?? (chunk.promptFeedback?.blockReason ? 'SAFETY' : finish);
		if (!chunk.usageMetadata) continue;
		usage = usageOf(chunk.usageMetadata);
		yield { type: 'usage', usage };
	}
	if (finish === 'STOP') yield { type: 'end', reason: hasCalls ? 'tool-use' : 'stop', usage };
	else if (finish === 'MAX_TOKENS') yield { type: 'end', reason: 'length', usage };
	else if (finish !== undefined && REFUSALS.has(finish)) yield { type: 'end', reason: 'refused', usage };
	// Whatever else it may say (a malformed call, `OTHER`), it is not a whole answer.
}

function partEvent(part: WirePart): WireEvent {
	if (part.functionCall)
		return {
			type: 'tool-call',
			id: randomUUID(), // the wire has none: a result names its function
			name: part.functionCall.name,
			input: part.functionCall.args ?? {},
			...(part.thoughtSignature && { echo: { provider: 'google' as const, data: part.thoughtSignature } }),
		};
	if (part.thought || !part.text) return { type: 'alive' };
	return { type: 'text-delta', text: part.text };
}

function usageOf(usage: WireUsage): Usage {
	const cached = usage.cachedContentTokenCount ?? 0;
	return {
		uncachedInputTokens: Math.max(0, (usage.promptTokenCount ?? 0) - cached),
		cachedInputTokens: cached,
		cacheWriteTokens: 0,
		outputTokens: (usage.candidatesTokenCount ?? 0) + (usage.thoughtsTokenCount ?? 0),
	};
}
