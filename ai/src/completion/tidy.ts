import { COMPLETION_LIMITS, type CompletionRequest } from '@covibe/shared';
import { holdsPlaceholder } from '../context/secrets.ts';

const MOST_LINES = 12;
const FENCED = /^\s*```[^\n]*\n([\s\S]*?)(?:\n?```[\s\S]*)?$/;
/** Less than this stands in many places by chance. */
const LEAST_ECHO_UNITS = 4;

/** What of a model's answer may stand at the caret; empty when there is nothing to show. */
export function tidyCompletion(answer: string, { before, after }: Pick<CompletionRequest, 'before' | 'after'>): string {
	const unfenced = (FENCED.exec(answer)?.[1] ?? answer).replaceAll('\r', '').replaceAll('<CURSOR>', '');
	const line = before.slice(before.lastIndexOf('\n') + 1);
	const own = withoutEcho(unfenced, line);
	const fresh = withoutRest(own.split('\n').slice(0, MOST_LINES).join('\n').trimEnd(), after);
	const isNothing = fresh.trim() === '' || holdsPlaceholder(fresh) || fresh.includes('\u0000');
	return isNothing ? '' : fresh.slice(0, COMPLETION_LIMITS.answer);
}

/** Models like to begin with the line that the caret is in. */
function withoutEcho(text: string, line: string): string {
	const begun = line.trimStart();
	if (begun.trim().length < LEAST_ECHO_UNITS) return text;
	if (text.startsWith(line)) return text.slice(line.length);
	return text.startsWith(begun) ? text.slice(begun.length) : text;
}

/** Ends where what stands behind the caret begins again. */
function withoutRest(text: string, after: string): string {
	const rest = after.slice(0, after.indexOf('\n') === -1 ? undefined : after.indexOf('\n')).trimEnd();
	if (rest !== '')
		return text.split('\n')[0]?.endsWith(rest) ? (text.split('\n')[0] ?? '').slice(0, -rest.length) : text;
	const next = after.split('\n').find((each) => each.trim() !== '');
	if (next === undefined || next.trim().length < LEAST_ECHO_UNITS) return text;
	const lines = text.split('\n');
	const at = lines.findIndex((each, index) => index > 0 && each.trimEnd() === next.trimEnd());
	return at === -1 ? text : lines.slice(0, at).join('\n').trimEnd();
}
