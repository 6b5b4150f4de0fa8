import {
	parseMentions,
	parseModelId,
	parseThreadId,
	parseTurnMode,
	type ProjectId,
	type ThreadId,
} from '@covibe/shared';
import { deviceStore } from '../workbench/memory.ts';
import type { Outgoing } from './outbox.svelte.ts';

/** What this device keeps of a person's side of the chat: nothing that they wrote is lost with the page. */
export type ChatMemory = {
	readonly drafts: Readonly<Record<string, string>>;
	readonly outgoing: readonly Outgoing[];
	/** The model that this person chose here; undefined: the room's. */
	readonly model: string | undefined;
};

const NOTHING: ChatMemory = { drafts: {}, outgoing: [], model: undefined };
/** More than one person leaves unsent; what a damaged store holds beyond is dropped. */
const MAXIMUM = 50;

type Store = Pick<Storage, 'getItem' | 'setItem'> | undefined;

export function recallChat(projectId: ProjectId, store: Store = deviceStore()): ChatMemory {
	try {
		return parse(JSON.parse(store?.getItem(keyOf(projectId)) ?? 'null'));
	} catch {
		// Safe: a store that is closed (private mode) or damaged holds no message.
		return NOTHING;
	}
}

export function rememberChat(projectId: ProjectId, memory: ChatMemory, store: Store = deviceStore()): void {
	try {
		store?.setItem(keyOf(projectId), JSON.stringify(memory));
	} catch {
		// Safe: the page itself still holds it.
	}
}

function keyOf(projectId: ProjectId): string {
	return `covibe:chat:${projectId}`;
}

function parse(value: unknown): ChatMemory {
	if (typeof value !== 'object' || value === null) return NOTHING;
	const record = value as Record<string, unknown>;
	return {
		drafts: draftsOf(record['drafts']),
		outgoing: (Array.isArray(record['outgoing']) ? record['outgoing'] : []).slice(0, MAXIMUM).flatMap(parseOutgoing),
		model: typeof record['model'] === 'string' ? record['model'] : undefined,
	};
}

function draftsOf(value: unknown): Record<string, string> {
	if (typeof value !== 'object' || value === null) return {};
	const drafts = Object.entries(value).filter(
		(entry): entry is [ThreadId, string] => parseThreadId(entry[0]) !== undefined && typeof entry[1] === 'string',
	);
	return Object.fromEntries(drafts.slice(0, MAXIMUM));
}

function parseOutgoing(value: unknown): Outgoing[] {
	if (typeof value !== 'object' || value === null) return [];
	const { key, thread, text, mentions, model, mode, sentAtMs, state, problem } = value as Record<string, unknown>;
	const place = parseThreadId(thread);
	if (typeof key !== 'string' || typeof text !== 'string' || !place) return [];
	return [
		{
			key,
			thread: place,
			text,
			mentions: parseMentions(mentions),
			model: parseModelId(model),
			mode: parseTurnMode(mode),
			sentAtMs: typeof sentAtMs === 'number' ? sentAtMs : 0,
			state: state === 'refused' ? 'refused' : 'away',
			problem: typeof problem === 'string' ? problem : undefined,
		},
	];
}
