import { expect, test } from 'vitest';
import { createLogStream } from './log-stream.ts';

function read(level: string, act: (log: ReturnType<typeof createLogStream>) => void): string[] {
	const lines: string[] = [];
	act(createLogStream({ write: (text) => lines.push(text), level, now: () => new Date(2026, 0, 2, 3, 4, 5) }));
	return lines;
}

test('pino lines become readable: time, program, level, message and fields', () => {
	const at = new Date(2026, 0, 2, 10, 11, 12).getTime();
	const line = JSON.stringify({ level: 40, time: at, pid: 7, msg: 'slow commit', ms: 12, room: 'a b' });
	expect(read('info', (log) => log.pass('realtime', line))).toEqual([
		'10:11:12 realtime warn  slow commit ms=12 room="a b"\n',
	]);
});

test('an error shows its stack, indented under its line', () => {
	const line = JSON.stringify({ level: 50, time: 0, msg: 'failed', err: { stack: 'Error: no\n    at here' } });
	const [text] = read('info', (log) => log.pass('web', line));
	expect(text).toMatch(/error failed\n {4}Error: no\n {8}at here\n$/);
});

test('what is not JSON passes as it is, also when it looks like JSON or like no object of pino', () => {
	for (const line of ['Listening on 3000', '{oops', '{"level":"high"}', '[1]', 'null']) {
		expect(read('info', (log) => log.pass('web', line))).toEqual([`03:04:05 web      info  ${line}\n`]);
	}
});

test('PostgreSQL is quiet unless something is wrong', () => {
	const lines = read('info', (log) => {
		log.pass('postgres', 'LOG:  starting PostgreSQL 18.4');
		log.pass('postgres', 'FATAL:  could not write');
		log.pass('postgres', 'WARNING:  careful');
	});
	expect(lines.map((line) => line.slice(18))).toEqual(['error could not write\n', 'warn  careful\n']);
});

test('lines below the level are not shown, and none at silent', () => {
	const act = (log: ReturnType<typeof createLogStream>): void => {
		log.say('info', 'one');
		log.say('error', 'two');
		log.pass('web', 'three');
	};
	expect(read('error', act)).toEqual(['03:04:05 covibe   error two\n']);
	expect(read('silent', act)).toEqual([]);
});
