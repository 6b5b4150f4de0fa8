import { readFileSync } from 'node:fs';
import { type Env, readInteger, readString } from '@covibe/shared';
import type { StreamLimits } from './models/guard.ts';
import { mergeTables, type ModelTable, parseModelTable, type TableEndpoint } from './models/table.ts';
import type { LimitSettings } from './turns/limits.ts';

export type ModelConfig = {
	readonly table: ModelTable;
	/** Keys of the installation, by the name of the endpoint. */
	readonly keys: ReadonlyMap<string, string>;
	readonly streamLimits: StreamLimits;
	/** A ref or an id; undefined: the first model that is available. */
	readonly defaultModel: string | undefined;
	/** Completes code while people type; undefined: the room's. */
	readonly completionModel: string | undefined;
};

/** @throws Error that names the setting, never a key. */
export function readModelConfig(env: Env): ModelConfig {
	const compatible = readCompatible(env);
	const own = readString(env, 'COVIBE_MODELS');
	const shipped = parseModelTable(readFileSync(new URL('../models.json', import.meta.url), 'utf8'), 'models.json');
	let table = withBuiltIn(shipped, env);
	if (own !== undefined) table = mergeTables(table, parseModelTable(readOwnTable(own), own));
	if (compatible) table = mergeTables(table, { ...compatible, version: table.version });
	return Object.freeze({
		table,
		keys: readKeys(env, table.endpoints),
		streamLimits: {
			// Models that think first are silent for long; whoever sits before it can press stop at any time.
			firstTokenMs: readInteger(env, 'COVIBE_AI_FIRST_TOKEN_MS', 60_000, { min: 1_000, max: 600_000 }),
			idleMs: readInteger(env, 'COVIBE_AI_IDLE_MS', 60_000, { min: 1_000, max: 600_000 }),
		},
		defaultModel: readString(env, 'COVIBE_MODEL'),
		completionModel: readString(env, 'COVIBE_COMPLETION_MODEL'),
	});
}

export function readLimitSettings(env: Env): LimitSettings {
	const turns = (name: string, fallback: number) => readInteger(env, name, fallback, { min: 1, max: 10_000 });
	const tokens = (name: string, fallback: number) => readInteger(env, name, fallback, { min: 1, max: 10_000_000_000 });
	const cents = (name: string) => readInteger(env, name, 0, { min: 0, max: 100_000_000 });
	return Object.freeze({
		user: {
			turnsPerMinute: turns('COVIBE_AI_USER_TURNS_PER_MINUTE', 10),
			tokensPerDay: tokens('COVIBE_AI_USER_TOKENS_PER_DAY', 5_000_000),
			microUsdPerMonth: money(cents('COVIBE_AI_USER_CENTS_PER_MONTH')),
		},
		project: {
			turnsPerMinute: turns('COVIBE_AI_PROJECT_TURNS_PER_MINUTE', 20),
			tokensPerDay: tokens('COVIBE_AI_PROJECT_TOKENS_PER_DAY', 20_000_000),
			microUsdPerMonth: money(cents('COVIBE_AI_PROJECT_CENTS_PER_MONTH')),
		},
		key: {
			turnsPerMinute: turns('COVIBE_AI_KEY_TURNS_PER_MINUTE', 120),
			tokensPerDay: tokens('COVIBE_AI_KEY_TOKENS_PER_DAY', 200_000_000),
			microUsdPerMonth: money(cents('COVIBE_AI_KEY_CENTS_PER_MONTH')),
		},
	});
}

/** 0 cents: no cap. */
function money(cents: number): number | undefined {
	return cents === 0 ? undefined : cents * 10_000;
}

function withBuiltIn(table: ModelTable, env: Env): ModelTable {
	const builtIn: TableEndpoint[] = [
		{
			name: 'anthropic',
			provider: 'anthropic',
			...baseUrlOf(env, 'ANTHROPIC_BASE_URL'),
			keyVariable: 'ANTHROPIC_API_KEY',
		},
		{ name: 'openai', provider: 'openai', ...baseUrlOf(env, 'OPENAI_BASE_URL'), keyVariable: 'OPENAI_API_KEY' },
		{ name: 'google', provider: 'google', ...baseUrlOf(env, 'GEMINI_BASE_URL'), keyVariable: 'GEMINI_API_KEY' },
	];
	return { ...table, endpoints: [...builtIn, ...table.endpoints] };
}

function readOwnTable(file: string): string {
	try {
		return readFileSync(file, 'utf8');
	} catch (cause) {
		throw new Error(`COVIBE_MODELS: ${file} cannot be read`, { cause });
	}
}

/** One compatible server by environment alone; more of them, and their quirks, are said in a file (COVIBE_MODELS). */
function readCompatible(env: Env): Pick<ModelTable, 'endpoints' | 'models'> | undefined {
	const { baseUrl } = baseUrlOf(env, 'COVIBE_OPENAI_COMPATIBLE_URL');
	if (baseUrl === undefined) return undefined;
	const ids = readString(env, 'COVIBE_OPENAI_COMPATIBLE_MODELS', '')
		.split(',')
		.map((id) => id.trim())
		.filter((id) => id !== '');
	if (ids.length === 0)
		throw new Error(
			'COVIBE_OPENAI_COMPATIBLE_MODELS must name the models of COVIBE_OPENAI_COMPATIBLE_URL, with commas',
		);
	const name = readString(env, 'COVIBE_OPENAI_COMPATIBLE_NAME', 'compatible');
	if (!/^[a-z0-9-]+$/.test(name)) throw new Error('COVIBE_OPENAI_COMPATIBLE_NAME may hold a-z, 0-9 and - alone');
	// As much as small local models take.
	const contextTokens = readInteger(env, 'COVIBE_OPENAI_COMPATIBLE_CONTEXT', 32_768, { min: 1_024, max: 10_000_000 });
	const isLocal = readString(env, 'COVIBE_OPENAI_COMPATIBLE_LOCAL');
	if (isLocal !== undefined && isLocal !== '0' && isLocal !== '1')
		throw new Error('COVIBE_OPENAI_COMPATIBLE_LOCAL must be 0 or 1');
	return {
		endpoints: [
			{
				name,
				provider: 'openai',
				baseUrl,
				keyVariable: 'COVIBE_OPENAI_COMPATIBLE_KEY',
				...(isLocal !== undefined && { isLocal: isLocal === '1' }),
			},
		],
		models: ids.map((id) => ({
			id,
			endpoint: name,
			api: 'chat',
			contextTokens,
			maxOutputTokens: Math.floor(contextTokens / 4),
			prices: [],
		})),
	};
}

function baseUrlOf(env: Env, name: string): { baseUrl?: string } {
	const raw = readString(env, name);
	if (raw === undefined) return {};
	if (!/^https?:\/\//i.test(raw) || !URL.canParse(raw)) throw new Error(`${name} must be an http or https address`);
	return { baseUrl: raw.replace(/\/+$/, '') };
}

function readKeys(env: Env, endpoints: readonly TableEndpoint[]): ReadonlyMap<string, string> {
	const keys = new Map<string, string>();
	for (const { name, keyVariable } of endpoints) {
		const key = keyVariable === undefined ? undefined : readString(env, keyVariable);
		if (key !== undefined) keys.set(name, key.trim());
	}
	const google = readString(env, 'GOOGLE_API_KEY');
	if (google !== undefined && !keys.has('google')) keys.set('google', google.trim());
	return keys;
}
