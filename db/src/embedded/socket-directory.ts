import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartFailure } from '../start-failure.ts';
import { NOBODY } from './identity.ts';

/** The kernel's limit is 108 bytes on Linux and 104 on macOS, the closing NUL included. */
const MAX_SOCKET_PATH_BYTES = 100;
/** The longest name that we or PostgreSQL give to a socket: `.s.PGSQL.5432`. */
const LONGEST_SOCKET_NAME = '/.s.PGSQL.5432';

/**
 * The directory for the sockets of one data folder, existing and closed to others (0700): inside of the folder, or,
 * where its path is too long for a socket, in the system's temporary directory under a name made of the path. So it
 * is the same one at every start.
 */
export function openSocketDirectory(dataDirectory: string, name: string): string {
	const inside = path.join(dataDirectory, name);
	if (Buffer.byteLength(inside + LONGEST_SOCKET_NAME) < MAX_SOCKET_PATH_BYTES) {
		mkdirSync(inside, { recursive: true, mode: 0o700 });
		return inside;
	}
	const key = createHash('sha256').update(inside).digest('hex').slice(0, 16);
	const outside = path.join(tmpdir(), `covibe-${process.getuid?.() ?? 0}-${key}`);
	mkdirSync(outside, { recursive: true, mode: 0o700 });
	refuseForeign(outside);
	return outside;
}

/** Anyone may make directories in the temporary one: what is not ours alone is not used. */
function refuseForeign(directory: string): void {
	const found = lstatSync(directory);
	const ourId = process.getuid?.() ?? found.uid;
	const isOurs = found.uid === ourId || (ourId === 0 && found.uid === NOBODY);
	if (!found.isDirectory() || !isOurs || (found.mode & 0o077) !== 0) {
		throw new StartFailure(
			`${directory} is not a private folder of this user: remove it, or use a shorter COVIBE_DATA.`,
		);
	}
}
