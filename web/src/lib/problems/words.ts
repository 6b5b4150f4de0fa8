import type { Severity } from '@covibe/shared/diagnostics';
import type { LintStatus } from '../diagnostics/diagnostics.svelte.ts';
import type { LinterStatus } from '../linters/linted-text.svelte.ts';
import { TOOL_NAMES } from '../linters/tools.ts';
import type { Counts } from '../diagnostics/file-problems.ts';
import { totalOf } from './problem-rows.ts';

const NOUNS: Readonly<Record<Severity, readonly [one: string, many: string]>> = {
	error: ['error', 'errors'],
	warning: ['warning', 'warnings'],
	info: ['note', 'notes'],
};

const counted = (count: number, severity: Severity) => `${count} ${NOUNS[severity][count === 1 ? 0 : 1]}`;

/** `2 errors, 1 warning`: what is there, and nothing of what is not. */
export function countWords(counts: Counts): string {
	if (totalOf(counts) === 0) return 'no problems';
	const severities = ['error', 'warning', 'info'] as const;
	return severities
		.filter((severity) => counts[severity] > 0)
		.map((severity) => counted(counts[severity], severity))
		.join(', ');
}

/** What somebody who asks is told: the file in front, then everything that has been looked at. */
export function problemSentence(
	file: { readonly name: string; readonly counts: Counts } | undefined,
	all: Counts,
): string {
	if (totalOf(all) === 0) return 'There are no problems.';
	const inProject = `In the room: ${countWords(all)}.`;
	return file ? `In ${file.name}: ${countWords(file.counts)}. ${inProject}` : inProject;
}

/** Where its linter stands; empty when there is nothing to say. */
export function linterWords({ tool, state }: LinterStatus): string {
	const name = TOOL_NAMES[tool];
	switch (state) {
		case 'on':
			return '';
		case 'loading':
			return `Loading ${name}`;
		case 'failed':
			return `${name} does not work now; it is tried again`;
		case 'too-large':
			return `Too large for ${name}`;
	}
}

/** Where the look at a file stands; empty when there is nothing to say. */
export function statusWords(status: LintStatus): string {
	switch (status) {
		case 'closed':
		case 'on':
			return '';
		case 'loading':
			return 'Loading the grammar';
		case 'failed':
			return 'Problems cannot be shown now; it is tried again';
		case 'no-grammar':
			return 'No problems are looked for';
		case 'large':
			return 'Large: only what is in sight is looked at';
		case 'too-large':
			return 'Too large to look for problems';
	}
}
