import { type Answer, bearerOf, chop, type Dialect, frame, type Request, samplingComplaint, USAGE } from './dialect.ts';

export const anthropic: Dialect = {
	name: 'anthropic',
	speaks: (path) => path === '/v1/messages',
	modelOf: ({ body }) => String(body['model']),
	keyOf: (headers) => bearerOf(headers) ?? asText(headers['x-api-key']),
	complaint: ({ headers, body }) => {
		const version = headers['anthropic-version'];
		if (version !== '2026-10-21' && version !== '2023-06-01') return 'anthropic-version: unknown version';
		if (version === '2026-10-21' && headers['x-api-key'] !== undefined) return 'x-api-key is not accepted any more';
		if (typeof body['max_tokens'] !== 'number') return 'max_tokens: field required';
		const breaks = JSON.stringify(body).split('"cache_control"').length - 1;
		if (breaks > 4) return `a maximum of 4 blocks with cache_control may be provided, found ${breaks}`;
		if (JSON.stringify(body).includes('"type":"text","text":""')) return 'text content blocks must be non-empty';
		return samplingComplaint(body);
	},
	refusal: (status, message, scenario) => ({
		status,
		body: { type: 'error', error: { type: TYPES[status] ?? 'api_error', message }, request_id: 'req_sim' },
		headers: {
			'request-id': 'req_sim',
			...(scenario.retryAfterSeconds !== undefined && { 'retry-after': String(scenario.retryAfterSeconds) }),
		},
	}),
	answer: messagesAnswer,
};

const TYPES: Record<number, string> = {
	400: 'invalid_request_error',
	401: 'authentication_error',
	402: 'billing_error',
	404: 'not_found_error',
	429: 'rate_limit_error',
	529: 'overloaded_error',
};

const STOP_REASON = { stop: 'end_turn', length: 'max_tokens', refused: 'refusal', 'tool-use': 'tool_use' };

function messagesAnswer({ body }: Request): Answer {
	const event = (type: string, data: object) => frame({ type, ...data }, type);
	let index = -1;
	let isTextOpen = false;
	const openBlock = (content_block: object) => event('content_block_start', { index: ++index, content_block });
	const delta = (change: object) => event('content_block_delta', { index, delta: change });
	const closeBlock = () => event('content_block_stop', { index });
	return {
		open: () => event('message_start', { message: emptyMessage(body['model']) }) + event('ping', {}),
		text: (text) => {
			const opening = isTextOpen ? '' : openBlock({ type: 'text', text: '' });
			isTextOpen = true;
			return opening + delta({ type: 'text_delta', text });
		},
		toolCall: ({ name, input }) => [
			openBlock({ type: 'thinking', thinking: '', signature: '' }),
			delta({ type: 'thinking_delta', thinking: 'I must look.' }) +
				delta({ type: 'signature_delta', signature: 'signed-thoughts' }) +
				closeBlock(),
			openBlock({ type: 'tool_use', id: 'toolu_sim', name, input: {} }),
			delta({ type: 'input_json_delta', partial_json: '' }),
			...chop(JSON.stringify(input)).map((partial_json) => delta({ type: 'input_json_delta', partial_json })),
			closeBlock(),
		],
		errorFrame: () =>
			event('error', { error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_sim' }),
		close: (finish) =>
			(isTextOpen ? closeBlock() : '') +
			event('message_delta', {
				delta: { stop_reason: STOP_REASON[finish], stop_sequence: null },
				usage: { output_tokens: USAGE.output },
			}) +
			event('message_stop', {}),
	};
}

/** `input_tokens` leaves cached tokens out. */
function emptyMessage(model: unknown): object {
	return {
		id: 'msg_sim',
		type: 'message',
		role: 'assistant',
		model,
		content: [],
		stop_reason: null,
		stop_sequence: null,
		usage: {
			input_tokens: USAGE.input - USAGE.cached,
			cache_creation_input_tokens: 0,
			cache_read_input_tokens: USAGE.cached,
			output_tokens: 1,
		},
	};
}

function asText(value: string | string[] | undefined): string | undefined {
	return typeof value === 'string' ? value : undefined;
}
