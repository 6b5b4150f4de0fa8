import { CovibeError } from '@covibe/shared';

/** @throws CovibeError 'key-invalid' */
export function parseProvider(value: unknown): string {
	if (typeof value === 'string' && /^[a-z][a-z0-9-]{0,39}$/.test(value)) return value;
	throw new CovibeError('key-invalid', { detail: 'Choose the provider that this key is for.' });
}

/** Providers' keys are one line of ASCII; shorter ones are cut, and longer ones are something else. @throws CovibeError 'key-invalid' */
export function parseSecret(value: unknown): string {
	const secret = typeof value === 'string' ? value.trim() : '';
	if (/^[\x21-\x7e]{8,500}$/.test(secret)) return secret;
	throw new CovibeError('key-invalid');
}
