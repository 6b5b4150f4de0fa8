import { expect, test } from 'vitest';
import { readSettings } from './settings.ts';

test('without settings it is port 3000 on all addresses, with data in .covibe', () => {
	expect(readSettings({}, '/srv/covibe')).toEqual({
		port: 3000,
		host: '0.0.0.0',
		dataDirectory: '/srv/covibe/.covibe',
		databaseUrl: undefined,
		ticketSecret: undefined,
		logLevel: 'info',
		passedOn: { LOG_LEVEL: 'info' },
	});
});

test('a setting that makes no sense is refused by name in one line', () => {
	for (const [name, value] of [
		['PORT', '70000'],
		['PORT', '3k'],
		['ORIGIN', 'code.example.org'],
		['LOG_LEVEL', 'loud'],
		['TICKET_SECRET', 'short'],
		['REDIS_URL', 'localhost:6379'],
		['REDIS_URL', 'redis://one:6379,hunter2'],
		['DATABASE_URL', 'mysql://root:hunter2@db'],
	] as const) {
		expect(() => readSettings({ [name]: value }, '/')).toThrow(new RegExp(`^${name} [^\n]*$`));
	}
});

test('secrets are never part of a message', () => {
	expect(() => readSettings({ DATABASE_URL: 'mysql://root:hunter2@db' }, '/')).toThrow(/^(?!.*hunter2)/);
	expect(() => readSettings({ TICKET_SECRET: 'hunter2' }, '/')).toThrow(/^(?!.*hunter2)/);
});
