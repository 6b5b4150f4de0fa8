import { request } from 'node:http';

/** Where a program says how it is. */
export type HealthPlace =
	| { readonly kind: 'socket'; readonly socketPath: string; readonly path: string }
	/** On the port that the program tells its parent when it listens: `{ type: 'listening', port }`. */
	| { readonly kind: 'announced-port'; readonly host: string; readonly path: string };

export type Health =
	/** It serves. */
	| 'ready'
	/** It answers, and says that it cannot serve now. */
	| 'waiting'
	/** It does not answer. */
	| 'silent';

const ANSWER_LIMIT_MS = 5_000;

/** Asks once. `port` is what the program announced; without it a program of that kind is silent. */
export function askHealth(place: HealthPlace, port: number | undefined): Promise<Health> {
	if (place.kind === 'announced-port' && port === undefined) return Promise.resolve('silent');
	const target = place.kind === 'socket' ? { socketPath: place.socketPath } : { host: place.host, port };
	return new Promise((resolve) => {
		const asking = request({ ...target, path: place.path, agent: false, timeout: ANSWER_LIMIT_MS }, (response) => {
			response.resume();
			resolve(response.statusCode === 200 ? 'ready' : 'waiting');
		});
		asking.on('timeout', () => asking.destroy());
		// Whatever keeps it from answering, it does not answer.
		asking.on('error', () => resolve('silent'));
		asking.end();
	});
}
