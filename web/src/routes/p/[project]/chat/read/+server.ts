import { markRead } from '@covibe/db';
import { CovibeError } from '@covibe/shared';
import { announce, threadOf, wholeNumber } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Notes how far one has read: `{ position, thread? }`. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'chat-read');
		const body = await readJsonFields(request);
		const thread = threadOf(projectId, body['thread']);
		const position = wholeNumber(body['position'], { max: Number.MAX_SAFE_INTEGER });
		if (position === undefined)
			throw new CovibeError('message-invalid', { detail: 'A place in the chat is a number.' });
		const mark = await markRead(services().sql, { projectId, user: user.id, thread, position });
		if (!mark) throw new CovibeError('message-unknown', { detail: 'There is no such thread in this room.' });
		await announce.room(projectId, { kind: 'read-up-to', ...mark });
		return mark;
	});
