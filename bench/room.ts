// What realtime's own code costs for each typed letter. Its parts are realtime's, so the measuring lives beside them.
import { measureTyping } from '../realtime/test/typing-cost.ts';
import { readArguments } from './lib/arguments.ts';
import { quantile, round } from './lib/figures.ts';

const USAGE = `npm run bench -- room [--rooms 20] [--writers 10] [--edits 20000] [--repeat 5]
CPU of a typed letter in realtime, without sockets and with a log in memory: each letter committed before the next
(quiet), and all writers of all rooms at once (busy).`;

const { repeat, ...load } = readArguments(USAGE, { rooms: 20, writers: 10, edits: 20_000, repeat: 5 });
const figures: { quiet: number[]; busy: number[] } = { quiet: [], busy: [] };
for (let turn = 0; turn <= repeat; turn++)
	for (const kind of ['quiet', 'busy'] as const) {
		const microseconds = await measureTyping(load, { isQuiet: kind === 'quiet' });
		// The first turn warms up.
		if (turn > 0) figures[kind].push(microseconds);
	}
const [quiet, busy] = [round(quantile(figures.quiet, 0.5)), round(quantile(figures.busy, 0.5))];
console.log(`CPU of a letter: ${quiet} µs one by one, ${busy} µs when ${load.rooms} rooms are busy`);
console.log(JSON.stringify({ quiet_us: quiet, busy_us: busy, ...load }));
process.exit(0);
