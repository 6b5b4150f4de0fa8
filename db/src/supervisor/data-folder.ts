import { randomBytes } from 'node:crypto';
import { accessSync, constants, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { errorCode } from '../sql.ts';
import { StartFailure } from '../start-failure.ts';

/**
 * Makes the data folder (0700) unless it is there.
 * @throws StartFailure when it cannot be written.
 */
export function openDataFolder(dataDirectory: string): void {
	try {
		mkdirSync(dataDirectory, { recursive: true, mode: 0o700 });
		accessSync(dataDirectory, constants.R_OK | constants.W_OK | constants.X_OK);
	} catch (error) {
		throw new StartFailure(
			`The data folder ${dataDirectory} cannot be written (${errorCode(error) ?? 'unknown error'}): ` +
				'set COVIBE_DATA to a folder that this user may write to.',
			{ cause: error },
		);
	}
}

const SECRET_BYTES = 32;
const SECRET_TEXT = /^[A-Za-z0-9_-]{43}$/;

/**
 * The secret that signs tickets, made once and kept in the data folder: open pages survive a restart.
 * @throws StartFailure when the file holds something else.
 */
export function keptTicketSecret(dataDirectory: string): string {
	return keptSecret(dataDirectory, 'ticket-secret');
}

/**
 * The key that seals people's provider keys, made once and kept in the data folder. Whoever loses the file loses them.
 * @throws StartFailure when the file holds something else.
 */
export function keptMasterKey(dataDirectory: string): string {
	return keptSecret(dataDirectory, 'master-key');
}

function keptSecret(dataDirectory: string, name: string): string {
	const file = path.join(dataDirectory, name);
	try {
		writeFileSync(file, `${randomBytes(SECRET_BYTES).toString('base64url')}\n`, {
			mode: 0o600,
			flag: 'wx',
			flush: true,
		});
	} catch (error) {
		if (errorCode(error) !== 'EEXIST') throw error;
	}
	const secret = readFileSync(file, 'utf8').trim();
	if (!SECRET_TEXT.test(secret)) throw new StartFailure(`The file ${file} is damaged: remove it and start again.`);
	return secret;
}
