import type { MessageId, ProjectId, TurnId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Bus } from '../src/bus/bus.ts';
import { type RoomNews, roomTopic, TURNS_TOPIC, type TurnNews } from '../src/bus/news.ts';

/** Two processes' ends of one bus, and how to take its server away from them. */
export type BusPair = {
	readonly one: Bus;
	readonly other: Bus;
	/** Cuts the connections that listen; they come back by themselves. */
	readonly cut: () => Promise<void>;
	readonly close: () => Promise<void>;
};

const room = roomTopic('A'.repeat(22) as ProjectId);
const elsewhere = roomTopic('B'.repeat(22) as ProjectId);
const message = (version: number): RoomNews => ({ kind: 'message', id: 'M'.repeat(22) as MessageId, version });

/** What every bus keeps to. */
export function describeBus(name: string, open: () => Promise<BusPair>): void {
	describe(`a bus over ${name}`, () => {
		let pair: BusPair;
		beforeEach(async () => (pair = await open()));
		afterEach(() => pair.close());

		it('brings news to all subscribers of their topic in the order of their publication, and to nobody else', async () => {
			const [here, there, others]: [RoomNews[], RoomNews[], RoomNews[]] = [[], [], []];
			pair.one.subscribe(room, (news) => here.push(news));
			pair.other.subscribe(room, (news) => there.push(news));
			pair.other.subscribe(elsewhere, (news) => others.push(news));
			const sent = Array.from({ length: 50 }, (_, index) => message(index));
			for (const news of sent) await pair.one.publish(room, news);
			await eventually(() => expect([here, there]).toEqual([sent, sent]));
			expect(others).toEqual([]);
		});

		it('keeps global topics and those of rooms apart', async () => {
			const turns: TurnNews[] = [];
			const rooms: RoomNews[] = [];
			pair.other.subscribe(TURNS_TOPIC, (news) => turns.push(news));
			pair.other.subscribe(room, (news) => rooms.push(news));
			const ended: TurnNews = { kind: 'ended', id: 'T'.repeat(22) as TurnId };
			await pair.one.publish(TURNS_TOPIC, ended);
			await eventually(() => expect(turns).toEqual([ended]));
			expect(rooms).toEqual([]);
		});

		it('brings nothing after a subscription has ended', async () => {
			const [ended, kept]: [RoomNews[], RoomNews[]] = [[], []];
			const stop = pair.other.subscribe(room, (news) => ended.push(news));
			pair.other.subscribe(room, (news) => kept.push(news));
			stop();
			await pair.one.publish(room, message(1));
			await eventually(() => expect(kept).toHaveLength(1));
			expect(ended).toEqual([]);
		});

		it('comes back after a loss, tells the gap, and delivers again', async () => {
			let gaps = 0;
			const heard: RoomNews[] = [];
			pair.other.onGap(() => gaps++);
			pair.other.subscribe(room, (news) => heard.push(news));
			await pair.cut();
			await eventually(() => expect(gaps).toBeGreaterThan(0));
			await pair.one.publish(room, message(2));
			await eventually(() => expect(heard).toEqual([message(2)]));
		});

		it('closes twice as well as once', async () => {
			await Promise.all([pair.other.close(), pair.other.close()]);
		});
	});
}
