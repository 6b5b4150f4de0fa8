import { CovibeError, type ProjectId } from '@covibe/shared';
import { expect, test } from 'vitest';
import { type AbuseLimits, DEFAULT_LIMITS, readAbuseLimits } from '../src/abuse-limits.ts';
import { AbuseWatch, type Guest, type LimitName } from '../src/abuse-watch.ts';

const room = (name: string) => name as ProjectId;
const guest = (person: string, rest: Partial<Guest> = {}): Guest => ({
	person,
	projectId: room('room'),
	address: '10.0.0.1',
	...rest,
});

function setUp(limits: Partial<AbuseLimits> = {}) {
	const reached: LimitName[] = [];
	return { reached, watch: new AbuseWatch({ ...DEFAULT_LIMITS, ...limits }, (limit) => reached.push(limit)) };
}

function codeOf(act: () => void): string | undefined {
	try {
		act();
	} catch (error) {
		if (error instanceof CovibeError) return error.code;
		throw error;
	}
	return undefined;
}

test('[RT41] a flood of small frames ends its socket, and the next ones of the same person start where it ended', () => {
	const { watch, reached } = setUp();
	let sent = 0;
	const flood = (account: ReturnType<AbuseWatch['open']>) => {
		while (!codeOf(() => account.spend(10, 0))) sent++;
	};
	for (let socket = 0; socket < 10; socket++) {
		const account = watch.open(guest('mallory'), 0);
		flood(account);
		account.close();
		watch.sweep(0);
	}
	expect(sent).toBe(DEFAULT_LIMITS.person.burst);
	expect([reached[0], reached.at(-1)]).toEqual(['socket', 'person']);
	// Whoever types beside it, from the same address and in the same room, feels nothing.
	const ada = watch.open(guest('ada'), 0);
	for (let second = 1; second < 600; second++) for (let frame = 0; frame < 60; frame++) ada.spend(60, second * 1_000);
});

test('[RT41] bytes count: a project that was edited offline passes, sixteen of them do not', () => {
	const { watch } = setUp();
	const account = watch.open(guest('ada'), 0);
	account.spend(15 * 1024 * 1024, 0);
	expect(codeOf(() => account.spend(15 * 1024 * 1024, 0))).toBe('slow-down');
	expect(codeOf(() => account.spend(15 * 1024 * 1024, 30_000))).toBeUndefined();
});

test('[RT41] whole documents are not handed out without end', () => {
	const { watch, reached } = setUp();
	const account = watch.open(guest('mallory'), 0);
	let answers = 0;
	while (!codeOf(() => account.ask(0))) answers++;
	expect([answers, reached]).toEqual([DEFAULT_LIMITS.questions.burst, ['questions']]);
});

test('[RT41] sockets are counted for each person, room and address, and given back', () => {
	const { watch, reached } = setUp({ socketsPerPerson: 3, socketsPerProject: 5, socketsPerAddress: 7 });
	const refusal = (who: Guest) => codeOf(() => watch.open(who, 0));
	const [first] = [watch.open(guest('ada'), 0), watch.open(guest('ada'), 0), watch.open(guest('ada'), 0)];
	expect(refusal(guest('ada'))).toBe('too-many-connections');
	expect([refusal(guest('ben')), refusal(guest('cleo')), refusal(guest('dan'))]).toEqual([
		undefined,
		undefined,
		'too-many-connections',
	]);
	const elsewhere = { projectId: room('other') };
	expect([
		refusal(guest('dan', elsewhere)),
		refusal(guest('eve', elsewhere)),
		refusal(guest('fay', elsewhere)),
	]).toEqual([undefined, undefined, 'too-many-connections']);
	expect(refusal(guest('fay', { ...elsewhere, address: '10.0.0.2' }))).toBeUndefined();
	expect(reached).toEqual(['person-sockets', 'project-sockets', 'address-sockets']);
	first.close();
	expect(refusal(guest('ada'))).toBeUndefined();
});

test('[RT41] a class of sixty behind one address types for ten minutes without being noticed', () => {
	const { watch, reached } = setUp();
	const accounts = Array.from({ length: 60 }, (_, index) => watch.open(guest(`pupil ${index}`), 0));
	for (let second = 1; second <= 600; second++)
		for (const account of accounts) for (let frame = 0; frame < 40; frame++) account.spend(60, second * 1_000);
	expect(reached).toEqual([]);
});

test('[RT41] figures are settings, with their unit, and a wrong one is named', () => {
	expect(readAbuseLimits({ SOCKET_FRAMES: '0.5/7', SOCKETS_PER_PERSON: '3' })).toMatchObject({
		socket: { perSecond: 0.5, burst: 7 },
		person: DEFAULT_LIMITS.person,
		socketsPerPerson: 3,
	});
	for (const wrong of ['7', '0/7', '-1/7', '1/0', 'a/b'])
		expect(() => readAbuseLimits({ PERSON_FRAMES: wrong })).toThrow('PERSON_FRAMES must be');
	expect(readAbuseLimits({ ABUSE_LIMITS: '0' }).socketsPerPerson).toBeGreaterThan(1e9);
});
