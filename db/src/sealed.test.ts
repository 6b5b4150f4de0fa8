import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { isSealedByOldKey, readKeyRing, seal, unseal } from './sealed.ts';

const newKey = () => randomBytes(32).toString('base64url');
const use = { owner: 'user:Ana', provider: 'openai' };

describe('sealed secrets', () => {
	it('open for their owner and use, and for nobody and nothing else', () => {
		const ring = readKeyRing({ MASTER_KEYS: newKey() });
		const sealed = seal(ring, use, 'sk-secret ü');
		expect(sealed).toMatch(/^v1(\.[\w-]+){4}$/);
		expect(sealed).not.toContain('secret');
		expect(unseal(ring, use, sealed)).toBe('sk-secret ü');
		expect(unseal(ring, { ...use, owner: 'user:Bo' }, sealed)).toBeUndefined();
		expect(unseal(ring, { ...use, provider: 'anthropic' }, sealed)).toBeUndefined();
		expect(unseal(readKeyRing({ MASTER_KEYS: newKey() }), use, sealed)).toBeUndefined();
	});

	it('do not open when any character was changed', () => {
		const ring = readKeyRing({ MASTER_KEYS: newKey() });
		const sealed = seal(ring, use, 'sk-secret');
		for (let index = 0; index < sealed.length; index++) {
			const changed = sealed.slice(0, index) + (sealed[index] === 'A' ? 'B' : 'A') + sealed.slice(index + 1);
			// The last character of a group may hold bits that say nothing.
			expect([undefined, 'sk-secret']).toContain(unseal(ring, use, changed));
		}
		for (const torn of ['', 'v1', sealed.slice(0, -4), `${sealed}.x`]) expect(unseal(ring, use, torn)).toBeUndefined();
	});

	it('are sealed by the newest key, and opened by older ones of the ring', () => {
		const [old, newest] = [newKey(), newKey()];
		const sealed = seal(readKeyRing({ MASTER_KEYS: old }), use, 'sk-secret');
		const ring = readKeyRing({ MASTER_KEYS: `${newest}, ${old}` });
		expect(unseal(ring, use, sealed)).toBe('sk-secret');
		expect(isSealedByOldKey(ring, sealed)).toBe(true);
		expect(isSealedByOldKey(ring, seal(ring, use, 'sk-secret'))).toBe(false);
	});

	it.each(['', 'short', `${newKey()},`])('need whole keys: %s', (text) => {
		expect(() => readKeyRing({ MASTER_KEYS: text })).toThrow(/^MASTER_KEYS must/);
	});
});
