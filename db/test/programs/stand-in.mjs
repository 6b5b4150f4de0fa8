// Stands in for realtime, web and ai in tests of the supervisor: answers its health, and misbehaves on demand.
import { createServer } from 'node:http';

const server = createServer((request, response) => {
	if (request.url === '/crash') process.exit(7);
	if (request.url === '/pid') return response.end(String(process.pid));
	return response.end('ok');
});

server.once('error', (error) => {
	process.stderr.write(`${error.message}\n`);
	process.exit(error.code === 'EADDRINUSE' ? 98 : 1);
});

if (process.env.FAIL_AT_START) {
	process.stderr.write(`${process.env.FAIL_AT_START}\n`);
	process.exit(3);
}
if (process.env.SOCKET_PATH && process.env.PORT) {
	process.stderr.write('both a socket and a port\n');
	process.exit(1);
}
if (process.env.SOCKET_PATH) server.listen(process.env.SOCKET_PATH);
else
	server.listen(Number(process.env.PORT), '127.0.0.1', () =>
		process.send({ type: 'listening', port: server.address().port }),
	);

process.on('SIGTERM', () => {
	if (process.env.IGNORE_SIGTERM) return process.stdout.write('asked to end\n');
	process.stdout.write('drained\n');
	process.exit(0);
});
