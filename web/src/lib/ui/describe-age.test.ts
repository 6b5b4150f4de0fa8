import { expect, test } from 'vitest';
import { describeAge } from './describe-age.ts';

const now = new Date('2026-03-20T12:00:00Z');

test.each([
	['2026-03-20T11:59:30Z', 'just now'],
	['2026-03-20T12:00:20Z', 'just now'],
	['2026-03-20T11:58:59Z', '1 minute ago'],
	['2026-03-20T09:00:00Z', '3 hours ago'],
	['2026-03-19T11:00:00Z', 'yesterday'],
	['2026-03-15T11:00:00Z', '5 days ago'],
	['2026-03-01T11:00:00Z', 'Mar 1, 2026'],
])('%s is told as "%s"', (at, words) => expect(describeAge(new Date(at), now)).toBe(words));
