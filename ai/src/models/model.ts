/** The three wire languages that models are spoken to in. A compatible server of any name speaks one of them. */
export type Provider = 'openai' | 'anthropic' | 'google';

/** Tokens of one answer, the same way for every provider: the three inputs add up to the whole prompt. */
export type Usage = {
	readonly uncachedInputTokens: number;
	/** Read from the provider's prompt cache. */
	readonly cachedInputTokens: number;
	/** Written to the provider's prompt cache; some providers charge more for them. */
	readonly cacheWriteTokens: number;
	/** Reasoning tokens included: they are paid for like the others. */
	readonly outputTokens: number;
};

export type EndReason = 'stop' | 'length' | 'refused' | 'tool-use';

export type ModelEvent =
	| { readonly type: 'text-delta'; readonly text: string }
	| ({ readonly type: 'tool-call' } & ToolCall)
	/** What is known so far; later ones replace earlier ones. Comes early from some providers, with `end` at the latest. */
	| { readonly type: 'usage'; readonly usage: Usage }
	| {
			readonly type: 'end';
			readonly reason: EndReason;
			/** Undefined when the server tells no figures (some local ones). */
			readonly usage: Usage | undefined;
	  };

export type ToolCall = {
	readonly id: string;
	readonly name: string;
	/** What the model wrote, unchecked; `undefined` when it was no JSON. */
	readonly input: unknown;
	/** What this provider wants back when the call is replayed to it; nothing to anybody else. */
	readonly echo?: { readonly provider: Provider; readonly data: string };
};

/** A language model at one address with one key. */
export interface Model {
	/** The provider's own id, such as `ft:gpt-4.1-mini:acme::x`. */
	readonly name: string;
	readonly provider: Provider;
	/**
	 * Answers a prompt. Ends with exactly one `end`, or throws; stops the request upstream when the consumer breaks off.
	 * @throws ModelFailure, and nothing else; `aborted` when the signal fired.
	 */
	stream(prompt: Prompt, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

export type Prompt = {
	/** The most stable first; the same bytes for everyone in the project, or no cache helps. */
	readonly system: readonly PromptPart[];
	readonly messages: readonly Message[];
	/** For reading alone: edits are text in the answer. */
	readonly tools: readonly Tool[];
	readonly maxOutputTokens: number;
	/** Prompts with one key share a long beginning (the project's id). */
	readonly cacheKey: string;
};

export type PromptPart = {
	readonly text: string;
	/** Everything up to the end of this part comes again in later prompts. The last four breaks of a prompt count. */
	readonly cacheBreak?: true;
};

export type Message =
	| { readonly role: 'user'; readonly parts: readonly PromptPart[] }
	| {
			readonly role: 'assistant';
			readonly parts: readonly PromptPart[];
			readonly toolCalls?: readonly ToolCall[];
	  }
	/** Follows the assistant message whose calls it answers, and answers each of them. */
	| { readonly role: 'tool'; readonly results: readonly ToolResult[] };

export type ToolResult = {
	readonly callId: string;
	readonly name: string;
	readonly text: string;
	readonly isError?: boolean;
};

export type Tool = {
	readonly name: string;
	readonly description: string;
	/** JSON Schema of type `object`, in the plain subset that all three understand. */
	readonly inputSchema: Readonly<Record<string, unknown>>;
};
