import { parseEmail } from '@covibe/shared';
import { expect, it } from 'vitest';
import { createTestDatabase } from '../test/database.ts';
import { findReset, signUp } from './index.ts';
import { resetLinkCommand } from './reset-link-command.ts';

it('prints one link, whose token resets that account alone, and one line for an address that is none or has none', async () => {
	const database = await createTestDatabase();
	const { sql } = database;
	const email = parseEmail('ana@example.org');
	await signUp(sql, { email, password: 'correct horse battery', name: 'Ana', guest: undefined });
	const said: string[] = [];
	const run = (...args: string[]) =>
		resetLinkCommand(sql, args, { say: (line) => said.push(line), origin: 'https://covibe.example' });
	expect(await run(' Ana@Example.org')).toBe(0);
	expect(said).toHaveLength(1);
	const token = /^https:\/\/covibe\.example\/reset\/([A-Za-z0-9_-]{43})$/.exec(said[0] ?? '')?.[1] ?? '';
	expect(await findReset(sql, token)).toMatchObject({ email });
	await expect(run('bo@example.org')).rejects.toThrow('There is no account with the address bo@example.org.');
	await expect(run('nobody')).rejects.toThrow('nobody is not an e-mail address.');
	await expect(run()).rejects.toThrow('Say for which account: reset-link EMAIL');
	await database.close();
});
