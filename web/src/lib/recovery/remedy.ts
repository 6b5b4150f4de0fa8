import type { ErrorCode } from '@covibe/shared';

/** Why the server ended a connection for good. Without a code nobody may come in (no ticket was given). */
export type Refusal = { readonly code: ErrorCode | 'diverged' | undefined; readonly message: string };

/**
 * What a page does about a refusal [PR6]:
 * `rebase`: a new document, and in it again what was not acknowledged. `reopen`: a new document, and what was not
 * acknowledged is kept beside it. `leave`: the room cannot be opened again; what was not acknowledged is kept.
 */
export type Remedy = 'rebase' | 'reopen' | 'leave';

const REMEDIES: Partial<Record<ErrorCode | 'diverged', Remedy>> = {
	'client-taken': 'rebase',
	diverged: 'rebase',
	'malformed-frame': 'reopen',
	'update-invalid': 'reopen',
	'update-too-large': 'reopen',
	'update-too-tangled': 'reopen',
	'project-full': 'reopen',
	'read-only': 'reopen',
	'room-frozen': 'reopen',
};

export function remedyOf({ code }: Refusal): Remedy {
	return (code && REMEDIES[code]) ?? 'leave';
}
