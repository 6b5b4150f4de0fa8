import { describe, expect, it } from 'vitest';
import { ACTIONS, can, isAtLeast, LINK_ROLES, ROLES } from './roles.ts';

describe('roles', () => {
	it('may do what the table says, and nothing else', () => {
		const table = Object.fromEntries(ROLES.map((role) => [role, ACTIONS.filter((action) => can(role, action))]));
		expect(table).toEqual({
			owner: [
				'read',
				'edit',
				'share',
				'rename-project',
				'chat-read',
				'chat-post',
				'ask-ai',
				'stop-turn',
				'ai-settings',
			],
			editor: ['read', 'edit', 'chat-read', 'chat-post', 'ask-ai'],
			viewer: ['read', 'chat-read'],
		});
	});

	it('are ordered from owner to viewer, and no link makes an owner', () => {
		expect(isAtLeast('owner', 'editor')).toBe(true);
		expect(isAtLeast('viewer', 'editor')).toBe(false);
		expect(LINK_ROLES).not.toContain('owner');
	});
});
