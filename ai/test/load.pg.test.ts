import { readFileSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { ProjectId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { block } from './edits/turn-world.ts';
import type { Person } from './person.ts';
import { startProgram, type TestProgram } from './realtime.ts';
import { TestHouse } from './room.ts';
import { wordsOf } from './stand-ins/scenarios.ts';

const TURNS = 30;
/** Lines that each answer writes: AI_LOAD=60 gives half a minute of thirty streams. Without it, vitest.config.ts leaves this file out. */
const LINES = Number(process.env['AI_LOAD']);
/** Twenty words a second and stream: as fast as large models write. */
const PACE_MS = 50;
/** Of Linux, on all machines that it runs on today. */
const TICKS_PER_SECOND = 100;

let house: TestHouse;
let worker: TestProgram;

beforeAll(async () => {
	house = await TestHouse.open();
	worker = startProgram('ai/src/main.ts', house.env());
	await eventually(() => expect(worker.output()).toContain('waiting for turns'), 60_000);
});
afterAll(async () => {
	await worker.end('SIGKILL');
	await house.close();
});

/** Processor time of the worker so far. */
function cpuMs(): number {
	const stat = readFileSync(`/proc/${worker.child.pid}/stat`, 'utf8');
	const [user, system] = stat
		.slice(stat.lastIndexOf(')') + 2)
		.split(' ')
		.slice(11, 13)
		.map(Number);
	return (((user ?? 0) + (system ?? 0)) / TICKS_PER_SECOND) * 1_000;
}

/** Words that note when the provider sent the first that is written into the file. */
function watched(marker: string, sentAtMs: Map<string, number>): readonly string[] {
	const lines = Array.from({ length: LINES }, (_, index) => `line_${index} = ${index} and some or more`);
	const words = wordsOf(`I write.\n\n${block('a.py', 'two = 2', [`${marker} = 1`, ...lines].join('\n'))}\nDone.\n`);
	const entries = function* (): IterableIterator<[number, string]> {
		for (const [index, word] of words.map((each, at) => [at, each] as const)) {
			if (word.startsWith(marker)) sentAtMs.set(marker, performance.now());
			yield [index, word];
		}
	};
	return Object.assign(words, { entries });
}

test(
	`${TURNS} turns at once on one ai process all come to their end, each with its own text`,
	{ timeout: 300_000 },
	async () => {
		const sentAtMs = new Map<string, number>();
		const seenAfterMs: number[] = [];
		const rooms: { room: ProjectId; ana: Person; marker: string }[] = [];
		for (let index = 0; index < TURNS; index++) {
			const room = await house.createRoom({ 'a.py': 'one = 1\ntwo = 2\nthree = 3\n' });
			const ana = await house.enter(room, house.ana);
			const marker = `marker_${index}_`;
			ana.doc.on('update', () => {
				const sent = sentAtMs.get(marker);
				if (sent === undefined || !ana.read('a.py').includes(marker)) return;
				sentAtMs.delete(marker);
				seenAfterMs.push(performance.now() - sent);
			});
			rooms.push({ room, ana, marker });
		}
		const [idleMs, idleCpuMs] = [performance.now(), cpuMs()];
		await wait(1_000);
		const idle = (cpuMs() - idleCpuMs) / (performance.now() - idleMs);
		house.standIns.script(...rooms.map(({ marker }) => ({ words: () => watched(marker, sentAtMs), paceMs: PACE_MS })));
		const ids = [];
		for (const { room } of rooms) ids.push(await house.ask(room, '@ai go on'));
		const written = () =>
			rooms.filter(({ ana, marker }) => ana.read('a.py').includes('marker_') && marker !== '').length;
		await eventually(() => expect(written()).toBe(TURNS), 60_000);
		const [startMs, startCpuMs] = [performance.now(), cpuMs()];
		await eventually(async () => {
			const [row] = await house.sql<{ count: number }[]>`SELECT count(*) FROM turn WHERE state = 'done'`;
			expect(row?.count).toBeGreaterThan(0);
		}, 240_000);
		const cores = (cpuMs() - startCpuMs) / (performance.now() - startMs);
		for (const id of ids) await house.becomes(id, 'done', 60_000);
		const markers = new Set<string>();
		for (const { ana } of rooms) {
			const text = ana.read('a.py');
			markers.add(/marker_\d+_/.exec(text)?.[0] ?? '');
			expect(text.split('\n')).toHaveLength(LINES + 4);
		}
		expect(markers.size).toBe(TURNS);
		seenAfterMs.sort((one, other) => one - other);
		const at = (share: number) => Math.round(seenAfterMs[Math.floor(seenAfterMs.length * share)] ?? NaN);
		const rssKb = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${worker.child.pid}/status`, 'utf8'))?.[1]);
		process.stdout.write(
			`${JSON.stringify({ turns: TURNS, seconds: Math.round((performance.now() - startMs) / 1_000), idle_cores: idle.toFixed(3), cores: cores.toFixed(3), first_visible_p50_ms: at(0.5), first_visible_p95_ms: at(0.95), first_visible_max_ms: at(0.999), rss_mb: Math.round(rssKb / 1_024) })}\n`,
		);
	},
);
