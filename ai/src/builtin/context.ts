import type { Inspector } from './inspect.ts';
import type { BuiltInRequest } from './request.ts';
import type { Scope } from './scope.ts';
import type { WorkingCopy } from './working-copy.ts';

/** What a command works with. */
export type Context = {
	readonly request: BuiltInRequest;
	readonly copy: WorkingCopy;
	readonly inspector: Inspector;
	readonly signal: AbortSignal;
};

/** Text of all files that one command reads; the rules need a second for some 80,000 lines. */
const MOST_UNITS = 4_000_000;

/** The files of a scope, by path, and how many are too much for one answer. */
export function filesOf(scope: Scope, { copy }: Context): { paths: readonly string[]; skipped: number } {
	if (scope.kind === 'file') return { paths: [scope.path], skipped: 0 };
	let units = 0;
	const paths = copy.paths.filter((path) => (units += copy.read(path).length) <= MOST_UNITS);
	return { paths, skipped: copy.paths.length - paths.length };
}

export const linesOf = (scope: Scope) => (scope.kind === 'file' ? scope.lines : undefined);
