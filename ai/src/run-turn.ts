import type { Bus, Sql } from '@covibe/db';
import type { Logger } from 'pino';
import type { ModelConfig } from './config.ts';
import type { RunTurn } from './worker.ts';
import type { WorkerConfig } from './worker-config.ts';

/** What a turn works with. */
export type TurnParts = {
	readonly sql: Sql;
	readonly bus: Bus;
	readonly logger: Logger;
	readonly config: WorkerConfig;
	readonly models: ModelConfig;
};

/** Says that nothing answers here yet. */
export function createRunTurn({ logger }: TurnParts): RunTurn {
	return ({ turn }) => {
		logger.info({ turn: turn.id }, 'a turn found no model');
		return Promise.resolve({
			state: 'failed',
			text: '',
			agentName: 'AI',
			model: turn.model,
			outcomes: [],
			failure: 'No model is set up yet.',
		});
	};
}
