import type {
	ContentBlockParam,
	MessageCreateParamsStreaming,
	MessageParam,
	RawMessageStreamEvent,
	RedactedThinkingBlock,
	TextBlockParam,
	ThinkingBlock,
	Tool,
} from '@anthropic-ai/sdk/resources/messages';
import type { WireEvent } from './guard.ts';
import type { EndReason, Message, Prompt, PromptPart, ToolCall, Usage } from './model.ts';
import { parseInput } from './tool-input.ts';

/** The API takes four marks; the last ones cover the most. */
const MAXIMUM_BREAKS = 4;

export function messagesRequest(model: string, prompt: Prompt): MessageCreateParamsStreaming {
	const marked = new Set(
		[...prompt.system, ...prompt.messages.flatMap((message) => (message.role === 'tool' ? [] : message.parts))]
			.filter((part) => part.cacheBreak && part.text !== '')
			.slice(-MAXIMUM_BREAKS),
	);
	const system = textBlocks(prompt.system, marked);
	return {
		model,
		stream: true,
		max_tokens: prompt.maxOutputTokens,
		messages: prompt.messages.map((message) => messageParam(message, model, marked)),
		...(system.length > 0 && { system }),
		...(prompt.tools.length > 0 && {
			tools: prompt.tools.map(({ name, description, inputSchema }) => ({
				name,
				description,
				input_schema: inputSchema as Tool['input_schema'],
			})),
		}),
	};
}

function messageParam(message: Message, model: string, marked: ReadonlySet<PromptPart>): MessageParam {
	if (message.role === 'tool')
		return {
			role: 'user',
			content: message.results.map(({ callId, text, isError }) => ({
				type: 'tool_result',
				tool_use_id: callId,
				content: text,
				...(isError && { is_error: true }),
			})),
		};
	const content: ContentBlockParam[] = textBlocks(message.parts, marked);
	if (message.role === 'user') return { role: 'user', content };
	const calls = message.toolCalls ?? [];
	return {
		role: 'assistant',
		content: [
			...calls.flatMap((call) => echoedThoughts(call, model)),
			...content,
			...calls.map(({ id, name, input }) => ({ type: 'tool_use' as const, id, name, input: input ?? {} })),
		],
	};
}

/** Empty blocks are refused. */
function textBlocks(parts: readonly PromptPart[], marked: ReadonlySet<PromptPart>): TextBlockParam[] {
	return parts
		.filter((part) => part.text !== '')
		.map((part) => ({
			type: 'text',
			text: part.text,
			...(marked.has(part) && { cache_control: { type: 'ephemeral' as const } }),
		}));
}

type Thought = ThinkingBlock | RedactedThinkingBlock;
type Echo = { readonly model: string; readonly thoughts: readonly Thought[] };

/** Thinking is signed, belongs to the model that thought it, and goes back untouched with the call it led to. */
function echoedThoughts(call: ToolCall, model: string): readonly Thought[] {
	if (call.echo?.provider !== 'anthropic') return [];
	const echo = JSON.parse(call.echo.data) as Echo; // our own words: written below
	return echo.model === model ? echo.thoughts : [];
}

/** A block under way: a call whose JSON arrives in pieces, or thinking. */
type OpenBlock = { call?: { id: string; name: string; json: string }; thought?: Thought };

export async function* readMessages(
	events: AsyncIterable<RawMessageStreamEvent>,
	model: string,
): AsyncGenerator<WireEvent> {
	let usage: Usage | undefined;
	let reason: EndReason | undefined;
	let block: OpenBlock = {};
	let thoughts: Thought[] = [];
	for await (const event of events) {
		switch (event.type) {
			case 'message_start':
				usage = usageOf(event.message.usage);
				yield { type: 'usage', usage };
				break;
			case 'content_block_start':
				block = openBlock(event.content_block);
				if (block.thought) yield { type: 'alive' };
				break;
			case 'content_block_delta':
				if (event.delta.type === 'text_delta') yield { type: 'text-delta', text: event.delta.text };
				else {
					addDelta(block, event.delta);
					yield { type: 'alive' };
				}
				break;
			case 'content_block_stop':
				if (block.thought) thoughts.push(block.thought);
				if (!block.call) break;
				yield { type: 'tool-call', ...callOf(block.call, { model, thoughts }) };
				thoughts = [];
				break;
			case 'message_delta':
				reason = event.delta.stop_reason ? REASONS[event.delta.stop_reason] : reason;
				if (usage) usage = { ...usage, outputTokens: event.usage.output_tokens };
				break;
			case 'message_stop':
				break;
		}
	}
	if (!reason) return;
	if (usage) yield { type: 'usage', usage };
	yield { type: 'end', reason, usage };
}

const REASONS = {
	end_turn: 'stop',
	stop_sequence: 'stop',
	pause_turn: 'stop',
	max_tokens: 'length',
	model_context_window_exceeded: 'length',
	tool_use: 'tool-use',
	refusal: 'refused',
} as const satisfies Record<string, EndReason>;

function openBlock(start: { type: string }): OpenBlock {
	const block = start as { type: string; id: string; name: string };
	if (block.type === 'tool_use') return { call: { id: block.id, name: block.name, json: '' } };
	if (block.type === 'thinking' || block.type === 'redacted_thinking') return { thought: { ...start } as Thought };
	return {};
}

function addDelta(
	{ call, thought }: OpenBlock,
	delta: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>['delta'],
): void {
	if (call && delta.type === 'input_json_delta') call.json += delta.partial_json;
	if (thought?.type !== 'thinking') return;
	if (delta.type === 'thinking_delta') thought.thinking += delta.thinking;
	if (delta.type === 'signature_delta') thought.signature += delta.signature;
}

function callOf(call: { id: string; name: string; json: string }, echo: Echo): ToolCall {
	return {
		id: call.id,
		name: call.name,
		input: parseInput(call.json),
		...(echo.thoughts.length > 0 && { echo: { provider: 'anthropic' as const, data: JSON.stringify(echo) } }),
	};
}

type StartUsage = {
	readonly input_tokens: number;
	readonly cache_read_input_tokens: number | null;
	readonly cache_creation_input_tokens: number | null;
	readonly output_tokens: number;
};

/** Here, unlike elsewhere, the input leaves cached tokens out. */
function usageOf(usage: StartUsage): Usage {
	return {
		uncachedInputTokens: usage.input_tokens,
		cachedInputTokens: usage.cache_read_input_tokens ?? 0,
		cacheWriteTokens: usage.cache_creation_input_tokens ?? 0,
		outputTokens: usage.output_tokens,
	};
}
