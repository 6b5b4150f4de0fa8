// The web process of `npm run dev`: vite on a unix socket behind realtime's front. The supervisor starts it.
import { rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { fromRoot } from './lib/paths.mjs';

const vitePath = createRequire(fromRoot('web', 'package.json')).resolve('vite');
const { createServer: createVite } = await import(pathToFileURL(vitePath).href);

process.chdir(fromRoot('web'));
const vite = await createVite({
	root: fromRoot('web'),
	// The browser reaches vite's websocket directly: the front would take it for a room.
	server: { middlewareMode: true, hmr: { port: Number(process.env.HMR_PORT ?? 24_678) } },
	appType: 'custom',
});
const server = createServer((request, response) => {
	// vite and SvelteKit read the address that the browser used from the usual headers.
	request.headers.host = request.headers['x-forwarded-host'] ?? request.headers.host;
	vite.middlewares(request, response);
});
server.listen(process.env.SOCKET_PATH);

process.once('SIGTERM', async () => {
	server.close();
	await vite.close();
	rmSync(process.env.SOCKET_PATH, { force: true });
	process.exit(0);
});
