import { createServer } from 'node:net';
import { errorCode } from '../sql.ts';
import { StartFailure } from '../start-failure.ts';
import { portTaken } from './supervised.ts';

/**
 * Finds out early whether the port can be had, before minutes go into a start that would fail.
 * @throws StartFailure when it cannot.
 */
export async function refuseTakenPort(host: string, port: number): Promise<void> {
	const server = createServer();
	try {
		await new Promise<void>((resolve, reject) => {
			server.once('error', reject);
			server.listen({ host, port, exclusive: true }, resolve);
		});
	} catch (error) {
		throw explain(error, host, port);
	} finally {
		await new Promise((resolve) => server.close(resolve));
	}
}

function explain(error: unknown, host: string, port: number): unknown {
	switch (errorCode(error)) {
		case 'EADDRINUSE':
			return portTaken(port);
		case 'EACCES':
			return new StartFailure(`This user may not listen on port ${port}: set PORT to 1024 or above.`);
		case 'EADDRNOTAVAIL':
		case 'ENOTFOUND':
			return new StartFailure(`HOST ${host} is no address of this machine: leave it out to listen on all of them.`);
		default:
			return error;
	}
}
