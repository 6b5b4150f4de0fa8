import type { IncomingHttpHeaders } from 'node:http';
import type { Scenario } from './scenarios.ts';

export type Request = {
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly body: Readonly<Record<string, unknown>>;
};

/** One provider's wire language: everything that it would write, as text for the socket. */
export interface Dialect {
	readonly name: 'openai-chat' | 'openai-responses' | 'anthropic' | 'google';
	speaks(path: string): boolean;
	modelOf(request: Request): string;
	/** What the key is sent in; undefined when there is none. */
	keyOf(headers: IncomingHttpHeaders): string | undefined;
	/** Why the real service would answer 400; undefined when it would not. */
	complaint(request: Request): string | undefined;
	refusal(status: number, message: string, scenario: Scenario): Refusal;
	answer(request: Request): Answer;
}

/** The status is the real service's own: an empty account at OpenAI is 429, a wrong key at Google 400. */
export type Refusal = {
	readonly status: number;
	readonly body: unknown;
	readonly headers: Record<string, string>;
};

/** Frames of one answer, in the order in which they are asked for. */
export interface Answer {
	open(): string;
	text(words: string): string;
	/** In several pieces where the service sends it so. */
	toolCall(tool: NonNullable<Scenario['tool']>): string[];
	errorFrame(): string;
	close(finish: 'stop' | 'length' | 'refused' | 'tool-use'): string;
}

/** The same figures in every language: 120 tokens in, 100 of them cached. */
export const USAGE = { input: 120, cached: 100, output: 11 };

export function frame(data: unknown, event?: string): string {
	return `${event === undefined ? '' : `event: ${event}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

export function chop(text: string): string[] {
	return text.match(/[\s\S]{1,7}/g) ?? [];
}

export function bearerOf(headers: IncomingHttpHeaders): string | undefined {
	return /^Bearer (.+)$/.exec(headers.authorization ?? '')?.[1];
}

export function samplingComplaint(body: Request['body']): string | undefined {
	const name = ['temperature', 'top_p', 'top_k'].find((key) => key in body);
	return name === undefined ? undefined : `${name} is not supported`;
}
