import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import { type Env, readString } from '@covibe/shared';

/**
 * Keys that seal secrets of people. The first seals, all open: a new key goes in front, and the old one stays until
 * everything was sealed anew.
 */
export type KeyRing = readonly { readonly id: string; readonly key: Buffer }[];

/** Whom a secret belongs to and what it is for: sealed text opens for nobody and nothing else. */
export type SecretUse = { readonly owner: string; readonly provider: string };

const VERSION = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * Reads `MASTER_KEYS`: keys of 32 bytes in base64url, separated by commas, the newest first.
 * @throws Error that names the setting, and never shows its value.
 */
export function readKeyRing(env: Env): KeyRing {
	const text = readString(env, 'MASTER_KEYS');
	if (text === undefined) throw new Error('MASTER_KEYS must be set: one or more keys of 32 bytes in base64url');
	return text.split(',').map((part) => {
		const key = Buffer.from(part.trim(), 'base64url');
		if (key.length !== KEY_BYTES) throw new Error('MASTER_KEYS must hold keys of 32 bytes in base64url');
		return { id: keyId(key), key };
	});
}

/** Named after what it is, so that no two keys can share a name. */
function keyId(key: Buffer): string {
	return createHash('sha256').update('covibe key id').update(key).digest('base64url').slice(0, 8);
}

/** `v1.kid.iv.ciphertext.tag`, the last three in base64url. AES-256-GCM. */
export function seal(ring: KeyRing, use: SecretUse, secret: string): string {
	const newest = ring[0];
	if (!newest) throw new Error('the key ring is empty');
	const iv = randomBytes(IV_BYTES);
	const cipher = createCipheriv('aes-256-gcm', newest.key, iv, { authTagLength: TAG_BYTES });
	cipher.setAAD(additionalData(use));
	const sealed = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
	const parts = [iv, sealed, cipher.getAuthTag()].map((part) => part.toString('base64url'));
	return [VERSION, newest.id, ...parts].join('.');
}

/** Undefined when it was changed, belongs to somebody else, or was sealed by a key that is not in the ring. */
export function unseal(ring: KeyRing, use: SecretUse, sealed: string): string | undefined {
	const [version, id, iv, ciphertext, tag, ...rest] = sealed.split('.');
	const key = ring.find((each) => each.id === id)?.key;
	if (version !== VERSION || !key || !iv || ciphertext === undefined || !tag || rest.length > 0) return undefined;
	try {
		const options = { authTagLength: TAG_BYTES };
		const decipher = createDecipheriv('aes-256-gcm', key, Buffer.from(iv, 'base64url'), options);
		decipher.setAAD(additionalData(use));
		decipher.setAuthTag(Buffer.from(tag, 'base64url'));
		return decipher.update(ciphertext, 'base64url', 'utf8') + decipher.final('utf8');
	} catch {
		// Safe: node says only that it does not fit, and who asks has nothing else to go by either.
		return undefined;
	}
}

/** True when a newer key of the ring should seal it anew. */
export function isSealedByOldKey(ring: KeyRing, sealed: string): boolean {
	return sealed.split('.')[1] !== ring[0]?.id;
}

function additionalData({ owner, provider }: SecretUse): Buffer {
	return Buffer.from(`${owner}|${provider}`);
}
