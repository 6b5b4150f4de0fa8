import { GoogleGenerativeAI } from '@google/generative-ai';
import { contentRequest, readContent } from './google-content.ts';
import { guard, type StreamLimits, type WireEvent } from './guard.ts';
import type { Model, Prompt } from './model.ts';

export type GoogleOptions = {
	/** A bare id, or a path such as `tunedModels/x`. */
	readonly model: string;
	readonly key: string;
	/** Without `/v1beta`; undefined for Google's own. */
	readonly baseUrl: string | undefined;
	readonly limits: StreamLimits;
};

export function createGoogleModel(options: GoogleOptions): Model {
	const source = { provider: 'google', model: options.model } as const;
	return {
		name: options.model,
		provider: 'google',
		stream: (prompt, signal) =>
			guard((inner) => read(options, prompt, inner), { source, limits: options.limits, signal }),
	};
}

async function* read(options: GoogleOptions, prompt: Prompt, signal: AbortSignal): AsyncGenerator<WireEvent> {
	const model = new GoogleGenerativeAI(options.key).getGenerativeModel(
		{ model: options.model },
		options.baseUrl === undefined ? {} : { baseUrl: options.baseUrl },
	);
	// The SDK listens to this signal alone; leaving its loop closes nothing, so `guard` aborts in every case.
	const { stream, response } = await model.generateContentStream(contentRequest(prompt), { signal });
	response.catch(() => {
		// A second reader of the same stream, which nobody asked for; unhandled, its rejection ends the process.
	});
	yield* readContent(stream);
}
