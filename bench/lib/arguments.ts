import { parseArgs } from 'node:util';

/** Numbers and strings of a command line, by the names and kinds of their defaults. Ends the process with usage on a wrong one. */
export function readArguments<T extends Record<string, number | string>>(usage: string, defaults: T): T {
	const options = Object.fromEntries(Object.keys(defaults).map((name) => [name, { type: 'string' as const }]));
	try {
		const values: Record<string, unknown> = parseArgs({ options: { ...options, help: { type: 'boolean' } } }).values;
		if (values['help'] === true) {
			console.log(usage);
			process.exit(0);
		}
		const entries = Object.entries(defaults).map(([name, fallback]) => [name, convert(name, values[name], fallback)]);
		return Object.fromEntries(entries) as T;
	} catch (error) {
		console.error(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
		process.exit(2);
	}
}

function convert(name: string, raw: unknown, fallback: number | string): number | string {
	if (typeof raw !== 'string') return fallback;
	if (typeof fallback === 'string') return raw;
	const value = Number(raw);
	if (!Number.isFinite(value) || value <= 0) throw new Error(`--${name} must be a number above 0`);
	return value;
}
