import { isUnavailable } from '@covibe/db';
import { CovibeError, type ErrorCode } from '@covibe/shared';
import { error, json } from '@sveltejs/kit';

/** An expected failure as HTTP tells it: status, code, and a sentence for the person. */
export type Failure = { readonly status: number; readonly code: ErrorCode; readonly message: string };

/** What a person reads while the database is away, wherever they notice it. */
const AWAY = 'Covibe cannot reach its database right now. Nothing is lost; try again in a moment.';

/** The one translation of expected errors to HTTP; undefined for a bug. */
export function failureOf(cause: unknown): Failure | undefined {
	if (isUnavailable(cause)) return { status: 503, code: 'room-unavailable', message: AWAY };
	if (!(cause instanceof CovibeError)) return undefined;
	const message = cause.code === 'log-unavailable' ? AWAY : cause.message;
	return { status: cause.spec.status, code: cause.code, message };
}

/** For `load`: an expected failure becomes the error page with its status. */
export async function orErrorPage<T>(work: () => Promise<T>): Promise<T> {
	try {
		return await work();
	} catch (cause) {
		const failure = failureOf(cause);
		if (failure) error(failure.status, { message: failure.message });
		throw cause;
	}
}

/** For endpoints: the result as JSON, or an expected failure as `{ code, message }`. Never cached. */
export async function asJson(work: () => Promise<unknown>): Promise<Response> {
	const headers = { 'cache-control': 'no-store' };
	try {
		return json(await work(), { headers });
	} catch (cause) {
		const failure = failureOf(cause);
		if (!failure) throw cause;
		return json({ code: failure.code, message: failure.message }, { status: failure.status, headers });
	}
}
