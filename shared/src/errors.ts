/** What a code means to each boundary: HTTP status, WebSocket close code, whether trying again can help, and the words. */
export type ErrorSpec = {
	readonly status: number;
	/** 4400-4499: final, do not reconnect. 1012 and 4500-4599: reconnect after a pause. */
	readonly close: number;
	readonly retry: boolean;
	readonly message: string;
};

export const ERRORS = {
	'malformed-frame': final(400, 4400, 'The connection sent bytes that the protocol does not know.'),
	'update-invalid': final(400, 4400, 'An edit was damaged on its way and was refused.'),
	'foreign-origin': final(403, 4403, 'This page may not connect to this server.'),
	'not-signed-in': final(401, 4401, 'You are signed out. Sign in, or open a link to the room, to come back.'),
	'session-ended': again(401, 4510, 'You were signed out on this device. Sign in to come back.'),
	'account-needed': final(403, 4403, 'This needs an account. Sign in first.'),
	'credentials-wrong': final(401, 4401, 'This address and this password do not belong together.'),
	'email-invalid': final(422, 4400, 'This is not an e-mail address.'),
	'password-unfit': final(422, 4400, 'Choose another password.'),
	'reset-link-invalid': final(404, 4404, 'This link was used already, or is too old. Ask for a new one.'),
	'ticket-invalid': final(401, 4401, 'The ticket for this room is missing, used or expired. Reload the page.'),
	forbidden: final(403, 4403, 'You have no right to do this in this room.'),
	'read-only': final(403, 4403, 'You may look at this room, but not change it.'),
	'client-taken': final(409, 4409, 'Some of these edits carry the mark of another person, and were refused.'),
	removed: final(403, 4403, 'You were removed from this room. Only a new invitation lets you in again.'),
	'member-unknown': final(404, 4404, 'This person is no member of the room any more.'),
	'not-found': final(404, 4404, 'This room does not exist, or your link no longer opens it.'),
	'link-invalid': final(404, 4404, 'This link does not open a room. It may have been withdrawn; ask for a new one.'),
	'link-password': final(422, 4403, 'This is not the password of this link.'),
	'room-frozen': final(403, 4403, 'This room is frozen: nobody can change its files for now.'),
	'room-full': final(
		403,
		4403,
		'This room is full: as many people are in it as may be there at once. Try again when somebody has left.',
	),
	'not-let-in': final(403, 4403, 'The people in this room did not let you in.'),
	'knock-unknown': final(404, 4404, 'Nobody of this name waits any more.'),
	'lobby-full': again(429, 4529, 'Too many people wait to come into this room. Try again in a few minutes.'),
	'update-too-large': final(413, 4413, 'This change is too large to send at once. Paste it in smaller parts.'),
	'update-too-tangled': final(
		413,
		4413,
		'This change is too tangled with those of others to be merged at once. Make it again in smaller parts.',
	),
	'project-full': final(413, 4413, 'This room is full: its files reach the size that a room may have.'),
	'too-many-files': final(413, 4413, 'This room holds as many files as a room may have.'),
	'file-too-large': final(413, 4413, 'This file is too large for a room.'),
	'path-taken': final(409, 4400, 'There is already a file or folder with this name.'),
	'path-invalid': final(422, 4400, 'This is not a usable file name.'),
	'name-invalid': final(422, 4400, 'This name cannot be used.'),
	'message-invalid': final(422, 4400, 'This message cannot be sent.'),
	'message-unknown': final(404, 4404, 'This message is gone.'),
	'turn-unknown': final(404, 4404, 'This request to the AI is gone.'),
	'turn-over': final(409, 4403, 'This request to the AI is over, or somebody else works on it now.'),
	'ai-off': final(403, 4403, 'The AI is switched off in this room.'),
	'model-unknown': final(422, 4400, 'This model is not offered here. Choose another one.'),
	'settings-invalid': final(422, 4400, 'These settings cannot be used.'),
	'key-invalid': final(422, 4400, 'This does not look like a key of this provider.'),
	'queue-full': again(
		429,
		4529,
		'The AI has enough to do in this room. Wait until it has answered, or remove a request.',
	),
	'too-many-connections': again(429, 4529, 'This is open in too many places at once. Close some of them.'),
	'rights-changed': again(403, 4509, 'What you may do in this room was changed. Connecting again.'),
	'room-stale': again(409, 4508, 'The room missed some of your edits. Sending them again.'),
	'slow-down': again(429, 4529, 'Too much at once. Connecting again in a moment.'),
	'log-unavailable': again(503, 4507, 'The server cannot save right now. Your edits are kept on this device.'),
	'room-unavailable': again(503, 4503, 'The room cannot be loaded right now. Trying again.'),
	'server-stopping': again(503, 1012, 'The server is restarting. Connecting again in a moment.'),
} as const satisfies Record<string, ErrorSpec>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected failure with a place in the table; `detail` replaces the table's sentence where more can be said. */
export class CovibeError extends Error {
	readonly code: ErrorCode;

	constructor(code: ErrorCode, options?: { cause?: unknown; detail?: string | undefined }) {
		super(options?.detail ?? ERRORS[code].message, { cause: options?.cause });
		this.name = 'CovibeError';
		this.code = code;
	}

	get spec(): ErrorSpec {
		return ERRORS[this.code];
	}
}

/** True for a key of the table, so that a code read from the wire can be trusted. */
export function isErrorCode(code: string): code is ErrorCode {
	return Object.hasOwn(ERRORS, code);
}

/** Marks a branch that the types say cannot be reached. */
export function unreachable(value: never): never {
	throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

function final(status: number, close: number, message: string): ErrorSpec {
	return { status, close, retry: false, message };
}

function again(status: number, close: number, message: string): ErrorSpec {
	return { status, close, retry: true, message };
}
