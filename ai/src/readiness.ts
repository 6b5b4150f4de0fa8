import { createServer } from 'node:http';

export interface ReadinessServer {
	/** Safe to call twice. */
	close(): void;
}

/** Answers `/readyz` on a unix socket or a port: 200 while it can work, 503 otherwise. For supervisors alone. */
export async function openReadiness(
	place: { readonly socketPath: string } | { readonly port: number },
	isReady: () => Promise<boolean>,
): Promise<ReadinessServer> {
	const server = createServer((_request, response) => {
		void isReady().then((ready) => {
			response.statusCode = ready ? 200 : 503;
			response.end(ready ? 'ok' : 'not ready');
		});
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		if ('socketPath' in place) server.listen(place.socketPath, resolve);
		else server.listen(place.port, resolve);
	});
	return { close: () => void server.close() };
}
