import type { Provider } from './model.ts';

/** Why an answer did not come to its end. */
export type FailureKind =
	| 'auth'
	| 'quota'
	| 'rate-limited'
	| 'overloaded'
	| 'unavailable'
	| 'timeout-first-token'
	| 'timeout-idle'
	| 'truncated'
	| 'bad-request'
	| 'refused'
	| 'aborted';

/** What people read. Fixed sentences: what a provider says may quote the key or the prompt. */
const SENTENCES: Record<FailureKind, string> = {
	auth: 'did not accept the key.',
	quota: 'says that the account has no credit left.',
	'rate-limited': 'gets too many requests at the moment.',
	overloaded: 'is overloaded at the moment.',
	unavailable: 'could not be reached or had an error of its own.',
	'timeout-first-token': 'did not begin to answer in time.',
	'timeout-idle': 'fell silent in the middle of its answer.',
	truncated: 'broke off in the middle of its answer.',
	'bad-request': 'refused the request as not valid.',
	refused: 'declined to answer this.',
	aborted: 'was stopped.',
};

const DETAILS = {
	'too-long': 'says that the conversation is longer than it can read.',
	'unknown-model': 'does not know this model.',
} as const;

export type FailureDetail = keyof typeof DETAILS;

export type FailureSource = { readonly provider: Provider; readonly model: string };

/** The one error that leaves a model. Holds no text of the provider's and no `cause`: either may hold a secret. */
export class ModelFailure extends Error {
	readonly kind: FailureKind;
	readonly provider: Provider;
	readonly model: string;
	/** HTTP status, when there was an answer with one. */
	readonly status: number | undefined;
	readonly detail: FailureDetail | undefined;
	/** How long the provider asks to wait. */
	readonly retryAfterMs: number | undefined;

	constructor(
		kind: FailureKind,
		source: FailureSource,
		more: { status?: number | undefined; detail?: FailureDetail | undefined; retryAfterMs?: number | undefined } = {},
	) {
		super(`${source.model} ${wordsFor(kind, more.detail)}`);
		this.name = 'ModelFailure';
		this.kind = kind;
		this.provider = source.provider;
		this.model = source.model;
		this.status = more.status;
		this.detail = more.detail;
		this.retryAfterMs = more.retryAfterMs;
	}

	/** The message with the name that people know the model by. */
	saidOf(label: string): string {
		return `${label} ${wordsFor(this.kind, this.detail)}`;
	}
}

const wordsFor = (kind: FailureKind, detail: FailureDetail | undefined): string =>
	detail ? DETAILS[detail] : SENTENCES[kind];
