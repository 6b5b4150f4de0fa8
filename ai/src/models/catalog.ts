import type { OfferedModel } from '@covibe/db';
import { createAnthropicModel } from './anthropic.ts';
import { looksPrivate } from './base-url.ts';
import type { Link } from './chain.ts';
import { createGoogleModel } from './google.ts';
import type { StreamLimits } from './guard.ts';
import type { Model } from './model.ts';
import { createOpenAiModel } from './openai.ts';
import { COMPATIBLE_QUIRKS, OPENAI_QUIRKS, type OpenAiQuirks } from './openai-chat.ts';
import { type ModelTable, refOf, type TableEndpoint, type TableModel } from './table.ts';

/** A key that may be used for an endpoint; its id says whose it is, not what it is. */
export type EndpointKey = { readonly id: string; readonly secret: string };

export type KeyFor = (endpointName: string) => EndpointKey | undefined;

export type AvailableModel = {
	readonly ref: string;
	readonly label: string;
	readonly isLocal: boolean;
	readonly entry: TableModel;
};

/** A model that may answer, and what is known of it. */
export type CatalogLink = Link & Pick<AvailableModel, 'ref' | 'label' | 'entry'>;

export type Choice = {
	/** A ref, an id, or an id that no table knows, such as a fine-tuned one; undefined: the default. */
	readonly wanted: string | undefined;
	readonly keyFor: KeyFor;
	readonly isLocalOnly: boolean;
};

/** More would be a long wait in a row, and a bill from strangers. */
const MAXIMUM_FALLBACKS = 2;
/** Of a model that no table knows; a small window is a safe guess. */
const UNKNOWN_MODEL: Omit<TableModel, 'id' | 'endpoint'> = {
	contextTokens: 128_000,
	maxOutputTokens: 8_192,
	api: 'chat',
	prices: [],
};
/** Whose an id is that comes without its endpoint. */
const FAMILIES = [
	{ endpoint: 'openai', pattern: /^(ft:|gpt-|chatgpt-|o\d)/ },
	{ endpoint: 'anthropic', pattern: /^claude-/ },
	{ endpoint: 'google', pattern: /^(gemini-|gemma-|tunedModels\/)/ },
] as const;

export class Catalog {
	readonly #table: ModelTable;
	readonly #defaultModel: string | undefined;
	readonly #streamLimits: StreamLimits;

	constructor(options: { table: ModelTable; defaultModel: string | undefined; streamLimits: StreamLimits }) {
		this.#table = options.table;
		this.#defaultModel = options.defaultModel;
		this.#streamLimits = options.streamLimits;
	}

	/** Of the prices. */
	get version(): string {
		return this.#table.version;
	}

	/** What could answer with these keys, in the table's order. */
	available(options: Omit<Choice, 'wanted'>): readonly AvailableModel[] {
		return this.#table.models
			.map((entry) => this.#describe(entry))
			.filter((model) => model !== undefined)
			.filter((model) => this.#isUsable(model, options));
	}

	/** All models, for lists; usable there with a key of one's own too. */
	offered(installation: KeyFor): readonly OfferedModel[] {
		return this.#table.models
			.map((entry) => this.#describe(entry))
			.filter((model) => model !== undefined)
			.map((model) => ({
				id: model.ref,
				name: model.label,
				provider: model.entry.endpoint,
				isLocal: model.isLocal,
				hasInstallationKey: this.#isUsable(model, { keyFor: installation, isLocalOnly: false }),
			}));
	}

	/** The one that answers when nobody chose. */
	defaultOf(options: Omit<Choice, 'wanted'>): AvailableModel | undefined {
		const models = this.available(options);
		const wanted = this.#defaultModel === undefined ? undefined : this.find(this.#defaultModel);
		return wanted && this.#isUsable(wanted, options) ? wanted : models[0];
	}

	/** The entry of a ref or id, or one made up for an id whose endpoint can be told; undefined for anything else. */
	find(wanted: string): AvailableModel | undefined {
		const known = this.#table.models.find((entry) => refOf(entry) === wanted || entry.id === wanted);
		if (known) return this.#describe(known);
		const named = this.#table.endpoints.find(({ name }) => wanted.startsWith(`${name}/`));
		if (named)
			return this.#describe({ ...UNKNOWN_MODEL, id: wanted.slice(named.name.length + 1), endpoint: named.name });
		const family = FAMILIES.find(({ pattern }) => pattern.test(wanted));
		return family && this.#describe({ ...UNKNOWN_MODEL, id: wanted, endpoint: family.endpoint });
	}

	/** The wanted model first, then one of each other endpoint. Empty: only the built-in helper can answer. */
	links(choice: Choice): readonly CatalogLink[] {
		const wanted = choice.wanted === undefined ? this.defaultOf(choice) : this.find(choice.wanted);
		const first = wanted && this.#isUsable(wanted, choice) ? wanted : this.defaultOf(choice);
		if (!first) return [];
		const seen = new Set([first.entry.endpoint]);
		const fallbacks = this.available(choice).filter(({ entry }) => {
			const isNew = !seen.has(entry.endpoint);
			seen.add(entry.endpoint);
			return isNew;
		});
		return [first, ...fallbacks.slice(0, MAXIMUM_FALLBACKS)].map((model) => this.#link(model, choice.keyFor));
	}

	/** @throws Error when the endpoint of the model is not in the table. */
	createModel(entry: TableModel, key: EndpointKey | undefined): Model {
		const endpoint = this.#endpointOf(entry);
		if (!endpoint) throw new Error(`models: ${refOf(entry)} names an endpoint that is not there`);
		const limits = {
			firstTokenMs: endpoint.firstTokenMs ?? this.#streamLimits.firstTokenMs,
			idleMs: endpoint.idleMs ?? this.#streamLimits.idleMs,
		};
		const common = { model: entry.id, baseUrl: endpoint.baseUrl, limits };
		if (endpoint.provider === 'openai')
			return createOpenAiModel({
				...common,
				key: key?.secret,
				api: isOpenAiItself(endpoint) ? entry.api : 'chat',
				quirks: quirksOf(endpoint),
			});
		const secret = key?.secret ?? '';
		return endpoint.provider === 'anthropic'
			? createAnthropicModel({ ...common, key: secret, isOldApi: endpoint.isOldApi ?? false })
			: createGoogleModel({ ...common, key: secret });
	}

	#link({ entry, isLocal, ref, label }: AvailableModel, keyFor: KeyFor): CatalogLink {
		const key = keyFor(entry.endpoint);
		const keyId = key?.id ?? `none:${entry.endpoint}`;
		return { model: this.createModel(entry, key), keyId, isLocal, ref, label, entry };
	}

	#describe(entry: TableModel): AvailableModel | undefined {
		const endpoint = this.#endpointOf(entry);
		return endpoint && { ref: refOf(entry), label: entry.label ?? entry.id, isLocal: isLocalEndpoint(endpoint), entry };
	}

	#isUsable({ entry, isLocal }: AvailableModel, { keyFor, isLocalOnly }: Omit<Choice, 'wanted'>): boolean {
		const endpoint = this.#endpointOf(entry);
		if (!endpoint || (isLocalOnly && !isLocal)) return false;
		return keyFor(endpoint.name) !== undefined || !needsKey(endpoint);
	}

	#endpointOf(entry: TableModel): TableEndpoint | undefined {
		return this.#table.endpoints.find(({ name }) => name === entry.endpoint);
	}
}

/** Keys of the installation, under ids that say so. */
export function installationKeys(keys: ReadonlyMap<string, string>): KeyFor {
	return (endpoint) => {
		const secret = keys.get(endpoint);
		return secret === undefined ? undefined : { id: `installation:${endpoint}`, secret };
	};
}

function isOpenAiItself({ baseUrl }: TableEndpoint): boolean {
	return baseUrl === undefined || new URL(baseUrl).hostname === 'api.openai.com';
}

/** Servers that only speak OpenAI's language mostly ask for no key. */
function needsKey(endpoint: TableEndpoint): boolean {
	return endpoint.provider !== 'openai' || isOpenAiItself(endpoint);
}

function isLocalEndpoint({ baseUrl, isLocal }: TableEndpoint): boolean {
	return isLocal ?? (baseUrl !== undefined && looksPrivate(new URL(baseUrl)));
}

function quirksOf(endpoint: TableEndpoint): OpenAiQuirks {
	const base = isOpenAiItself(endpoint) ? OPENAI_QUIRKS : COMPATIBLE_QUIRKS;
	const { systemRole, outputLimit, includeUsage, tools, cacheKey } = endpoint.quirks ?? {};
	return {
		systemRole: systemRole ?? base.systemRole,
		outputLimit: outputLimit ?? base.outputLimit,
		includeUsage: includeUsage ?? base.includeUsage,
		tools: tools ?? base.tools,
		cacheKey: cacheKey ?? base.cacheKey,
	};
}
