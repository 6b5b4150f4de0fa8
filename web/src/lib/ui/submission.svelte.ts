import type { SubmitFunction } from '@sveltejs/kit';

/**
 * One form's way to the server and back, for `use:enhance`. What was typed stays in the fields, whatever happens: a
 * refusal or a lost connection becomes a sentence above the form instead of an error page in its place.
 */
export class Submission {
	isBusy = $state(false);
	refusal = $state<string>();

	readonly submit: SubmitFunction = () => {
		this.isBusy = true;
		this.refusal = undefined;
		return async ({ result, update }) => {
			if (result.type === 'error') this.refusal = sentenceOf(result.error);
			else await update({ reset: false });
			this.isBusy = false;
		};
	};
}

/** The server's refusals carry a sentence; an Error comes from the browser, which could not reach the server. */
function sentenceOf(error: unknown): string {
	const isFromServer = typeof error === 'object' && error !== null && !(error instanceof Error) && 'message' in error;
	if (isFromServer && typeof error.message === 'string') return error.message;
	return 'The server cannot be reached. Check your connection and try again.';
}
