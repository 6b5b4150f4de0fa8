import { CovibeError, type EmailAddress, parseEmail } from '@covibe/shared';
import { expect, it } from 'vitest';
import { SignInThrottle } from './sign-in-throttle.ts';

const wrong = () => Promise.reject(new CovibeError('credentials-wrong'));
const right = () => Promise.resolve('in');

async function outcome(throttle: SignInThrottle, email: EmailAddress, address: string, work: () => Promise<string>) {
	try {
		return await throttle.attempt({ email, address }, work);
	} catch (error) {
		return error instanceof CovibeError ? error.code : String(error);
	}
}

function count(outcomes: readonly string[]): Record<string, number> {
	const counts: Record<string, number> = {};
	for (const each of outcomes) counts[each] = (counts[each] ?? 0) + 1;
	return counts;
}

const ana = parseEmail('ana@example.org');
const bo = parseEmail('bo@example.org');
const SCHOOL = '203.0.113.7';
const HOME = '198.51.100.1';

it('[W10] of 1,000 tries at one account ten are made, and others at the address, and its owner elsewhere, come in', async () => {
	const throttle = new SignInThrottle();
	const tries = await Promise.all(Array.from({ length: 1_000 }, () => outcome(throttle, ana, SCHOOL, wrong)));
	expect(count(tries)).toEqual({ 'credentials-wrong': 10, 'slow-down': 990 });
	expect(await outcome(throttle, ana, SCHOOL, right)).toBe('slow-down');
	expect(await outcome(throttle, ana, HOME, right)).toBe('in');
	expect(await outcome(throttle, bo, SCHOOL, right)).toBe('in');
});

it('[W10] one password for 1,000 accounts is tried 200 times from one address, and elsewhere nobody notices', async () => {
	const throttle = new SignInThrottle();
	const tries: string[] = [];
	for (let index = 0; index < 1_000; index++)
		tries.push(await outcome(throttle, parseEmail(`p${index}@example.org`), SCHOOL, wrong));
	expect(count(tries)).toEqual({ 'credentials-wrong': 200, 'slow-down': 800 });
	expect(await outcome(throttle, parseEmail('p999@example.org'), HOME, right)).toBe('in');
});

it('guesses at one account from everywhere end after a hundred', async () => {
	const throttle = new SignInThrottle();
	const tries: string[] = [];
	for (let index = 0; index < 300; index++)
		tries.push(await outcome(throttle, ana, `198.51.100.${index % 256}`, wrong));
	expect(count(tries)).toEqual({ 'credentials-wrong': 100, 'slow-down': 200 });
});

it('a class behind one address, whose pupils mistype four times each, comes in, and again', async () => {
	const throttle = new SignInThrottle();
	for (let pupil = 0; pupil < 40; pupil++) {
		const email = parseEmail(`pupil${pupil}@example.org`);
		for (let slip = 0; slip < 4; slip++)
			expect(await outcome(throttle, email, SCHOOL, wrong)).toBe('credentials-wrong');
		expect(await outcome(throttle, email, SCHOOL, right)).toBe('in');
	}
	for (let time = 0; time < 500; time++) expect(await outcome(throttle, ana, SCHOOL, right)).toBe('in');
});

it('a try that the server could not make is none', async () => {
	const throttle = new SignInThrottle();
	const busy = () => Promise.reject(new CovibeError('slow-down'));
	for (let time = 0; time < 300; time++) await outcome(throttle, ana, SCHOOL, busy);
	expect(await outcome(throttle, ana, SCHOOL, wrong)).toBe('credentials-wrong');
	expect(await outcome(throttle, ana, SCHOOL, right)).toBe('in');
});
