import { CovibeError, parseEmail } from '@covibe/shared';
import { createReset, RESET_LIFETIME_HOURS } from './password-resets.ts';
import type { Sql } from './sql.ts';
import { StartFailure } from './start-failure.ts';

/** Prints a link with which the owner of an account chooses a new password; how it gets to them is up to who runs this. */
export async function resetLinkCommand(
	sql: Sql,
	[address, ...rest]: readonly string[],
	{ say, origin }: { say: (line: string) => void; origin: string },
): Promise<number> {
	if (address === undefined || rest.length > 0) throw new StartFailure('Say for which account: reset-link EMAIL');
	const token = await createReset(sql, readAddress(address));
	if (token === undefined) throw new StartFailure(`There is no account with the address ${address}.`);
	say(`${origin}/reset/${token}`);
	process.stderr.write(`It works once, and for ${RESET_LIFETIME_HOURS} hours.\n`);
	return 0;
}

function readAddress(address: string) {
	try {
		return parseEmail(address);
	} catch (error) {
		if (error instanceof CovibeError) throw new StartFailure(`${address} is not an e-mail address.`, { cause: error });
		throw error;
	}
}
