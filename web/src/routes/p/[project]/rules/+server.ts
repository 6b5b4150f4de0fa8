import { changeRoomRules, readRoomRules } from '@covibe/db';
import { parseRulesChange } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** What holds for everybody in the room. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'read');
		return { rules: await readRoomRules(services().sql, projectId) };
	});

/** Changes what is named of it. */
export const PATCH: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId, user } = await requireGrant(locals, params.project, 'room-rules');
		const rules = await changeRoomRules(services().sql, projectId, parseRulesChange(await readJsonFields(request)));
		await announce.room(projectId, { kind: 'rights', user: user.id });
		return { rules };
	});
