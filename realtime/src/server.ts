import { createServer } from 'node:net';
import { LIMITS } from '@covibe/shared';
import type { Logger } from 'pino';
import type { HttpRequest, HttpResponse, TemplatedApp, us_listen_socket } from 'uWebSockets.js';
import { type ExchangeSettings, type Upstream } from './front/exchange.ts';
import { HEALTH_PATHS, type HealthSettings, sendHealth } from './front/health.ts';
import { openProxy } from './front/proxy.ts';
import { sendReply } from './front/reply.ts';
import { copyRequest, readClient, readFraming } from './front/request.ts';
import { loadStaticFiles, sendStaticFile } from './front/static-files.ts';
import { type AdmittedSocket, handleUpgrade, UPGRADE_REQUIRED, type UpgradeSettings } from './front/upgrade.ts';
import { assertNativeSupport } from './native-check.ts';
import type { Publish } from './socket.ts';

declare module 'uWebSockets.js' {
	interface TemplatedApp {
		/** There all along, but missing in the package's types: host and options together. */
		listen(
			host: string,
			port: number,
			options: number,
			callback: (listenSocket: us_listen_socket | false) => void,
		): TemplatedApp;
	}
}

export interface ServerOptions<Admission> extends Omit<HealthSettings, 'log'> {
	readonly host: string;
	/** 0: any free port. */
	readonly port: number;
	readonly door: UpgradeSettings<Admission>['door'];
	/** The web client as built, with its precompressed files; undefined in development: web serves it. */
	readonly staticFolder: string | undefined;
	/** Where web listens. */
	readonly upstream: Upstream;
	/** The public origin, such as https://code.example.org; undefined: what the request says. */
	readonly origin: string | undefined;
	/** True only behind a proxy that sets X-Forwarded-For, -Proto and -Host itself. */
	readonly trustProxy: boolean;
	readonly log: Logger;
	readonly limits?: Partial<ServerLimits>;
}

export interface ServerLimits {
	/** A socket that says nothing this long is closed; we ping before. */
	readonly idleTimeoutSeconds: number;
	/** A larger frame closes its socket before it is read. */
	readonly maxFrameBytes: number;
	/** A socket with more unread bytes than this is closed; it comes back and catches up. */
	readonly maxBackpressureBytes: number;
	readonly maxBodyBytes: number;
	readonly firstByteMs: number;
	readonly admitMs: number;
}

const DEFAULT_LIMITS: ServerLimits = {
	// Browsers wake the timers of hidden pages once a minute; above 70 s they stay.
	idleTimeoutSeconds: 120,
	maxFrameBytes: LIMITS.frameBytes,
	// One whole project on its way to somebody who joins, and not much more.
	// A newcomer is sent the whole room at once, and a room may hold LIMITS.stateBytesPerProject.
	maxBackpressureBytes: 32 * 1024 * 1024,
	// An upload of files; a room's text is smaller (LIMITS), its pictures are not.
	maxBodyBytes: 32 * 1024 * 1024,
	// Exports of large rooms take seconds; a minute means that web hangs.
	firstByteMs: 60_000,
	// A few queries; after 5 s the person has pressed reload.
	admitMs: 5_000,
};

/** The one public port. */
export interface Server {
	readonly port: number;
	/** In order with what is sent to the sockets one by one. */
	readonly publish: Publish;
	/** Takes no new connections; open ones live on. Safe to call twice. */
	stopListening(): void;
	/** Ends everything at once: sockets, requests, the port. Safe to call twice. */
	close(): void;
}

/**
 * Opens the public port: static files, `/sync/<project>`, health checks, and web behind everything else.
 * @throws Error with code EADDRINUSE, EACCES … when the port cannot be had, and when the native part cannot be loaded.
 */
export async function openServer<Admission>(options: ServerOptions<Admission>): Promise<Server> {
	const uWS = await loadNative();
	const settings = { ...options, ...DEFAULT_LIMITS, ...options.limits };
	const app = uWS.App();
	const http = await openHttp(settings);
	app.ws('/sync/:project', { ...socketLimits(settings, uWS.DISABLED), ...socketHandlers(settings) });
	app.any('/*', (response, request) => http.handle(response, request));
	const listenSocket = await listen(app, settings);
	let isListening = true;
	let isOpen = true;
	const stopListening = () => {
		if (isListening) uWS.us_listen_socket_close(listenSocket);
		isListening = false;
	};
	return {
		port: uWS.us_socket_local_port(listenSocket),
		publish: (topic, frame) => {
			if (isOpen) app.publish(topic, frame, true, false);
		},
		stopListening,
		close: () => {
			if (!isOpen) return;
			stopListening();
			isOpen = false;
			app.close();
			http.close();
		},
	};
}

type Settings<Admission> = ServerOptions<Admission> & ServerLimits;

/** Loads the native part, after a check that says better than its own error why it may not work here. */
async function loadNative() {
	assertNativeSupport();
	// Read once, when the native part is loaded: its 4 KiB are little beside the cookies of other programs on localhost.
	process.env['UWS_HTTP_MAX_HEADERS_SIZE'] ??= String(16 * 1024);
	try {
		return (await import('uWebSockets.js')).default;
	} catch (error) {
		throw new Error('uWebSockets.js cannot be loaded; install the packages again (npm start does).', { cause: error });
	}
}

async function openHttp<Admission>(settings: Settings<Admission>) {
	const files = await loadStaticFiles(settings.staticFolder);
	const proxy = openProxy(settings satisfies Omit<ExchangeSettings, 'agent'>);
	const route = (response: HttpResponse, request: HttpRequest) => {
		const head = copyRequest(response, request);
		const asked = { head, client: readClient(head, settings.trustProxy), framing: readFraming(head) };
		// Before anything is answered: what follows a request whose end is in doubt must not be taken for another one.
		if (asked.framing.kind === 'broken') {
			proxy.forward(response, asked);
			return;
		}
		const file = head.method === 'GET' || head.method === 'HEAD' ? files.get(head.path) : undefined;
		if (file) {
			sendStaticFile(response, head, file);
			return;
		}
		if (HEALTH_PATHS.includes(head.path)) {
			sendHealth(response, head, settings);
			return;
		}
		if (head.path.startsWith('/sync/')) {
			sendReply(response, head.method, UPGRADE_REQUIRED);
			return;
		}
		proxy.forward(response, asked);
	};
	return {
		handle: (response: HttpResponse, request: HttpRequest) =>
			guard(
				() => route(response, request),
				settings.log,
				() => response.close(),
			),
		close: () => proxy.close(),
	};
}

function socketLimits(limits: ServerLimits, noCompression: number) {
	return {
		idleTimeout: limits.idleTimeoutSeconds,
		maxPayloadLength: limits.maxFrameBytes,
		maxBackpressure: limits.maxBackpressureBytes,
		// A number by the package's types. Without it frames are dropped silently, and replicas differ from then on.
		closeOnBackpressureLimit: 1,
		compression: noCompression,
		sendPingsAutomatically: true,
	};
}

function socketHandlers<Admission>(settings: Settings<Admission>) {
	type Native = import('uWebSockets.js').WebSocket<AdmittedSocket<Admission>>;
	const { log, door } = settings;
	const FAILED = 1011;
	const guarded = (socket: AdmittedSocket<Admission>['open'], act: () => void) =>
		guard(act, log, () => socket.close(FAILED, 'Something went wrong on the server.'));
	return {
		upgrade: (response: HttpResponse, request: HttpRequest, context: import('uWebSockets.js').us_socket_context_t) =>
			guard(
				() => handleUpgrade(settings, response, request, context),
				log,
				() => response.close(),
			),
		open: (native: Native) => {
			const { open: socket, admission } = native.getUserData();
			guarded(socket, () => socket.attach(native, door, admission));
		},
		message: (native: Native, bytes: ArrayBuffer, isBinary: boolean) => {
			const { open: socket } = native.getUserData();
			guarded(socket, () => socket.receive(bytes, isBinary));
		},
		close: (native: Native) => {
			const { open: socket } = native.getUserData();
			guarded(socket, () => socket.detach());
		},
	};
}

/** An error that leaves a handler of uWebSockets.js ends the process; a bug may end its connection, not the house. */
function guard(act: () => void, log: Logger, abandon: () => void): void {
	try {
		act();
	} catch (error) {
		log.error({ err: error }, 'a handler of the public port failed');
		try {
			abandon();
		} catch (second) {
			log.debug({ err: second }, 'the connection had already ended');
		}
	}
}

/** Alone on the port: by default a second process would share it silently (SO_REUSEPORT). */
async function listen(app: TemplatedApp, { host, port }: { host: string; port: number }): Promise<us_listen_socket> {
	const EXCLUSIVE_PORT = 1; // LIBUS_LISTEN_EXCLUSIVE_PORT; the enum of the types does not exist at run time
	const socket = await new Promise<us_listen_socket | false>((resolve) => {
		app.listen(host, port, EXCLUSIVE_PORT, resolve);
	});
	if (socket) return socket;
	throw await explainListenFailure(host, port);
}

/** uWebSockets.js does not say why; node, asked to do the same, does. */
async function explainListenFailure(host: string, port: number): Promise<Error> {
	const probe = createServer();
	const failure = await new Promise<NodeJS.ErrnoException | undefined>((resolve) => {
		probe.once('error', resolve);
		probe.listen({ host, port, exclusive: true }, () => resolve(undefined));
	});
	probe.close();
	const code = failure?.code ?? 'EADDRINUSE';
	const reason = code === 'EADDRINUSE' ? 'it is in use' : (failure?.message ?? code);
	return Object.assign(new Error(`Port ${port} on ${host} cannot be opened: ${reason}.`), { code });
}
