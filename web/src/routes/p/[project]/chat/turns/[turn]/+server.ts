import {
	approveTurn,
	cancelTurn,
	editQueuedTurn,
	findMessage,
	findRunningTurn,
	type Grant,
	moveTurnToFront,
	removeQueuedTurn,
} from '@covibe/db';
import {
	CovibeError,
	type MessageId,
	parseMessageText,
	parseModelId,
	parseTurnMode,
	type ProjectId,
	type Turn,
} from '@covibe/shared';
import { announce, mayStop, requireTurn } from '$lib/server/chat.ts';
import { asJson } from '$lib/server/failures.ts';
import { readJsonField, readJsonFields } from '$lib/server/forms.ts';
import { requireGrant } from '$lib/server/guards.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** Changes a request of one's own that still waits: `{ text?, model?, mode? }`. */
export const PATCH: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'ask-ai');
		const { id } = await requireTurn(grant, params.turn);
		const body = await readJsonFields(request);
		const { turn, message } = await editQueuedTurn(services().sql, {
			projectId: grant.projectId,
			id,
			askerId: grant.user.id,
			text: body['text'] === undefined ? undefined : parseMessageText(body['text']),
			model: parseModelId(body['model']),
			mode: body['mode'] === undefined ? undefined : parseTurnMode(body['mode']),
		});
		await tellOfMessage(grant.projectId, message);
		await announce.turn(grant.projectId, turn);
		return { turn };
	});

/** Takes back a request of one's own that still waits, with its message. */
export const DELETE: RequestHandler = ({ locals, params }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-post');
		const { id } = await requireTurn(grant, params.turn);
		const own = { projectId: grant.projectId, id, askerId: grant.user.id };
		const { turn, message } = await removeQueuedTurn(services().sql, own);
		await tellOfMessage(grant.projectId, message);
		await announce.turn(grant.projectId, turn);
		return { turn };
	});

/** `{ action: 'stop' | 'send-now' | 'approve' }`: for who asked, and for the owner. */
export const POST: RequestHandler = ({ locals, params, request }) =>
	asJson(async () => {
		const grant = await requireGrant(locals, params.project, 'chat-read');
		const turn = await requireTurn(grant, params.turn);
		const action = ACTIONS.get(await readJsonField(request, 'action'));
		if (!action) throw new CovibeError('message-invalid', { detail: 'A turn can be stopped, sent now, or approved.' });
		if (!mayStop(grant, turn))
			throw new CovibeError('forbidden', { detail: 'Only who asked and the owner of the room may do this.' });
		return { turn: await action(grant, turn) };
	});

const ACTIONS = new Map<unknown, (grant: Grant, turn: Turn) => Promise<Turn>>([
	['stop', stop],
	['send-now', sendNow],
	['approve', approve],
]);

async function stop({ projectId }: Grant, turn: Turn): Promise<Turn> {
	const ended = await cancelTurn(services().sql, { id: turn.id, projectId });
	// It was over already, which is what was wanted.
	if (!ended) return turn;
	await announce.ended(ended);
	return ended.turn;
}

/** To the front of the queue; what runs is stopped, when this person may. */
async function sendNow(grant: Grant, { id }: Turn): Promise<Turn> {
	const { projectId } = grant;
	const turn = await moveTurnToFront(services().sql, { projectId, id });
	const running = await findRunningTurn(services().sql, projectId);
	if (running && mayStop(grant, running)) await stop(grant, running);
	await announce.turn(projectId, turn);
	return turn;
}

async function approve({ projectId }: Grant, { id }: Turn): Promise<Turn> {
	const turn = await approveTurn(services().sql, { projectId, id });
	await announce.turn(projectId, turn);
	return turn;
}

async function tellOfMessage(projectId: ProjectId, id: MessageId): Promise<void> {
	const found = await findMessage(services().sql, id);
	if (found) await announce.message(projectId, found.message);
}
