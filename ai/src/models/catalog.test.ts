import { expect, test } from 'vitest';
import { readModelConfig } from '../config.ts';
import { Catalog, installationKeys } from './catalog.ts';
import { parseModelTable } from './table.ts';

test('without a key there is no model, and no link', () => {
	const { catalog, keyFor } = open({});
	expect(catalog.available({ keyFor, isLocalOnly: false })).toEqual([]);
	expect(catalog.links({ wanted: 'gpt-6-sol', keyFor, isLocalOnly: false })).toEqual([]);
});

test('keys of the environment make models available, and one of each other endpoint stands behind the wanted one', () => {
	const { catalog, keyFor } = open({ OPENAI_API_KEY: 'o', ANTHROPIC_API_KEY: 'a', GOOGLE_API_KEY: 'g' });
	const links = catalog.links({ wanted: 'openai/gpt-6-luna', keyFor, isLocalOnly: false });
	expect(links.map(({ model, keyId }) => `${model.name} ${keyId}`)).toEqual([
		'gpt-6-luna installation:openai',
		'claude-sonnet-5-5 installation:anthropic',
		'gemini-3.8-flash installation:google',
	]);
});

test('a local-only project gets local models alone, whatever was wanted', () => {
	const env = {
		OPENAI_API_KEY: 'o',
		COVIBE_OPENAI_COMPATIBLE_URL: 'http://127.0.0.1:11434/v1/',
		COVIBE_OPENAI_COMPATIBLE_MODELS: 'qwen3, llama3',
	};
	const { catalog, keyFor } = open(env);
	const links = catalog.links({ wanted: 'gpt-6-sol', keyFor, isLocalOnly: true });
	expect(links.map(({ model, isLocal }) => [model.name, isLocal])).toEqual([['qwen3', true]]);
});

test.each([
	['ft:gpt-4.1-mini:acme::x', 'openai'],
	['tunedModels/x', 'google'],
	['claude-next', 'anthropic'],
	['anthropic/some-id', 'anthropic'],
])('%s, which no table knows, goes to %s', (id, endpoint) => {
	expect(open({}).catalog.find(id)?.entry.endpoint).toBe(endpoint);
});

test('an id that nobody can place is nobody’s', () => expect(open({}).catalog.find('mystery')).toBeUndefined());

test('the default is what the installation says, when it can be used', () => {
	const keys = { ANTHROPIC_API_KEY: 'a', OPENAI_API_KEY: 'o' };
	const local = (env: Record<string, string>) => {
		const { catalog, keyFor } = open({ ...keys, ...env });
		return catalog.defaultOf({ keyFor, isLocalOnly: false })?.ref;
	};
	expect(local({ COVIBE_MODEL: 'gpt-6-sol' })).toBe('openai/gpt-6-sol');
	expect(local({ COVIBE_MODEL: 'gemini-3.8-flash' })).toBe('anthropic/claude-sonnet-5-5');
});

test.each([
	['{', /^f is not JSON/],
	['{"version":"1","models":[{"id":"x"}]}', /^f: models\.0\./],
	['{"version":"1","models":[],"extra":1}', /^f: extra/],
])('a damaged table is refused with its place: %s', (json, message) => {
	expect(() => parseModelTable(json, 'f')).toThrow(message);
});

test('a compatible server without models is refused by name', () => {
	expect(() => open({ COVIBE_OPENAI_COMPATIBLE_URL: 'http://x/v1' })).toThrow(/^COVIBE_OPENAI_COMPATIBLE_MODELS/);
});

function open(env: Record<string, string>) {
	const { keys, ...config } = readModelConfig(env);
	return { catalog: new Catalog(config), keyFor: installationKeys(keys) };
}
