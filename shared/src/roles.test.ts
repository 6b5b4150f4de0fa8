import { describe, expect, it } from 'vitest';
import { ACTIONS, can, isAtLeast, LINK_ROLES, mayChangeRole, mayMakeLink, ROLES } from './roles.ts';

describe('roles', () => {
	it('may do what the table says, and nothing else', () => {
		const table = Object.fromEntries(ROLES.map((role) => [role, ACTIONS.filter((action) => can(role, action))]));
		const all = [
			'read',
			'edit',
			'share',
			'manage-members',
			'rename-project',
			'room-rules',
			'delete-project',
			'chat-read',
			'chat-post',
			'ask-ai',
			'stop-turn',
			'ai-settings',
		];
		expect(table).toEqual({
			owner: all,
			admin: all.filter((action) => action !== 'delete-project'),
			editor: ['read', 'edit', 'chat-read', 'chat-post', 'ask-ai'],
			commenter: ['read', 'chat-read', 'chat-post'],
			viewer: ['read', 'chat-read'],
		});
	});

	it('are ordered from owner to viewer, and no link makes an owner or an admin', () => {
		expect(isAtLeast('owner', 'editor')).toBe(true);
		expect(isAtLeast('viewer', 'editor')).toBe(false);
		expect(LINK_ROLES).toEqual(['editor', 'commenter', 'viewer']);
		expect(ROLES.map((role) => LINK_ROLES.filter((given) => mayMakeLink(role, given)).length)).toEqual([3, 3, 0, 0, 0]);
	});

	it('are changed by who stands above both, and the owner’s by nobody', () => {
		const targets = [...ROLES, undefined];
		const table = ROLES.map((actor) =>
			ROLES.map((from) => targets.map((to) => (mayChangeRole(actor, { from, to }) ? 'y' : '-')).join('')),
		);
		const nothing = Array.from({ length: 5 }, () => '------');
		expect(table).toEqual([
			['------', 'yyyyyy', 'yyyyyy', 'yyyyyy', 'yyyyyy'],
			['------', '------', '--yyyy', '--yyyy', '--yyyy'],
			nothing,
			nothing,
			nothing,
		]);
	});
});
