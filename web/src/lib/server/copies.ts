import { createProject, type Grant, loadLog } from '@covibe/db';
import { copyTree, CovibeError, createProjectDocument, parseProjectName, type ProjectId } from '@covibe/shared';
import * as Y from 'yjs';
import { services } from './services.ts';

const NAME_LENGTH = 80;
const SUFFIX = ' (copy)';

/**
 * Makes a room of one's own with the files that a room has now: without its history, its chat, its people and links.
 * @throws CovibeError 'not-found' | 'log-unavailable'
 */
export async function copyRoom({ projectId, projectName, user }: Grant): Promise<ProjectId> {
	const log = await loadLog(services().sql, projectId);
	if (!log) throw new CovibeError('not-found');
	const updates = log.updates.map(({ bytes }) => bytes);
	const seed = seedOf(log.snapshot ? [log.snapshot.state, ...updates] : updates);
	// By characters, so that none is cut in two.
	const name = Array.from(projectName)
		.slice(0, NAME_LENGTH - SUFFIX.length)
		.join('');
	return createProject(services().sql, { name: parseProjectName(name + SUFFIX), ownerId: user.id, seed });
}

function seedOf(updates: readonly Uint8Array[]): Uint8Array {
	const [source, target] = [createProjectDocument(), createProjectDocument()];
	try {
		source.transact(() => {
			for (const update of updates) Y.applyUpdate(source, update);
		});
		copyTree(source, target);
		return Y.encodeStateAsUpdate(target);
	} finally {
		source.destroy();
		target.destroy();
	}
}
