import type { Action } from '@covibe/shared';

/** What a call of a route needs; with what else to call it so that nothing but the right decides, nor changes. */
export type Rule = {
	/** `anybody`: no session is asked for. `session`: any session does. `account`: a guest's does not. Else the action of `can`. */
	readonly needs: Action | 'anybody' | 'session' | 'account';
	readonly body?: unknown;
	readonly query?: string;
};

/** A well-formed id of nothing. */
const NOTHING = 'A'.repeat(22);

/** What stands in an address for its parameters, besides the room's id. */
export const PARAMETERS: Readonly<Record<string, string>> = {
	'[...id]': 'no-such-rule',
	'[key]': NOTHING,
	'[link]': NOTHING,
	'[message]': NOTHING,
	'[token]': 'A'.repeat(43),
	'[turn]': NOTHING,
	'[user]': NOTHING,
};

/** Every way into the server over HTTP. What is not here fails the test of roles, and so does what is here and gone. */
export const ROUTE_RULES: Readonly<Record<string, Rule>> = {
	'GET /': { needs: 'anybody' },
	'POST / default': { needs: 'anybody' },
	'GET /health': { needs: 'anybody' },
	// Whose rooms it lists is by the session; what the buttons may do, shelf.pg.test.ts says for each role.
	'GET /rooms': { needs: 'anybody' },
	'POST /rooms archive': { needs: 'anybody' },
	'POST /rooms copy': { needs: 'anybody' },
	'POST /rooms delete': { needs: 'anybody' },
	'POST /rooms leave': { needs: 'anybody' },
	'POST /rooms restore': { needs: 'anybody' },
	'POST /rooms unarchive': { needs: 'anybody' },
	'GET /rules': { needs: 'anybody' },
	'GET /rules/[...id]': { needs: 'anybody' },
	'GET /rules/summaries': { needs: 'anybody' },
	'GET /sign-in': { needs: 'anybody' },
	'POST /sign-in default': { needs: 'anybody' },
	'GET /sign-up': { needs: 'anybody' },
	'POST /sign-up default': { needs: 'anybody' },
	'GET /account': { needs: 'session' },
	'POST /account signOut': { needs: 'session' },
	'POST /account endSession': { needs: 'account' },
	'POST /account changePassword': { needs: 'account' },
	'POST /account deleteAccount': { needs: 'account' },
	// The token is the right.
	'GET /reset/[token]': { needs: 'anybody' },
	'POST /reset/[token] default': { needs: 'anybody' },
	'GET /s/[token]': { needs: 'anybody' },
	'POST /s/[token] default': { needs: 'anybody' },

	'GET /p/[project]': { needs: 'read' },
	'GET /p/[project]/chat': { needs: 'chat-read' },
	'POST /p/[project]/chat': { needs: 'chat-post', body: { key: 'k', text: 'Hello' } },
	'POST /p/[project]/chat/completions': { needs: 'ask-ai', body: { path: '' } },
	'GET /p/[project]/chat/keys': { needs: 'ask-ai' },
	'POST /p/[project]/chat/keys': { needs: 'ask-ai', body: { provider: 'openai', secret: 'short' } },
	'DELETE /p/[project]/chat/keys/[key]': { needs: 'chat-read' },
	'POST /p/[project]/chat/keys/test': { needs: 'ask-ai', body: { provider: 'nobody', secret: 'sk-0123456789' } },
	'PATCH /p/[project]/chat/messages/[message]': { needs: 'chat-post', body: { text: 'Hello' } },
	'DELETE /p/[project]/chat/messages/[message]': { needs: 'chat-post' },
	'GET /p/[project]/chat/models': { needs: 'chat-read' },
	'POST /p/[project]/chat/read': { needs: 'chat-read', body: { position: 0 } },
	'GET /p/[project]/chat/search': { needs: 'chat-read', query: '?q=hello' },
	'GET /p/[project]/chat/settings': { needs: 'chat-read' },
	'PUT /p/[project]/chat/settings': { needs: 'ai-settings', body: { mode: 'no such mode' } },
	'GET /p/[project]/chat/threads': { needs: 'chat-read' },
	'PATCH /p/[project]/chat/threads': { needs: 'chat-post', body: { title: 'A thread' } },
	'POST /p/[project]/chat/threads': { needs: 'chat-post', body: { title: 'A thread' } },
	'PATCH /p/[project]/chat/turns/[turn]': { needs: 'ask-ai', body: { text: 'Hello' } },
	'DELETE /p/[project]/chat/turns/[turn]': { needs: 'chat-post' },
	// Who asked may stop their own turn, whatever they became since; anybody's turn is 'stop-turn', after it was found.
	'POST /p/[project]/chat/turns/[turn]': { needs: 'chat-read', body: { action: 'stop' } },
	'GET /p/[project]/chat/turns/[turn]/context': { needs: 'chat-read' },
	'GET /p/[project]/knocks': { needs: 'share' },
	'POST /p/[project]/knocks/[user]': { needs: 'share' },
	'DELETE /p/[project]/knocks/[user]': { needs: 'share' },
	'GET /p/[project]/links': { needs: 'share' },
	'POST /p/[project]/links': { needs: 'share', body: { role: 'viewer' } },
	'DELETE /p/[project]/links/[link]': { needs: 'share' },
	'POST /p/[project]/links/[link]': { needs: 'share' },
	'GET /p/[project]/members': { needs: 'manage-members' },
	'PUT /p/[project]/members/[user]': { needs: 'manage-members', body: { role: 'viewer' } },
	'POST /p/[project]/members/[user]': { needs: 'manage-members' },
	'DELETE /p/[project]/members/[user]': { needs: 'manage-members' },
	'POST /p/[project]/name': { needs: 'rename-project', body: { name: 'Room' } },
	'GET /p/[project]/rules': { needs: 'read' },
	'PATCH /p/[project]/rules': { needs: 'room-rules', body: { maxPeople: 3 } },
	'POST /p/[project]/ticket': { needs: 'read' },
	'GET /p/[project]/writers': { needs: 'chat-read', query: '?client=1' },
};
