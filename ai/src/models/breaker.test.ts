import { expect, test } from 'vitest';
import { Breaker } from './breaker.ts';
import { type FailureKind, ModelFailure } from './failure.ts';

const failure = (kind: FailureKind) => new ModelFailure(kind, { provider: 'openai', model: 'm' });

test('five failures in a row open it for half a minute, then one more is enough', () => {
	const clock = { now: 0 };
	const breaker = new Breaker(() => clock.now);
	for (let count = 0; count < 4; count++) breaker.fail('a', failure('overloaded'));
	expect(breaker.openFor('a')).toBeUndefined();
	breaker.fail('a', failure('truncated'));
	expect(breaker.openFor('a')).toMatchObject({ kind: 'truncated' });
	expect(breaker.openFor('b')).toBeUndefined();
	clock.now = 30_000;
	expect(breaker.openFor('a')).toBeUndefined();
	breaker.fail('a', failure('unavailable'));
	expect(breaker.openFor('a')).toBeDefined();
});

test('a success closes it', () => {
	const breaker = new Breaker(() => 0);
	for (let count = 0; count < 4; count++) breaker.fail('a', failure('overloaded'));
	breaker.succeed('a');
	breaker.fail('a', failure('overloaded'));
	expect(breaker.openFor('a')).toBeUndefined();
});

test.each(['auth', 'quota'] as const)('%s opens it at once, and for long', (kind) => {
	const clock = { now: 0 };
	const breaker = new Breaker(() => clock.now);
	breaker.fail('a', failure(kind));
	clock.now = 599_999;
	expect(breaker.openFor('a')).toBeDefined();
});

test.each(['bad-request', 'refused', 'aborted'] as const)('%s says nothing about the provider', (kind) => {
	const breaker = new Breaker(() => 0);
	for (let count = 0; count < 9; count++) breaker.fail('a', failure(kind));
	expect(breaker.openFor('a')).toBeUndefined();
});
