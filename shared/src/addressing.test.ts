import { expect, test } from 'vitest';
import { findCalledModel } from './addressing.ts';

const gpt = { id: 'gpt-5.6-luna', name: 'GPT 5.6 Luna' };
const local = { id: 'qwen3:8b', name: 'Qwen' };

test.each([
	['@ai fix this', 'any'],
	['please, @AI: fix this', 'any'],
	['fix this (@ai)', 'any'],
	['what would @gpt-5.6-luna say?', gpt],
	['ask @GPT5.6Luna.', gpt],
	['@qwen3:8b go', local],
	['@Bo, can @qwen do it', local],
])('%s calls somebody', (text, model) => expect(findCalledModel(text, [gpt, local])).toEqual(model));

test.each([
	'hello',
	'me@ai.example',
	'@aids',
	'@ air',
	'say `@ai` to call it',
	'```\n@ai\n```',
	'```\n@ai',
	'@@ai',
	'a/@ai',
])('%j calls nobody', (text) => expect(findCalledModel(text, [gpt, local])).toBeUndefined());
