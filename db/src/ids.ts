import { createHash, randomBytes, randomInt } from 'node:crypto';
import {
	type MessageId,
	PERSON_COLOURS,
	type ProjectId,
	type ThreadId,
	type TurnId,
	type UserId,
} from '@covibe/shared';

/** 128 random bits as 22 base64url characters. */
function createId(): string {
	return randomBytes(16).toString('base64url');
}

export function createUserId(): UserId {
	return createId() as UserId;
}

export function createProjectId(): ProjectId {
	return createId() as ProjectId;
}

export function createThreadId(): ThreadId {
	return createId() as ThreadId;
}

export function createMessageId(): MessageId {
	return createId() as MessageId;
}

export function createTurnId(): TurnId {
	return createId() as TurnId;
}

export function createCompletionId(): string {
	return createId();
}

export function createLinkId(): string {
	return createId();
}

export function createKeyId(): string {
	return createId();
}

/** 256 random bits as 43 base64url characters: the secret half of a link. */
export function createToken(): string {
	return randomBytes(32).toString('base64url');
}

/** What is kept of a token or a session id. Their entropy makes a slow hash needless. */
export function hashToken(token: string): Buffer {
	return createHash('sha256').update(token).digest();
}

export function pickColour(): number {
	return randomInt(PERSON_COLOURS);
}
