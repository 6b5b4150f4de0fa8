import { availableParallelism } from 'node:os';
import { expect, it } from 'vitest';
import { hashPassword, isPassword } from './passwords.ts';

it('a password is kept as Argon2id with a salt of its own, and known again', async () => {
	const [kept, again] = await Promise.all([hashPassword('open sesame'), hashPassword('open sesame')]);
	expect(kept).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
	expect(again).not.toBe(kept);
	expect(await isPassword('open sesame', kept)).toBe(true);
	expect(await isPassword('open sesam', kept)).toBe(false);
});

it('nobody has a password, not even the one that is compared with', async () => {
	expect(await isPassword('nobody', undefined)).toBe(false);
});

it('a flood is told to slow down, and what waits is answered', async () => {
	const kept = await hashPassword('right');
	const flood = Array.from({ length: 30 * availableParallelism() }, () => attempt(() => isPassword('wrong', kept)));
	const answers = await Promise.all(flood);
	expect(answers.filter((answer) => answer === 'slow-down').length).toBeGreaterThan(0);
	expect(answers.filter((answer) => answer === false).length).toBeGreaterThanOrEqual(25 * availableParallelism());
	expect(await isPassword('right', kept)).toBe(true);
});

async function attempt(act: () => Promise<boolean>): Promise<unknown> {
	try {
		return await act();
	} catch (error) {
		return (error as { code?: unknown }).code;
	}
}
