import { type Env, readString } from '@covibe/shared';
import { Cluster, Redis as Single, type RedisOptions } from 'ioredis';

/** A Redis, or a cluster of them. Everything in it may be gone at any time: it relays, and keeps nothing. */
export interface Redis {
	/** True when a command would be sent, and not be refused. */
	readonly isReady: boolean;
	/** One command; of a cluster, its keys are all in one slot. @throws Error when Redis is away, or answers with an error. */
	run(command: string, ...args: readonly RedisValue[]): Promise<unknown>;
	/** The same, with strings of the answer as bytes. */
	runForBytes(command: string, ...args: readonly RedisValue[]): Promise<unknown>;
	/** Called each time that it is there (again). @returns what ends it. */
	onReady(listener: () => void): () => void;
	/** Safe to call twice. */
	close(): void;
}

export type RedisValue = string | number | Buffer;

/** Longer than any answer takes; whoever waits for one has something else to do when Redis hangs. */
const ANSWER_MS = 1_000;
/** No byte for so long, though one was due: the connection is dead, and is made anew. */
const SILENCE_MS = 4_000;
const CONNECT_MS = 2_000;
const MAX_RETRY_DELAY_MS = 500;
const PING_MS = 2_000;

const retryDelay = (attempt: number): number => Math.min(20 * 2 ** attempt, MAX_RETRY_DELAY_MS);

/** Nothing waits for a Redis that is away: a command is refused at once, and its caller has another way. */
const IMPATIENT: RedisOptions = {
	enableOfflineQueue: false,
	autoResendUnfulfilledCommands: false,
	maxRetriesPerRequest: 0,
	connectTimeout: CONNECT_MS,
	socketTimeout: SILENCE_MS,
	retryStrategy: retryDelay,
};

/**
 * Connects, and again after every loss, until it is closed. `redisUrl` is `redis://user:password@host:port` (`rediss`
 * with TLS), or several of them with commas between: nodes of a cluster.
 * `isBlocking`: for commands that wait for something to happen, for up to a second.
 */
export function openRedis(redisUrl: string, options: { isBlocking: boolean } = { isBlocking: false }): Redis {
	const settings = options.isBlocking ? IMPATIENT : { ...IMPATIENT, commandTimeout: ANSWER_MS };
	const urls = readRedisUrl(redisUrl);
	const [first] = urls;
	const redis = urls.length === 1 ? new Single(first.href, settings) : openCluster(urls, settings);
	// Without a listener an error ends the process; each one also fails the commands that it concerns.
	redis.on('error', () => undefined);
	return {
		get isReady() {
			return redis.status === 'ready';
		},
		run: (command, ...args) => redis.call(command, ...args),
		runForBytes: (command, ...args) => redis.callBuffer(command, ...args),
		onReady: (listener) => {
			redis.on('ready', listener);
			return () => void redis.off('ready', listener);
		},
		close: () => redis.disconnect(),
	};
}

function openCluster(urls: readonly URL[], settings: RedisOptions): Cluster {
	const [first] = urls;
	return new Cluster(
		urls.map((url) => ({ host: url.hostname, port: portOf(url) })),
		{
			enableOfflineQueue: false,
			clusterRetryStrategy: retryDelay,
			redisOptions: {
				...settings,
				...(first?.username ? { username: decodeURIComponent(first.username) } : {}),
				...(first?.password ? { password: decodeURIComponent(first.password) } : {}),
				...(first?.protocol === 'rediss:' ? { tls: {} } : {}),
			},
		},
	);
}

/**
 * A connection to one node, whichever is there. In a cluster every node hears what is published on any of them, and what
 * is published over one connection stays in order.
 */
export function openOneNode(redisUrl: string): Redis {
	const listeners = new Set<() => void>();
	const lives = liveOn(readRedisUrl(redisUrl), { ...IMPATIENT, commandTimeout: ANSWER_MS }, () => {
		for (const listener of [...listeners]) listener();
	});
	return {
		get isReady() {
			return lives.now.status === 'ready';
		},
		run: (command, ...args) => lives.now.call(command, ...args),
		runForBytes: (command, ...args) => lives.now.callBuffer(command, ...args),
		onReady: (listener) => {
			listeners.add(listener);
			return () => void listeners.delete(listener);
		},
		close: () => lives.close(),
	};
}

export interface RedisSubscriber {
	/** Safe to call twice. */
	close(): void;
}

/**
 * Subscribes to a channel, and again after every loss. `onSubscribed` is called each time: what was published before
 * has not been heard.
 */
export function openRedisSubscriber(
	redisUrl: string,
	options: { channel: string; onMessage: (message: string) => void; onSubscribed: () => void },
): RedisSubscriber {
	const lives = liveOn(readRedisUrl(redisUrl), IMPATIENT, (life) => {
		life.on('message', (_channel: string, message: string) => options.onMessage(message));
		life.subscribe(options.channel).then(options.onSubscribed, () => life.disconnect());
	});
	const pings = setInterval(() => void pingOrEnd(lives.now), PING_MS);
	return {
		close: () => {
			clearInterval(pings);
			lives.close();
		},
	};
}

/** One connection after the other, each to the next of the nodes. */
function liveOn(urls: readonly [URL, ...URL[]], settings: RedisOptions, onReady: (life: Single) => void) {
	let [failures, next, isClosed] = [0, 0, false];
	const begin = (): Single => {
		const url = urls[next++ % urls.length] ?? urls[0];
		const life = new Single(url.href, { ...settings, retryStrategy: () => null });
		life.on('error', () => undefined);
		life.on('ready', () => {
			failures = 0;
			onReady(life);
		});
		life.on('end', () => {
			if (isClosed) return;
			setTimeout(() => {
				if (!isClosed) lives.now = begin();
			}, retryDelay(failures++));
		});
		return life;
	};
	const lives = {
		now: begin(),
		close: () => {
			isClosed = true;
			lives.now.disconnect();
		},
	};
	return lives;
}

/** Who only listens would not notice that nobody speaks any more. */
async function pingOrEnd(redis: Single): Promise<void> {
	if (redis.status !== 'ready') return;
	let timer: NodeJS.Timeout | undefined;
	const tooLate = new Promise((_, reject) => (timer = setTimeout(() => reject(new Error('no answer')), ANSWER_MS)));
	try {
		await Promise.race([redis.ping(), tooLate]);
	} catch {
		// Safe: its end makes the next life begin, which tells of the gap.
		redis.disconnect();
	} finally {
		clearTimeout(timer);
	}
}

/** REDIS_URL; undefined when there is none. @throws Error that names the setting. */
export function readRedisSetting(env: Env): string | undefined {
	const text = readString(env, 'REDIS_URL');
	if (text !== undefined) readRedisUrl(text);
	return text;
}

/** @throws Error that names the setting, and not what is in it: it may hold a password. */
function readRedisUrl(text: string): [URL, ...URL[]] {
	const parts = text.split(',').map((part) => part.trim());
	const urls = parts
		.filter((part) => /^rediss?:\/\/[^\s/]+/.test(part) && URL.canParse(part))
		.map((part) => new URL(part));
	const [first, ...others] = urls;
	if (!first || urls.length < parts.length)
		throw new Error('REDIS_URL must look like redis://user:password@host:6379, or be several with commas between');
	return [first, ...others];
}

function portOf(url: URL): number {
	return url.port === '' ? 6379 : Number(url.port);
}
