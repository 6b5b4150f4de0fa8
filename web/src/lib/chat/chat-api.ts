import {
	type AiSettings,
	type ChatMessage,
	type ChatPage,
	type CompletionAnswer,
	type CompletionRequest,
	CovibeError,
	isErrorCode,
	type Mention,
	type MessageId,
	type ModelChoice,
	type MonthUsage,
	parseChatPage,
	parseCompletionAnswer,
	parseContextAnswer,
	parseFoundMessages,
	parseKeySummaries,
	parseKeyVerdict,
	parseModelChoices,
	parsePosted,
	parseSettingsAnswer,
	parseThreadAnswer,
	parseTurnAnswer,
	type ProjectId,
	type ProviderKeySummary,
	type SentPart,
	type Thread,
	type ThreadId,
	type Turn,
	type TurnId,
	type TurnMode,
} from '@covibe/shared';

/** What a person says, as it is sent. The same `key` again is the same message. */
export type Draft = {
	readonly key: string;
	readonly thread: ThreadId;
	readonly text: string;
	readonly mentions: readonly Mention[];
	readonly replyTo?: MessageId | undefined;
	readonly model?: string | undefined;
	readonly mode?: TurnMode | undefined;
};

export type TurnAction = 'stop' | 'send-now' | 'approve';
/** Undefined for a setting or a place that is not there. */
type Words = Readonly<Record<string, string | number | undefined>>;

/** A wait beyond this is a lost connection. */
const TIMEOUT_MS = 15_000;
const AWAY = 'The server cannot be reached. Try again when you are online.';

/** The server did not answer, or not as itself: the same request may be sent again. */
export class Unreachable extends Error {
	constructor(cause?: unknown) {
		super(AWAY, { cause });
		this.name = 'Unreachable';
	}
}

/** The chat's endpoints of one room. Every call throws CovibeError with a sentence when it is refused, or Unreachable. */
export class ChatApi {
	readonly #root: string;
	readonly #fetch: typeof fetch;

	constructor(projectId: ProjectId, fetcher: typeof fetch = fetch.bind(globalThis)) {
		this.#root = `/p/${projectId}/chat`;
		this.#fetch = fetcher;
	}

	async page(of: { thread: ThreadId; before?: number | undefined }): Promise<ChatPage> {
		return parseChatPage(await this.#get('', { thread: of.thread, before: of.before }));
	}

	async search(query: string): Promise<readonly ChatMessage[]> {
		return parseFoundMessages(await this.#get('/search', { q: query }));
	}

	async post(draft: Draft): Promise<{ readonly message: ChatMessage; readonly turn: Turn | undefined }> {
		return parsePosted(await this.#send('POST', '', draft));
	}

	async edit(id: MessageId, change: { text: string; mentions: readonly Mention[] }): Promise<ChatMessage> {
		return parsePosted(await this.#send('PATCH', `/messages/${id}`, change)).message;
	}

	async remove(id: MessageId): Promise<ChatMessage> {
		return parsePosted(await this.#send('DELETE', `/messages/${id}`)).message;
	}

	async act(id: TurnId, action: TurnAction): Promise<Turn> {
		return parseTurnAnswer(await this.#send('POST', `/turns/${id}`, { action }));
	}

	async removeTurn(id: TurnId): Promise<Turn> {
		return parseTurnAnswer(await this.#send('DELETE', `/turns/${id}`));
	}

	async markRead(thread: ThreadId, position: number): Promise<void> {
		await this.#send('POST', '/read', { thread, position });
	}

	async createThread(title: string): Promise<Thread> {
		return parseThreadAnswer(await this.#send('POST', '/threads', { title }));
	}

	async renameThread(thread: ThreadId, title: string): Promise<Thread> {
		return parseThreadAnswer(await this.#send('PATCH', '/threads', { thread, title }));
	}

	async models(): Promise<{ readonly models: readonly ModelChoice[]; readonly defaultModel: string | undefined }> {
		return parseModelChoices(await this.#get('/models'));
	}

	async settings(): Promise<{ readonly settings: AiSettings; readonly usage: MonthUsage | undefined }> {
		return parseSettingsAnswer(await this.#get('/settings'));
	}

	async saveSettings(settings: AiSettings): Promise<AiSettings> {
		return parseSettingsAnswer(await this.#send('PUT', '/settings', settings)).settings;
	}

	async keys(): Promise<readonly ProviderKeySummary[]> {
		return parseKeySummaries(await this.#get('/keys'));
	}

	async saveKey(key: { owner: 'user' | 'project'; provider: string; secret: string }): Promise<void> {
		await this.#send('POST', '/keys', key);
	}

	/** Tries a key at its provider, before it is kept. */
	async testKey(key: { provider: string; secret: string }): Promise<{ works: boolean | null; message: string }> {
		return parseKeyVerdict(await this.#send('POST', '/keys/test', key));
	}

	/** What a turn sent to its model. */
	async sent(id: TurnId): Promise<readonly SentPart[]> {
		return parseContextAnswer(await this.#get(`/turns/${id}/context`));
	}

	async removeKey(id: string): Promise<void> {
		await this.#send('DELETE', `/keys/${encodeURIComponent(id)}`);
	}

	/** What may come next in code. */
	async complete(request: CompletionRequest, signal: AbortSignal): Promise<CompletionAnswer> {
		return parseCompletionAnswer(await this.#send('POST', '/completions', request, signal));
	}

	#get(path: string, query: Words = {}): Promise<unknown> {
		const words = Object.entries(query).flatMap(([name, value]) =>
			value === undefined ? [] : [`${name}=${encodeURIComponent(value)}`],
		);
		return this.#ask(path + (words.length > 0 ? `?${words.join('&')}` : ''), {});
	}

	#send(method: string, path: string, body?: object, signal?: AbortSignal): Promise<unknown> {
		const content = body && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
		return this.#ask(path, { method, ...content }, signal);
	}

	async #ask(path: string, init: RequestInit, stop?: AbortSignal): Promise<unknown> {
		let answer: { readonly status: number; readonly body: unknown };
		const timeout = AbortSignal.timeout(TIMEOUT_MS);
		const signal = stop ? AbortSignal.any([stop, timeout]) : timeout;
		try {
			const response = await this.#fetch(this.#root + path, { ...init, signal });
			answer = { status: response.status, body: await response.json() };
		} catch (cause) {
			throw new Unreachable(cause);
		}
		if (answer.status < 300) return answer.body;
		throw refusalOf(answer.status, answer.body);
	}
}

function refusalOf(status: number, body: unknown): Error {
	const { code, message } = (typeof body === 'object' && body !== null ? body : {}) as Record<string, unknown>;
	const detail = typeof message === 'string' ? message : undefined;
	if (typeof code === 'string' && isErrorCode(code)) {
		const refusal = new CovibeError(code, { detail });
		return status >= 500 ? new Unreachable(refusal) : refusal;
	}
	return status >= 500 ? new Unreachable() : new Error(detail ?? 'The server could not do this. Reload the page.');
}
