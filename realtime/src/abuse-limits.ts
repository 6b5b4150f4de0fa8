import { type Env, readInteger, readString } from '@covibe/shared';
import type { Allowance } from './token-bucket.ts';

/** What one socket, one person and one room may ask of a node; each figure is a setting. */
export type AbuseLimits = {
	/** Frames; one costs 1, and 1 more for each 2 KiB. Somebody who types and moves sends some 60 a second. */
	readonly socket: Allowance;
	/** Frames of all sockets of a person, or of one agent. */
	readonly person: Allowance;
	/** Frames of everybody in a room: a class of a hundred that types. */
	readonly project: Allowance;
	/** Questions whose answers are large: for the whole document, for all presences. */
	readonly questions: Allowance;
	/** Client ids that are new in a room, by person. A page draws one when it is loaded. */
	readonly newClients: Allowance;
	readonly socketsPerPerson: number;
	/** A school has one address. */
	readonly socketsPerAddress: number;
	readonly socketsPerProject: number;
};

export const DEFAULT_LIMITS: AbuseLimits = {
	socket: { perSecond: 300, burst: 12_000 },
	person: { perSecond: 600, burst: 30_000 },
	project: { perSecond: 6_000, burst: 120_000 },
	questions: { perSecond: 2, burst: 60 },
	newClients: { perSecond: 1 / 30, burst: 100 },
	socketsPerPerson: 40,
	socketsPerAddress: 1_000,
	socketsPerProject: 500,
};

/** Beyond any machine. */
const UNBOUNDED = 1e12;
const NONE: Allowance = { perSecond: UNBOUNDED, burst: UNBOUNDED };
/** For load generators, which are one person at one address. */
const NO_LIMITS: AbuseLimits = {
	socket: NONE,
	person: NONE,
	project: NONE,
	questions: NONE,
	newClients: NONE,
	socketsPerPerson: UNBOUNDED,
	socketsPerAddress: UNBOUNDED,
	socketsPerProject: UNBOUNDED,
};

/** @throws Error that names the setting. */
export function readAbuseLimits(env: Env): AbuseLimits {
	if (readInteger(env, 'ABUSE_LIMITS', 1, { min: 0, max: 1 }) === 0) return NO_LIMITS;
	const count = (name: string, fallback: number) => readInteger(env, name, fallback, { min: 1, max: 1_000_000 });
	return {
		socket: readAllowance(env, 'SOCKET_FRAMES', DEFAULT_LIMITS.socket),
		person: readAllowance(env, 'PERSON_FRAMES', DEFAULT_LIMITS.person),
		project: readAllowance(env, 'PROJECT_FRAMES', DEFAULT_LIMITS.project),
		questions: readAllowance(env, 'SOCKET_QUESTIONS', DEFAULT_LIMITS.questions),
		newClients: readAllowance(env, 'NEW_CLIENTS', DEFAULT_LIMITS.newClients),
		socketsPerPerson: count('SOCKETS_PER_PERSON', DEFAULT_LIMITS.socketsPerPerson),
		socketsPerAddress: count('SOCKETS_PER_ADDRESS', DEFAULT_LIMITS.socketsPerAddress),
		socketsPerProject: count('SOCKETS_PER_PROJECT', DEFAULT_LIMITS.socketsPerProject),
	};
}

/** `300/12000`: so many a second, and so many at once. */
function readAllowance(env: Env, name: string, fallback: Allowance): Allowance {
	const raw = readString(env, name);
	if (raw === undefined) return fallback;
	const match = /^(\d+(?:\.\d+)?)\/(\d+)$/.exec(raw);
	const [perSecond, burst] = [Number(match?.[1]), Number(match?.[2])];
	if (!(perSecond > 0 && burst >= 1))
		throw new Error(
			`${name} must be how many a second and how many at once, such as 300/12000, got ${JSON.stringify(raw)}`,
		);
	return { perSecond, burst };
}
