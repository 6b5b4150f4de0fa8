import * as v from 'valibot';
import { CovibeError } from './errors.ts';

/** The code round a caret, for which a continuation is wanted. */
export type CompletionRequest = {
	readonly path: string;
	/** From the beginning of a line up to the caret. */
	readonly before: string;
	/** From the caret up to the end of a line. */
	readonly after: string;
};

/** What may be written at the caret; empty when nothing comes to mind, `why` when nothing will for a while. */
export type CompletionAnswer = { readonly text: string; readonly why?: string | undefined };

/** UTF-16 units. What is further away hardly matters to the next line, and each costs money at every pause. */
export const COMPLETION_LIMITS = { before: 6_000, after: 2_000, answer: 2_000 } as const;

const request = v.object({
	path: v.pipe(v.string(), v.minLength(1), v.maxLength(1_024)),
	before: v.pipe(v.string(), v.maxLength(COMPLETION_LIMITS.before)),
	after: v.pipe(v.string(), v.maxLength(COMPLETION_LIMITS.after)),
});
const answer = v.object({
	text: v.pipe(v.string(), v.maxLength(COMPLETION_LIMITS.answer)),
	why: v.optional(v.pipe(v.string(), v.maxLength(400))),
});

/** @throws CovibeError 'message-invalid' */
export function parseCompletionRequest(value: unknown): CompletionRequest {
	const result = v.safeParse(request, value);
	if (!result.success) throw new CovibeError('message-invalid', { detail: 'This is no place in code.' });
	return result.output;
}

/** @throws Error for what no server of ours sends */
export const parseCompletionAnswer = (value: unknown): CompletionAnswer => v.parse(answer, value);
