import { availableParallelism } from 'node:os';
import { hash, type Options, verify } from '@node-rs/argon2';
import { CovibeError } from '@covibe/shared';
import pLimit from 'p-limit';

/** OWASP's least for Argon2id: some 20 ms of one core, and 19 MiB for as long. */
const COST: Options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
/** Hashing is work for a core. */
const CORES = availableParallelism();
/** Half a second of waiting: a class that comes by one link at once gets in, a flood is told to slow down. */
const WAITING = 25 * CORES;

const BUSY = 'Many people are coming in at this moment. Try again in a few seconds.';

const queue = pLimit(CORES);

/** What is kept of a password, with its salt. @throws CovibeError 'slow-down' */
export function hashPassword(password: string): Promise<string> {
	return inTurn(() => hash(password, COST));
}

/**
 * Whether this is the password of which `kept` was kept. Without one the answer is no, after the same time: who asks
 * does not learn whether there is somebody of that name.
 * @throws CovibeError 'slow-down'
 */
export async function isPassword(password: string, kept: string | undefined): Promise<boolean> {
	const isSame = await inTurn(async () => verify(kept ?? (await nobodys()), password));
	return isSame && kept !== undefined;
}

let hashOfNobody: Promise<string> | undefined;

/** Made outside of the queue: a place in it would be waited for while one is held. */
function nobodys(): Promise<string> {
	hashOfNobody ??= hash('nobody', COST);
	return hashOfNobody;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
	if (queue.pendingCount >= WAITING) throw new CovibeError('slow-down', { cause: 'passwords', detail: BUSY });
	return queue(work);
}
