import type { AiSettings, ModelChoice, MonthUsage } from '@covibe/shared';
import type { ChatApi } from './chat-api.ts';

/** The AI of a room, as far as people see it: its models, its settings, and what it used this month. */
export class AiInfo {
	readonly #api: Pick<ChatApi, 'models' | 'settings'>;
	models: readonly ModelChoice[] = $state.raw([]);
	/** The room's, else the first that can be used. */
	readonly defaultModel: ModelChoice | undefined = $derived.by(
		() => this.models.find(({ id }) => id === this.#defaultId) ?? this.models.find(({ isUsable }) => isUsable),
	);
	#defaultId: string | undefined = $state();
	settings: AiSettings | undefined = $state.raw();
	usage: MonthUsage | undefined = $state.raw();

	constructor(api: Pick<ChatApi, 'models' | 'settings'>) {
		this.#api = api;
	}

	async load(): Promise<void> {
		try {
			const [choices, { settings, usage }] = await Promise.all([this.#api.models(), this.#api.settings()]);
			this.models = choices.models;
			this.#defaultId = choices.defaultModel;
			this.settings = settings;
			this.usage = usage;
		} catch {
			// Safe: what is shown stays, and the next event of the room reads it again.
		}
	}

	model(id: string | undefined): ModelChoice | undefined {
		return this.models.find((model) => model.id === id);
	}
}
