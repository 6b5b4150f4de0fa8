import { type FailureDetail, type FailureKind, type FailureSource, ModelFailure } from './failure.ts';

/** What an SDK's error, an error frame or a broken socket says, in one shape. */
type Facts = {
	readonly status: number | undefined;
	/** Codes and types in the provider's words, and its sentence: looked at, never handed on. */
	readonly words: string;
	readonly retryAfterMs: number | undefined;
};

const REFUSED = /content_policy|content_filter|responsibleaipolicy|moderation_blocked/i;
const NO_KEY =
	/api_key_invalid|invalid_api_key|authentication_error|permission_error|unauthenticated|permission_denied/i;
const NO_CREDIT = /insufficient_quota|billing|credit balance|quota[^ ]*perday/i;
const TOO_LONG =
	/context_length|context length|context window|prompt is too long|maximum number of tokens|request_too_large/i;
const UNKNOWN_MODEL = /model_not_found|not_found_error|"?NOT_FOUND"?|model .* (does not exist|not found)/i;
const OVERLOADED = /overloaded|\bUNAVAILABLE\b|capacity/i;
const TOO_MANY = /rate_limit|RESOURCE_EXHAUSTED/i;
const BAD = /invalid_request|INVALID_ARGUMENT|FAILED_PRECONDITION/;

/** Makes a failure of whatever a provider's SDK threw or a stream reported. */
export function failureOf(error: unknown, source: FailureSource, hasBegun: boolean): ModelFailure {
	if (error instanceof ModelFailure) return error;
	const facts = readFacts(error);
	const [kind, detail] = classify(facts, hasBegun);
	return new ModelFailure(kind, source, { status: facts.status, detail, retryAfterMs: facts.retryAfterMs });
}

function classify({ status, words }: Facts, hasBegun: boolean): [FailureKind, FailureDetail?] {
	if (REFUSED.test(words)) return ['refused'];
	// Google answers a wrong key with 400, OpenAI an empty account with 429: the words come before the number.
	if (status === 401 || status === 403 || NO_KEY.test(words)) return ['auth'];
	if (status === 402 || NO_CREDIT.test(words)) return ['quota'];
	if (status === 429 || (status === undefined && TOO_MANY.test(words))) return ['rate-limited'];
	if (status === 404 || UNKNOWN_MODEL.test(words)) return ['unavailable', 'unknown-model'];
	if (status === 529 || status === 503 || (isServerSide(status) && OVERLOADED.test(words))) return ['overloaded'];
	if (status === 413 || (status === 400 && TOO_LONG.test(words))) return ['bad-request', 'too-long'];
	if (status !== undefined && status >= 400 && status < 500 && status !== 408) return ['bad-request'];
	if (status === undefined && BAD.test(words)) return ['bad-request'];
	if (status !== undefined || words !== '') return ['unavailable'];
	return [hasBegun ? 'truncated' : 'unavailable'];
}

function isServerSide(status: number | undefined): boolean {
	return status === undefined || status >= 500;
}

function readFacts(error: unknown): Facts {
	const { status, code, type, error: body, errorDetails, message, headers } = record(error);
	const httpStatus = asStatus(status) ?? asStatus(code);
	// Without a status and a code it is the socket that broke, and its message says nothing about the answer.
	const isReport =
		httpStatus !== undefined || [code, type, body].some((value) => value !== undefined && value !== null);
	return {
		status: httpStatus,
		words: isReport ? [code, type, status, message, text(body), text(errorDetails)].filter(isText).join(' ') : '',
		retryAfterMs: retryAfterOf(headers) ?? retryDelayOf(errorDetails),
	};
}

function retryAfterOf(headers: unknown): number | undefined {
	if (!(headers instanceof Headers)) return undefined;
	const milliseconds = Number.parseFloat(headers.get('retry-after-ms') ?? '');
	if (milliseconds >= 0) return milliseconds;
	const raw = headers.get('retry-after') ?? '';
	if (/^[\d.]+$/.test(raw)) return Number.parseFloat(raw) * 1_000;
	const date = Date.parse(raw);
	return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/** Google tells it in the body, as `"1.5s"`. */
function retryDelayOf(details: unknown): number | undefined {
	if (!Array.isArray(details)) return undefined;
	for (const detail of details as unknown[]) {
		const { retryDelay } = record(detail);
		if (typeof retryDelay === 'string' && /^[\d.]+s$/.test(retryDelay)) return Number.parseFloat(retryDelay) * 1_000;
	}
	return undefined;
}

function asStatus(value: unknown): number | undefined {
	return typeof value === 'number' && value >= 100 && value < 600 ? value : undefined;
}

function text(value: unknown): string | undefined {
	return value === undefined || value === null ? undefined : JSON.stringify(value);
}

function isText(value: unknown): value is string {
	return typeof value === 'string';
}

function record(value: unknown): Record<string, unknown> {
	return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}
