import { findAnswer, keepAnswer, type Sql } from '@covibe/db';
import * as v from 'valibot';
import type { ChainEvent } from '../models/chain.ts';
import type { AnswerStore } from './cache.ts';

const toolCall = v.object({
	type: v.literal('tool-call'),
	id: v.string(),
	name: v.string(),
	input: v.unknown(),
	echo: v.optional(v.object({ provider: v.picklist(['openai', 'anthropic', 'google']), data: v.string() })),
});
const events = v.array(
	v.variant('type', [
		v.object({ type: v.literal('text-delta'), text: v.string() }),
		toolCall,
		v.object({ type: v.literal('end'), reason: v.picklist(['stop', 'length', 'refused', 'tool-use']) }),
	]),
);

/** Keeps answers in PostgreSQL: for all ai processes together. */
export function createSqlAnswerStore(sql: Sql): AnswerStore {
	return {
		find: async (projectId, request) => {
			const parsed = v.safeParse(events, await findAnswer(sql, { projectId, request }));
			if (!parsed.success) return undefined;
			// What it cost was paid by whoever asked first.
			return parsed.output.map(
				(event) => ({ ...event, ...(event.type === 'end' && { usage: undefined }) }) as ChainEvent,
			);
		},
		keep: (projectId, request, answer) => keepAnswer(sql, { projectId, request, answer }),
	};
}
