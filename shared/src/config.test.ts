import { describe, expect, it } from 'vitest';
import { readInteger, readOrigin, readSecret } from './config.ts';

describe('settings', () => {
	it('names the setting, its range and what it got', () => {
		expect(() => readInteger({ ROOM_IDLE_MS: '10s' }, 'ROOM_IDLE_MS', 1, { min: 0, max: 9 })).toThrow(
			'ROOM_IDLE_MS must be an integer from 0 to 9, got "10s"',
		);
		expect(readInteger({ PORT: '' }, 'PORT', 3000, { min: 0, max: 65_535 })).toBe(3000);
	});

	it('never repeats a secret', () => {
		expect(() => readSecret({ KEY: 'short-and-secret' }, 'KEY')).toThrow(/^KEY must have at least 32 characters$/);
	});

	it('takes an origin without a path', () => {
		expect(readOrigin({ ORIGIN: 'https://Code.Example.org/' }, 'ORIGIN')).toBe('https://code.example.org');
		expect(() => readOrigin({ ORIGIN: 'https://x.org/path' }, 'ORIGIN')).toThrow('ORIGIN must be an origin');
		expect(() => readOrigin({ ORIGIN: 'x.org' }, 'ORIGIN')).toThrow('ORIGIN must be an origin');
	});
});
