import { type Grant, type KeyOwner, listProviderKeys, saveProviderKey } from '@covibe/db';
import { can, CovibeError } from '@covibe/shared';
import { parseProvider, parseSecret } from '$lib/server/chat-keys.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** One's own keys and the room's, each with its last four characters. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'ask-ai');
		return { keys: await listProviderKeys(services().sql, { userId: user.id, projectId }) };
	});

/** Keeps a key: `{ owner: 'user' | 'project', provider, secret }`. A room's keys are its owner's to give. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'ask-ai');
		const body = await readJsonFields(request);
		const owner = ownerOf(grant, body['owner']);
		const { sql, keyRing } = services();
		const key = { owner, provider: parseProvider(body['provider']), secret: parseSecret(body['secret']) };
		return { key: await saveProviderKey(sql, keyRing(), key) };
	});

function ownerOf({ user, projectId, role }: Grant, owner: unknown): KeyOwner {
	if (owner !== 'project') return { kind: 'user', userId: user.id };
	if (!can(role, 'ai-settings'))
		throw new CovibeError('forbidden', { detail: 'Only the owner of the room may give it a key.' });
	return { kind: 'project', projectId };
}
