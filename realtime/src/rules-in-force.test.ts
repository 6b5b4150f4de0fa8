import { NO_RULES, parseTurnId, type RoomEvent } from '@covibe/shared';
import { expect, test } from 'vitest';
import { createRoomIn, createWorld } from '../test/world.ts';
import { RulesInForce } from './rules-in-force.ts';

test('[RT26] of rules that come out of order the newest hold, and are told once', () => {
	const told: RoomEvent[] = [];
	const rules = new RulesInForce((event) => told.push(event));
	expect(rules.areKnown).toBe(false);
	rules.requireEdit('editor');
	rules.obey({ ...NO_RULES, isFrozen: true, version: 2 });
	rules.obey({ ...NO_RULES, version: 1 });
	rules.obey({ ...NO_RULES, isFrozen: true, version: 2 });
	expect(() => rules.requireEdit('owner')).toThrow('frozen');
	expect(() => rules.requireEdit('viewer')).toThrow('look at this room');
	expect(told).toHaveLength(1);
	rules.obey({ ...NO_RULES, version: 3 });
	rules.requireEdit('editor');
});

test('[RT26] an agent writes in a frozen room no more than people do', async () => {
	const world = createWorld();
	const projectId = createRoomIn(world.log);
	const agent = { turnId: parseTurnId('U'.repeat(22))!, epoch: 1, name: 'Agent' };
	const client = await world.enter(projectId, { role: 'editor', agent });
	world.rooms.find(projectId)?.rules.obey({ ...NO_RULES, isFrozen: true, version: 1 });
	client.edit((text) => text.insert(0, 'x'));
	await world.rooms.close();
	client.deliver();
	expect(client.nack).toBe('room-frozen');
});
