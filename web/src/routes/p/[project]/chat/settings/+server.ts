import { readAiSettings, readMonthUsage, saveAiSettings } from '@covibe/db';
import { parseAiSettings } from '@covibe/shared';
import { announce } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** The room's settings of the AI, and what it used this month. */
export const GET: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'chat-read');
		const { sql } = services();
		const [settings, usage] = await Promise.all([readAiSettings(sql, projectId), readMonthUsage(sql, projectId)]);
		return { settings, usage };
	});

/** Replaces the settings, all of them. For the owner. */
export const PUT: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const { projectId } = await requireGrant(locals, params.project, 'ai-settings');
		const settings = parseAiSettings({ ...(await readJsonFields(request)) });
		await saveAiSettings(services().sql, projectId, settings);
		await announce.room(projectId, { kind: 'ai-settings' });
		return { settings };
	});
