import * as v from 'valibot';

/** US dollars for a million tokens, which is micro-dollars for one. */
const ratesEntries = {
	inputUsd: v.pipe(v.number(), v.minValue(0)),
	cachedInputUsd: v.pipe(v.number(), v.minValue(0)),
	cacheWriteUsd: v.pipe(v.number(), v.minValue(0)),
	outputUsd: v.pipe(v.number(), v.minValue(0)),
};

const day = v.pipe(v.string(), v.isoDate('must be a day such as "2026-11-26"'));

const price = v.strictObject({
	...ratesEntries,
	/** For the whole request, as soon as its prompt is longer. */
	longPrompt: v.optional(v.strictObject({ aboveTokens: tokens(), ...ratesEntries })),
	/** The first day on which it holds, and the first on which it does not, in UTC. */
	from: v.optional(day),
	until: v.optional(day),
});

const model = v.strictObject({
	id: name(),
	label: v.optional(name()),
	endpoint: name(),
	api: v.optional(v.picklist(['chat', 'responses']), 'chat'),
	contextTokens: tokens(),
	maxOutputTokens: tokens(),
	/** None: its answers are shown as unpriced. */
	prices: v.optional(v.array(price), []),
});

const endpoint = v.strictObject({
	name: v.pipe(name(), v.regex(/^[a-z0-9-]+$/, 'may hold a-z, 0-9 and - alone')),
	provider: v.picklist(['openai', 'anthropic', 'google']),
	/** With `/v1` for OpenAI's language, without it for Anthropic's. */
	baseUrl: v.optional(v.pipe(v.string(), v.url('must be a URL'))),
	/** The environment variable that holds the key. */
	keyVariable: v.optional(name()),
	/** What it is told stays in the house. Without it, an address of a private network is taken for local. */
	isLocal: v.optional(v.boolean()),
	quirks: v.optional(
		v.strictObject({
			systemRole: v.optional(v.picklist(['system', 'developer'])),
			outputLimit: v.optional(v.picklist(['max_tokens', 'max_completion_tokens'])),
			includeUsage: v.optional(v.boolean()),
			tools: v.optional(v.boolean()),
			cacheKey: v.optional(v.boolean()),
		}),
	),
	/** For gateways that know Anthropic's API of 2023 alone. */
	isOldApi: v.optional(v.boolean()),
	/** Local models may take their time to load. */
	firstTokenMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1_000))),
	idleMs: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1_000))),
});

const table = v.strictObject({
	/** Of the prices; written beside each cost. */
	version: name(),
	endpoints: v.optional(v.array(endpoint), []),
	models: v.array(model),
});

export type ModelPrice = v.InferOutput<typeof price>;
export type TableModel = v.InferOutput<typeof model>;
export type TableEndpoint = v.InferOutput<typeof endpoint>;
export type ModelTable = v.InferOutput<typeof table>;

/** Reads a table of models. @throws Error that names the file, the place in it and what is wrong there. */
export function parseModelTable(json: string, fileName: string): ModelTable {
	const result = v.safeParse(table, parseJson(json, fileName));
	if (result.success) return result.output;
	const [issue] = result.issues;
	throw new Error(`${fileName}: ${v.getDotPath(issue) ?? 'the file'}: ${issue.message}`);
}

/** The installation's own table over ours: the same endpoint and id replace, others are added in front. */
export function mergeTables(base: ModelTable, own: ModelTable): ModelTable {
	const names = new Set(own.endpoints.map((entry) => entry.name));
	const ids = new Set(own.models.map(refOf));
	return {
		version: own.version === base.version ? base.version : `${base.version}+${own.version}`,
		endpoints: [...own.endpoints, ...base.endpoints.filter((entry) => !names.has(entry.name))],
		models: [...own.models, ...base.models.filter((entry) => !ids.has(refOf(entry)))],
	};
}

/** How a model is named where it is chosen and kept: endpoint and id, such as `openai/gpt-6-sol`. */
export function refOf({ endpoint, id }: Pick<TableModel, 'endpoint' | 'id'>): string {
	return `${endpoint}/${id}`;
}

function parseJson(json: string, fileName: string): unknown {
	try {
		return JSON.parse(json);
	} catch (cause) {
		throw new Error(`${fileName} is not JSON: ${cause instanceof Error ? cause.message : 'unknown reason'}`, { cause });
	}
}

function name() {
	return v.pipe(v.string(), v.trim(), v.nonEmpty('must not be empty'));
}

function tokens() {
	return v.pipe(v.number(), v.integer(), v.minValue(1));
}
