import { type Answer, type Dialect, type Request, USAGE } from './dialect.ts';

const PATH = /^\/v1beta\/(?:models|tunedModels)\/([^:]+):streamGenerateContent\?alt=sse$/;

export const google: Dialect = {
	name: 'google',
	speaks: (path) => PATH.test(path),
	modelOf: ({ path }) => decodeURIComponent(PATH.exec(path)?.[1] ?? ''),
	keyOf: ({ 'x-goog-api-key': key }) => (typeof key === 'string' ? key : undefined),
	complaint: ({ body }) => {
		if (JSON.stringify(body['tools'] ?? []).includes('additionalProperties'))
			return 'Unknown name "additionalProperties"';
		const contents = body['contents'];
		if (!Array.isArray(contents) || contents.length === 0) return 'contents is not specified';
		return (contents as { parts?: unknown[] }[]).some(({ parts }) => !parts?.length)
			? 'parts must not be empty'
			: undefined;
	},
	// Retry-after comes in the body, and a wrong key is a bad argument.
	refusal: (status, message, scenario) => ({
		status: status === 401 ? 400 : status,
		body: {
			error: {
				code: status === 401 ? 400 : status,
				message,
				status: STATUS[status] ?? 'UNAVAILABLE',
				...(status === 401 && {
					details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'API_KEY_INVALID' }],
				}),
				...(scenario.retryAfterSeconds !== undefined && {
					details: [
						{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${scenario.retryAfterSeconds}s` },
					],
				}),
			},
		},
		headers: {},
	}),
	answer: contentAnswer,
};

const STATUS: Record<number, string> = {
	400: 'INVALID_ARGUMENT',
	401: 'INVALID_ARGUMENT',
	404: 'NOT_FOUND',
	429: 'RESOURCE_EXHAUSTED',
	500: 'INTERNAL',
};

const FINISH = { stop: 'STOP', length: 'MAX_TOKENS', refused: 'SAFETY', 'tool-use': 'STOP' };

function contentAnswer(request: Request): Answer {
	const model = google.modelOf(request);
	// Frames end in CRLF, and each carries the usage so far.
	const chunk = (parts: object[], finish?: string) =>
		`data: ${JSON.stringify({
			candidates: [
				{ content: { parts, role: 'model' }, index: 0, ...(finish === undefined ? {} : { finishReason: finish }) },
			],
			usageMetadata: {
				promptTokenCount: USAGE.input,
				candidatesTokenCount: USAGE.output,
				totalTokenCount: USAGE.input + USAGE.output,
				cachedContentTokenCount: USAGE.cached,
			},
			modelVersion: model,
		})}\r\n\r\n`;
	return {
		open: () => '',
		text: (text) => chunk([{ text }]),
		toolCall: ({ name, input }) => [
			chunk([{ functionCall: { name, args: input }, thoughtSignature: 'signed-thoughts' }]),
		],
		errorFrame: () =>
			`data: ${JSON.stringify({ error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } })}\r\n\r\n`,
		close: (finish) => chunk([{ text: '' }], FINISH[finish]),
	};
}
