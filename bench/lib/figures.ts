import { cpus, totalmem } from 'node:os';

/** The smallest value that at least `share` (0 to 1) of the values do not exceed. */
export function quantile(values: readonly number[], share: number): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export function round(value: number, digits = 1): number {
	return Number(value.toFixed(digits));
}

/** What the figures were measured on. */
export function machine(): string {
	const kind = cpus()[0]?.model.trim() ?? 'unknown processor';
	return `${cpus().length} × ${kind}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}`;
}
