import { findGrant, type Grant, isRemoved, type User } from '@covibe/db';
import { type Action, can, CovibeError, parseProjectId } from '@covibe/shared';
import { services } from './services.ts';

/** @throws CovibeError 'not-signed-in' */
export function requireUser(locals: App.Locals): User {
	if (!locals.user) throw new CovibeError('not-signed-in');
	return locals.user;
}

/**
 * What the sender of a request may do in a room, when that covers `action`. A room that does not exist and one that the
 * sender is no member of look the same from outside; who was in it and was removed is told so.
 * @throws CovibeError 'not-signed-in' | 'not-found' | 'removed' | 'forbidden'
 */
export async function requireGrant(locals: App.Locals, projectParameter: string, action: Action): Promise<Grant> {
	const user = requireUser(locals);
	const projectId = parseProjectId(projectParameter);
	const grant = projectId && (await findGrant(services().sql, projectId, user.id));
	if (!grant) {
		const wasRemoved = projectId !== undefined && (await isRemoved(services().sql, projectId, user.id));
		throw new CovibeError(wasRemoved ? 'removed' : 'not-found');
	}
	if (!can(grant.role, action)) throw new CovibeError('forbidden');
	return grant;
}
