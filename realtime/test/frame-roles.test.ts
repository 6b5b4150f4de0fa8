import {
	type Action,
	can,
	type ClientEvent,
	type ClientFrame,
	encodeAwareness,
	encodeClientEvent,
	encodeSync,
	parseThreadId,
	parseTurnId,
	type Role,
	ROLES,
	SYNC,
} from '@covibe/shared';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { AgentIdentity } from '../src/member.ts';
import { type Client, createRoomIn, createWorld } from './world.ts';

type Rule = {
	/** `agent`: its own turn's agent alone. */
	readonly needs: Action | 'agent' | 'nothing';
	readonly frame: (client: Client) => Uint8Array;
};

const thread = parseThreadId('T'.repeat(22))!;
const event = (said: ClientEvent) => () => encodeClientEvent(said);
const written = (kind: typeof SYNC.update | typeof SYNC.step2) => (client: Client) =>
	encodeSync(kind, Y.mergeUpdates(client.editOffline((text) => text.insert(0, 'x'))));

/** What each event needs: an event without a rule does not compile. */
const EVENT_RULES: Record<ClientEvent['type'], Rule> = {
	typing: { needs: 'chat-post', frame: event({ type: 'typing', thread }) },
	'turn-delta': { needs: 'agent', frame: event({ type: 'turn-delta', index: 0, text: 'x' }) },
	diverged: { needs: 'read', frame: event({ type: 'diverged', what: 'text' }) },
};

/** What each frame needs: a frame without a rule does not compile. */
const FRAME_RULES: Record<Exclude<ClientFrame['type'], 'client-event'>, Rule> = {
	'sync-step1': { needs: 'read', frame: ({ doc }) => encodeSync(SYNC.step1, Y.encodeStateVector(doc)) },
	'sync-step2': { needs: 'edit', frame: written(SYNC.step2) },
	update: { needs: 'edit', frame: written(SYNC.update) },
	awareness: { needs: 'read', frame: () => encodeAwareness(Uint8Array.of(0)) },
	'query-awareness': { needs: 'read', frame: () => Uint8Array.of(3) },
	unknown: { needs: 'nothing', frame: () => Uint8Array.of(200, 1) },
};

const cases = Object.entries({ ...FRAME_RULES, ...EVENT_RULES });
const agent: AgentIdentity = { turnId: parseTurnId('U'.repeat(22))!, epoch: 1, name: 'Agent' };

/** Whether a client of this role may send the frame and stay. */
async function isTaken(rule: Rule, how: { role: Role; agent?: AgentIdentity }): Promise<boolean> {
	const world = createWorld();
	const client = await world.enter(createRoomIn(world.log), how);
	client.connection.receive(rule.frame(client));
	await world.rooms.close();
	client.deliver();
	return client.nack === undefined || client.nack === 'server-stopping';
}

test.each(cases)('[P5] the frame %s is taken from each role as the table of rights says', async (_, rule) => {
	const found: Record<string, boolean> = {};
	const table: Record<string, boolean> = {};
	for (const role of ROLES) {
		found[role] = await isTaken(rule, { role });
		found[`${role}'s agent`] = await isTaken(rule, { role, agent });
		table[role] = allows(rule.needs, role);
		table[`${role}'s agent`] = rule.needs === 'agent' || allows(rule.needs, role);
	}
	expect(found).toEqual(table);
});

function allows(needs: Rule['needs'], role: Role): boolean {
	if (needs === 'agent') return false;
	return needs === 'nothing' || can(role, needs);
}
