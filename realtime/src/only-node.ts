import { type NodeLock, takeNodeLock } from '@covibe/db';
import type { RealtimeConfig } from './config.ts';

/** Two nodes that cannot tell each other of their rooms would show each of them half of the people. [RT34] */
export class NotAlone extends Error {
	constructor(redisUrl: string | undefined) {
		super(
			redisUrl === undefined
				? 'Another realtime process serves this database: stop it, or set REDIS_URL for both, so that they share rooms.'
				: 'A realtime process without REDIS_URL serves this database: stop it, or set REDIS_URL for it as well.',
		);
		this.name = 'NotAlone';
	}
}

/**
 * Claims the database for this process: with Redis together with others, without it alone. A database that is away is
 * asked again while the process runs.
 * @throws NotAlone
 */
export async function claimDatabase(
	{ databaseUrl, redisUrl }: RealtimeConfig,
	onIntruder: (error: NotAlone) => void,
): Promise<NodeLock> {
	const sharing = redisUrl === undefined ? 'alone' : 'shared';
	const lock = await takeNodeLock(databaseUrl, { sharing, onTaken: () => onIntruder(new NotAlone(redisUrl)) });
	if (lock.standing !== 'taken') return lock;
	await lock.close();
	throw new NotAlone(redisUrl);
}
