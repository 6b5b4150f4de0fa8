import { type Answer, bearerOf, chop, type Dialect, frame, type Request, samplingComplaint, USAGE } from './dialect.ts';
import { openAiRefusal } from './openai-chat.ts';

export const openAiResponses: Dialect = {
	name: 'openai-responses',
	speaks: (path) => path === '/v1/responses',
	modelOf: ({ body }) => String(body['model']),
	keyOf: bearerOf,
	complaint: ({ body }) =>
		Array.isArray(body['input']) && body['input'].length > 0 ? samplingComplaint(body) : 'input must not be empty',
	refusal: openAiRefusal,
	answer: responsesAnswer,
};

function responsesAnswer({ body }: Request): Answer {
	let sequence = 0;
	let text = '';
	const event = (type: string, data: object) => frame({ type, sequence_number: sequence++, ...data }, type);
	const response = { id: 'resp_sim', object: 'response', created_at: 1_700_000_000, model: body['model'], error: null };
	const place = { item_id: 'msg_sim', output_index: 0, content_index: 0 };
	const message = { id: 'msg_sim', type: 'message', role: 'assistant' };
	return {
		open: () =>
			event('response.created', { response: { ...response, status: 'in_progress', output: [], usage: null } }) +
			event('response.in_progress', { response: { ...response, status: 'in_progress', output: [], usage: null } }),
		text: (delta) => {
			const opening =
				text === ''
					? event('response.output_item.added', { output_index: 0, item: { ...message, content: [] } }) +
						event('response.content_part.added', { ...place, part: { type: 'output_text', text: '', annotations: [] } })
					: '';
			text += delta;
			return opening + event('response.output_text.delta', { ...place, delta, logprobs: [] });
		},
		toolCall: ({ name, input }) => {
			const reasoning = { id: 'rs_sim', type: 'reasoning', summary: [], encrypted_content: 'sealed-thoughts' };
			const item = {
				id: 'fc_sim',
				type: 'function_call',
				call_id: 'call_sim1',
				name,
				arguments: JSON.stringify(input),
			};
			return [
				event('response.output_item.done', { output_index: 0, item: reasoning }),
				event('response.output_item.added', { output_index: 1, item: { ...item, arguments: '' } }),
				...chop(item.arguments).map((delta) =>
					event('response.function_call_arguments.delta', { item_id: 'fc_sim', output_index: 1, delta }),
				),
				event('response.function_call_arguments.done', {
					item_id: 'fc_sim',
					output_index: 1,
					arguments: item.arguments,
				}),
				event('response.output_item.done', { output_index: 1, item: { ...item, status: 'completed' } }),
			];
		},
		errorFrame: () => event('error', { code: 'server_error', message: 'The server had an error', param: null }),
		close: (finish) => {
			const isWhole = finish === 'stop' || finish === 'tool-use';
			const reason = finish === 'refused' ? 'content_filter' : 'max_output_tokens';
			return event(isWhole ? 'response.completed' : 'response.incomplete', {
				response: {
					...response,
					status: isWhole ? 'completed' : 'incomplete',
					incomplete_details: isWhole ? null : { reason },
					output: text === '' ? [] : [{ ...message, content: [{ type: 'output_text', text, annotations: [] }] }],
					usage: {
						input_tokens: USAGE.input,
						input_tokens_details: { cached_tokens: USAGE.cached },
						output_tokens: USAGE.output,
						output_tokens_details: { reasoning_tokens: 0 },
						total_tokens: USAGE.input + USAGE.output,
					},
				},
			});
		},
	};
}
