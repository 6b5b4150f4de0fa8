import {
	type Answer,
	bearerOf,
	chop,
	type Dialect,
	frame,
	type Refusal,
	type Request,
	samplingComplaint,
	USAGE,
} from './dialect.ts';
import type { Scenario } from './scenarios.ts';

export const openAiChat: Dialect = {
	name: 'openai-chat',
	speaks: (path) => path === '/v1/chat/completions',
	modelOf: ({ body }) => String(body['model']),
	keyOf: bearerOf,
	complaint: ({ body }) =>
		Array.isArray(body['messages']) && body['messages'].length > 0
			? samplingComplaint(body)
			: 'messages must not be empty',
	refusal: openAiRefusal,
	answer: chatAnswer,
};

const ERRORS: Record<number, [type: string, code: string | null]> = {
	400: ['invalid_request_error', 'invalid_value'],
	401: ['invalid_request_error', 'invalid_api_key'],
	402: ['insufficient_quota', 'insufficient_quota'],
	404: ['invalid_request_error', 'model_not_found'],
	429: ['requests', 'rate_limit_exceeded'],
};

/** An empty account is told from too many requests by its code alone. */
export function openAiRefusal(status: number, message: string, scenario: Scenario): Refusal {
	const [type, code] = ERRORS[status] ?? ['server_error', null];
	const headers: Record<string, string> = { 'x-request-id': 'req_sim' };
	if (scenario.retryAfterSeconds !== undefined) headers['retry-after'] = String(scenario.retryAfterSeconds);
	return { status: status === 402 ? 429 : status, body: { error: { message, type, param: null, code } }, headers };
}

const FINISH = { stop: 'stop', length: 'length', refused: 'content_filter', 'tool-use': 'tool_calls' };

function chatAnswer({ body }: Request): Answer {
	const tellsUsage = record(body['stream_options'])['include_usage'] === true;
	const base = { id: 'chatcmpl-sim', object: 'chat.completion.chunk', created: 1_700_000_000, model: body['model'] };
	const chunk = (delta: object, finish: string | null = null) =>
		frame({
			...base,
			choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
			...(tellsUsage && { usage: null }),
		});
	return {
		open: () => chunk({ role: 'assistant', content: '', refusal: null }),
		text: (content) => chunk({ content }),
		toolCall: ({ name, input }) => [
			chunk({ tool_calls: [{ index: 0, id: 'call_sim1', type: 'function', function: { name, arguments: '' } }] }),
			...chop(JSON.stringify(input)).map((piece) =>
				chunk({ tool_calls: [{ index: 0, function: { arguments: piece } }] }),
			),
		],
		errorFrame: () => frame({ error: { message: 'The server had an error', type: 'server_error', code: null } }),
		close: (finish) =>
			chunk({}, FINISH[finish]) +
			(tellsUsage ? frame({ ...base, choices: [], usage: chatUsage() }) : '') +
			frame('[DONE]'),
	};
}

function chatUsage(): object {
	return {
		prompt_tokens: USAGE.input,
		completion_tokens: USAGE.output,
		total_tokens: USAGE.input + USAGE.output,
		prompt_tokens_details: { cached_tokens: USAGE.cached, audio_tokens: 0 },
		completion_tokens_details: { reasoning_tokens: 0 },
	};
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
