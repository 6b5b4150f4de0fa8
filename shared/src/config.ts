/** A plain record of settings, as the environment gives them. */
export type Env = Readonly<Record<string, string | undefined>>;

/** @throws Error that names the setting and what was wrong with it. */
export function readInteger(env: Env, name: string, fallback: number, range: { min: number; max: number }): number {
	const raw = env[name];
	if (raw === undefined || raw === '') return fallback;
	const value = Number(raw);
	if (!/^-?\d+$/.test(raw) || value < range.min || value > range.max)
		throw new Error(`${name} must be an integer from ${range.min} to ${range.max}, got ${JSON.stringify(raw)}`);
	return value;
}

export function readString(env: Env, name: string): string | undefined;
export function readString(env: Env, name: string, fallback: string): string;
export function readString(env: Env, name: string, fallback?: string): string | undefined {
	const raw = env[name];
	return raw === undefined || raw === '' ? fallback : raw;
}

/** @throws Error when it is missing. The value is never part of the message. */
export function readRequired(env: Env, name: string): string {
	const value = readString(env, name);
	if (value === undefined) throw new Error(`${name} must be set`);
	return value;
}

/** A secret of at least 32 characters. @throws Error without the value. */
export function readSecret(env: Env, name: string): string {
	const value = readRequired(env, name);
	if (value.length < 32) throw new Error(`${name} must have at least 32 characters`);
	return value;
}

/** An http(s) origin without path, normalised. @throws Error that names the setting. */
export function readOrigin(env: Env, name: string): string | undefined {
	const raw = readString(env, name);
	if (raw === undefined) return undefined;
	const match = /^(https?:\/\/[^/?#\s]+)\/?$/i.exec(raw);
	if (!match?.[1])
		throw new Error(`${name} must be an origin such as https://code.example.org, got ${JSON.stringify(raw)}`);
	return match[1].toLowerCase();
}
