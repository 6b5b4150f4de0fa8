import { openOneNode, openRedisSubscriber, type RedisSubscriber } from '../redis.ts';
import { type Bus, Subscribers } from './bus.ts';
import { readEnvelope, writeEnvelope } from './news.ts';

/** One channel for all topics, as with PostgreSQL: news are short, and whoever opens a room need not wait for a new one. */
const CHANNEL = 'covibe:news';

/** The bus of an installation with Redis. Resolves at once; while Redis is away it tries, and then tells a gap. */
export function openRedisBus(redisUrl: string): Bus {
	const subscribers = new Subscribers();
	const publisher = openOneNode(redisUrl);
	let subscriber: RedisSubscriber | undefined;
	const listen = () =>
		(subscriber ??= openRedisSubscriber(redisUrl, {
			channel: CHANNEL,
			onMessage: (message) => {
				const envelope = readEnvelope(message);
				if (envelope) subscribers.deliver(envelope.topic, envelope.news);
			},
			onSubscribed: () => subscribers.tellGap(),
		}));
	return {
		publish: async (topic, news) => {
			await publisher.run('PUBLISH', CHANNEL, writeEnvelope({ topic, news }));
		},
		subscribe: (topic, onNews) => {
			listen();
			return subscribers.add(topic, onNews);
		},
		onGap: (onGap) => {
			listen();
			return subscribers.addGap(onGap);
		},
		close: () => {
			publisher.close();
			subscriber?.close();
			return Promise.resolve();
		},
	};
}
