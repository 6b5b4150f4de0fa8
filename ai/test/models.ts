import { createAnthropicModel } from '../src/models/anthropic.ts';
import type { StreamLimits } from '../src/models/guard.ts';
import { createGoogleModel } from '../src/models/google.ts';
import type { Model, ModelEvent, Prompt } from '../src/models/model.ts';
import { createOpenAiModel } from '../src/models/openai.ts';
import { OPENAI_QUIRKS } from '../src/models/openai-chat.ts';
import type { StandIns } from './stand-ins/server.ts';

export const LANGUAGES = ['openai', 'openai-responses', 'anthropic', 'google'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Far above what a stand-in on this machine takes, far below a test's patience. */
export const SHORT: StreamLimits = { firstTokenMs: 700, idleMs: 700 };

/** The real SDK of a language, pointed at the stand-ins; the scenario is in the model's name. */
export function modelOf(
	language: Language,
	standIns: StandIns,
	options: { scenario: string; key?: string; limits?: StreamLimits },
): Model {
	const { scenario, key = 'test-key', limits = SHORT } = options;
	const common = { model: `sim-${scenario}`, key, limits };
	const { urls } = standIns;
	if (language === 'anthropic') return createAnthropicModel({ ...common, baseUrl: urls.anthropic });
	if (language === 'google') return createGoogleModel({ ...common, baseUrl: urls.google });
	const api = language === 'openai' ? 'chat' : 'responses';
	return createOpenAiModel({ ...common, api, baseUrl: urls.openai, quirks: OPENAI_QUIRKS });
}

export const PROMPT: Prompt = {
	system: [{ text: 'Be brief.', cacheBreak: true }],
	messages: [{ role: 'user', parts: [{ text: 'Hello.' }] }],
	tools: [],
	maxOutputTokens: 1_000,
	cacheKey: 'project-1',
};

export async function collect<Event>(events: AsyncIterable<Event>): Promise<Event[]> {
	const collected: Event[] = [];
	for await (const event of events) collected.push(event);
	return collected;
}

export function textOf(events: readonly { type: string }[]): string {
	return (events as ModelEvent[]).map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
}
