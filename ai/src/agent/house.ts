import type { Bus, Sql } from '@covibe/db';
import type { Logger } from 'pino';
import type { ModelConfig } from '../config.ts';
import { openTagger } from '@covibe/shared/diagnostics/node';
import { type Inspector, openInspector } from '../builtin/inspect.ts';
import { TokenRatios } from '../context/budget.ts';
import { RepoMap } from '../context/repo-map.ts';
import { Breaker } from '../models/breaker.ts';
import { Catalog } from '../models/catalog.ts';
import { createSqlAnswerStore } from '../turns/answer-store.ts';
import { ResponseCache } from '../turns/cache.ts';
import { createSqlLimitStore } from '../turns/limit-store.ts';
import { Limits, type LimitSettings } from '../turns/limits.ts';
import type { WorkerConfig } from '../worker-config.ts';

/** What a turn works with. */
export type TurnParts = {
	readonly sql: Sql;
	readonly bus: Bus;
	readonly logger: Logger;
	readonly config: WorkerConfig;
	readonly models: ModelConfig;
	readonly limitSettings: LimitSettings;
};

/** What all turns of this process share. */
export type House = TurnParts & {
	readonly catalog: Catalog;
	readonly breaker: Breaker;
	readonly limits: Limits;
	readonly ratios: TokenRatios;
	readonly map: RepoMap;
	readonly inspector: Inspector;
	readonly answers: ResponseCache;
};

export function openHouse(parts: TurnParts): House {
	return {
		...parts,
		catalog: new Catalog(parts.models),
		breaker: new Breaker(),
		limits: new Limits(createSqlLimitStore(parts.sql), parts.limitSettings),
		ratios: new TokenRatios(),
		map: new RepoMap(openTagger()),
		inspector: openInspector(),
		answers: new ResponseCache(createSqlAnswerStore(parts.sql)),
	};
}
