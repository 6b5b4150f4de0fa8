import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnthropicModel } from '../src/models/anthropic.ts';
import type { ModelEvent, Prompt, ToolCall } from '../src/models/model.ts';
import { createOpenAiModel } from '../src/models/openai.ts';
import { COMPATIBLE_QUIRKS, OPENAI_QUIRKS, type OpenAiQuirks } from '../src/models/openai-chat.ts';
import { collect, type Language, LANGUAGES, modelOf, PROMPT, SHORT, textOf } from './models.ts';
import { ANSWER, TOOL } from './stand-ins/scenarios.ts';
import { type SeenRequest, type StandIns, startStandIns } from './stand-ins/server.ts';

let standIns: StandIns;
beforeAll(async () => void (standIns = await startStandIns()));
afterAll(() => standIns.close());

const SCHEMA = {
	type: 'object',
	properties: { path: { type: 'string' } },
	required: ['path'],
	additionalProperties: false,
};
const LONG: Prompt = {
	system: [
		{ text: 'Rules.', cacheBreak: true },
		{ text: 'Map.', cacheBreak: true },
	],
	messages: [
		{ role: 'user', parts: [{ text: 'Files.', cacheBreak: true }, { text: '' }] },
		{ role: 'assistant', parts: [{ text: 'Seen.', cacheBreak: true }] },
		{ role: 'user', parts: [{ text: 'More.', cacheBreak: true }] },
		{ role: 'user', parts: [{ text: 'Now.' }] },
	],
	tools: [
		{ name: 'open_file', description: 'Opens a file.', inputSchema: SCHEMA },
		{ name: 'problems', description: 'Lists problems.', inputSchema: { type: 'object', properties: {} } },
	],
	maxOutputTokens: 500,
	cacheKey: 'project-7',
};

test.each(LANGUAGES)('%s hands on text word by word, the end and the usage', async (language) => {
	const events = await ask(language, 'text', LONG);
	expect(textOf(events)).toBe(ANSWER);
	expect(events.filter(({ type }) => type === 'text-delta').length).toBeGreaterThan(5);
	const usage = { uncachedInputTokens: 20, cachedInputTokens: 100, cacheWriteTokens: 0, outputTokens: 11 };
	expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop', usage });
});

test.each(LANGUAGES)('%s hands on a call once, whole', async (language) => {
	const events = await ask(language, 'tool', LONG);
	const calls = events.filter(({ type }) => type === 'tool-call');
	expect(calls).toMatchObject([{ name: TOOL.name, input: TOOL.input }]);
	expect(events.at(-1)).toMatchObject({ reason: 'tool-use' });
});

test.each(LANGUAGES)('%s takes a call back with its result, and its own thoughts alone', async (language) => {
	const call = (await ask(language, 'tool', LONG)).find((event) => event.type === 'tool-call')!;
	await ask(language, 'tool', replay(call));
	const own = JSON.stringify(seen().body);
	expect(own).toContain('the file');
	if (language !== 'openai') expect(own).toMatch(/signed-thoughts|sealed-thoughts/);
	for (const other of LANGUAGES.filter((name) => name.slice(0, 6) !== language.slice(0, 6))) {
		await ask(other, 'text', replay(call));
		expect(JSON.stringify(seen().body)).not.toMatch(/signed-thoughts|sealed-thoughts/);
	}
});

test('no language sends sampling parameters', async () => {
	for (const language of LANGUAGES) {
		await ask(language, 'text', LONG);
		expect(JSON.stringify(seen().body)).not.toMatch(/temperature|top_?p|top_?k/i);
	}
});

test('Anthropic: the last four breaks are marked, in the API of the SDK', async () => {
	await ask('anthropic', 'text', LONG);
	const { body, headers } = seen();
	expect(body['system']).toEqual([{ type: 'text', text: 'Rules.' }, marked('Map.')]);
	expect(body['messages']).toEqual([
		{ role: 'user', content: [marked('Files.')] },
		{ role: 'assistant', content: [marked('Seen.')] },
		{ role: 'user', content: [marked('More.')] },
		{ role: 'user', content: [{ type: 'text', text: 'Now.' }] },
	]);
	expect(headers).toMatchObject({ 'anthropic-version': '2026-10-21', authorization: 'Bearer test-key' });
});

test('Anthropic: an old gateway gets the old version and the key where it looks for it', async () => {
	const model = createAnthropicModel({
		model: 'sim-text',
		key: 'old-key',
		baseUrl: standIns.urls.anthropic,
		limits: SHORT,
		isOldApi: true,
	});
	expect(textOf(await collect(model.stream(PROMPT, new AbortController().signal)))).toBe(ANSWER);
	expect(seen().headers).toMatchObject({ 'anthropic-version': '2023-06-01', 'x-api-key': 'old-key' });
	expect(seen().headers.authorization).toBeUndefined();
});

test('OpenAI: prompts of one project meet in one cache, and nothing is stored', async () => {
	await ask('openai', 'text', LONG);
	expect(seen().body).toMatchObject({ prompt_cache_key: 'project-7', max_completion_tokens: 500 });
	expect(seen().body['messages']).toMatchObject([{ role: 'developer', content: 'Rules.Map.' }, {}, {}, {}, {}]);
	await ask('openai-responses', 'text', LONG);
	expect(seen().body).toMatchObject({ prompt_cache_key: 'project-7', max_output_tokens: 500, store: false });
});

test('a compatible server is asked in the words that all of them know', async () => {
	await askCompatible(COMPATIBLE_QUIRKS);
	expect(Object.keys(seen().body).sort()).toEqual([
		'max_tokens',
		'messages',
		'model',
		'stream',
		'stream_options',
		'tools',
	]);
	expect(seen().body['messages']).toMatchObject([{ role: 'system' }, {}, {}, {}, {}]);
	expect(seen().headers.authorization).toBeUndefined();
});

test('each quirk can be switched', async () => {
	const events = await askCompatible({ ...COMPATIBLE_QUIRKS, includeUsage: false, tools: false });
	expect(Object.keys(seen().body).sort()).toEqual(['max_tokens', 'messages', 'model', 'stream']);
	expect(events.at(-1)).toEqual({ type: 'end', reason: 'stop', usage: undefined });
	await askCompatible({ ...COMPATIBLE_QUIRKS, systemRole: 'developer', outputLimit: 'max_completion_tokens' });
	expect(seen().body).toMatchObject({ max_completion_tokens: 500, messages: [{ role: 'developer' }, {}, {}, {}, {}] });
});

test('fine-tuned ids pass through', async () => {
	const id = 'ft:gpt-4.1-mini:acme::x';
	const model = createOpenAiModel({
		model: id,
		api: 'chat',
		key: 'k',
		baseUrl: standIns.urls.openai,
		quirks: OPENAI_QUIRKS,
		limits: SHORT,
	});
	await collect(model.stream(PROMPT, new AbortController().signal));
	expect(seen().model).toBe(id);
});

test('Gemini: roles take turns, and schemas lose the words it does not know', async () => {
	await ask('google', 'text', LONG);
	const { body, headers } = seen();
	expect((body['contents'] as { role: string }[]).map(({ role }) => role)).toEqual(['user', 'model', 'user']);
	expect(body['generationConfig']).toEqual({ maxOutputTokens: 500 });
	expect(JSON.stringify(body['tools'])).not.toContain('additionalProperties');
	expect(headers['x-goog-api-key']).toBe('test-key');
});

function replay(call: ToolCall): Prompt {
	return {
		...LONG,
		messages: [
			...LONG.messages,
			{ role: 'assistant', parts: [{ text: 'Let me look.' }], toolCalls: [call] },
			{ role: 'tool', results: [{ callId: call.id, name: call.name, text: 'the file' }] },
		],
	};
}

function ask(language: Language, scenario: string, prompt: Prompt): Promise<ModelEvent[]> {
	return collect(modelOf(language, standIns, { scenario }).stream(prompt, new AbortController().signal));
}

function askCompatible(quirks: OpenAiQuirks): Promise<ModelEvent[]> {
	const options = { model: 'sim-text', api: 'chat', key: undefined, baseUrl: standIns.urls.openai } as const;
	return collect(createOpenAiModel({ ...options, quirks, limits: SHORT }).stream(LONG, new AbortController().signal));
}

function seen(): SeenRequest {
	return standIns.requests.at(-1)!;
}

function marked(text: string): object {
	return { type: 'text', text, cache_control: { type: 'ephemeral' } };
}
