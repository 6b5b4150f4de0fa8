import { CovibeError } from '@covibe/shared';
import { env } from '$env/dynamic/private';
import { parseProvider, parseSecret } from '$lib/server/chat-keys.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { testProviderKey } from '$lib/server/test-provider-key.ts';
import type { RequestHandler } from './$types';

/** People whose key is being tried: one at a time, so that nobody tries keys in bulk from here. */
const trying = new Set<string>();

/** Tries a key before it is kept: `{ provider, secret }`. Answers `{ works, message }`; `works` is null when nobody can tell. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { user } = await requireGrant(locals, params.project, 'ask-ai');
		const body = await readJsonFields(request);
		const key = { provider: parseProvider(body['provider']), secret: parseSecret(body['secret']) };
		if (trying.has(user.id)) throw new CovibeError('slow-down', { detail: 'A key is being tried already.' });
		trying.add(user.id);
		try {
			return await testProviderKey(key, env);
		} finally {
			trying.delete(user.id);
		}
	});
