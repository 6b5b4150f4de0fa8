import type { Env } from '@covibe/shared';

export type KeyVerdict = {
	/** Null when nobody can tell now. */
	readonly works: boolean | null;
	readonly message: string;
};

type Question = { readonly url: string; readonly headers: Readonly<Record<string, string>> };

const TIMEOUT_MS = 10_000;

/** Asks for the list of models, which costs nothing, at the addresses that the agent's program uses as well (ai/README.md). */
const QUESTIONS: Readonly<Record<string, (env: Env, secret: string) => Question>> = {
	openai: (env, secret) => ({
		url: `${base(env, 'OPENAI_BASE_URL', 'https://api.openai.com/v1')}/models`,
		headers: { authorization: `Bearer ${secret}` },
	}),
	anthropic: (env, secret) => ({
		url: `${base(env, 'ANTHROPIC_BASE_URL', 'https://api.anthropic.com')}/v1/models`,
		headers: { 'x-api-key': secret, 'anthropic-version': '2023-06-01' },
	}),
	google: (env, secret) => ({
		url: `${base(env, 'GEMINI_BASE_URL', 'https://generativelanguage.googleapis.com')}/v1beta/models`,
		headers: { 'x-goog-api-key': secret },
	}),
};

/** Tries a key at its provider. Neither the key nor what the provider says of it is in the answer, a log, or an error. */
export async function testProviderKey(
	{ provider, secret }: { provider: string; secret: string },
	env: Env,
): Promise<KeyVerdict> {
	const question = Object.hasOwn(QUESTIONS, provider) ? QUESTIONS[provider] : undefined;
	if (!question)
		return { works: null, message: 'Keys of this provider cannot be tried here. Keep it, and ask something.' };
	const { url, headers } = question(env, secret);
	let status: number;
	try {
		const response = await fetch(url, { headers, redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
		await response.body?.cancel();
		({ status } = response);
	} catch {
		// Said to the person; what the failure itself says may quote the request.
		return { works: null, message: 'The provider cannot be reached from this server right now.' };
	}
	return verdictOf(status);
}

function verdictOf(status: number): KeyVerdict {
	if (status < 300) return { works: true, message: 'The key works.' };
	if (status === 429)
		return { works: true, message: 'The key was accepted, but its provider is busy or its limit is reached.' };
	// Google answers a wrong key with 400.
	if ([400, 401, 403].includes(status)) return { works: false, message: 'The provider does not accept this key.' };
	return { works: null, message: `The provider answered ${status}. Try again later.` };
}

function base(env: Env, name: string, otherwise: string): string {
	const address = env[name]?.trim() ?? '';
	return (address === '' ? otherwise : address).replace(/\/+$/, '');
}
