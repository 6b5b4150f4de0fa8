import type { Form, Reading } from './command.ts';
import type { Rest, Scope } from './scope.ts';

const PROJECT: Scope = { kind: 'project' };
const NAME = /^[\p{L}_$][\p{L}\p{N}_$.]*$/u;

/** All that is understood; the first that fits counts. */
export const FORMS: readonly Form[] = [
	{
		verb: 'help',
		pattern: /^(?:\/?help\b|what can you (?:do|help)\b|who are you|what are you|how do (?:i|you)\b|$)/i,
		read: () => ({ kind: 'help' }),
	},
	{
		verb: 'fix',
		pattern:
			/^(?:\/fix|auto-?fix|fix(?: up)?|repair|mend|correct|solve|resolve|clear|get rid of|clean up|remove (?=(?:all |the )*(?:problems|errors|warnings|mistakes)))(?![\w-])/i,
		vocabulary: 'fixes fixable auto automatically',
		read: (rest) => strict('fix', rest, { kind: 'fix', scope: rest.scope ?? PROJECT, ...ruleOf(rest) }),
	},
	{
		verb: 'explain',
		pattern:
			/^(?:\/explain|explain|describe|why(?: is| are| does| do| was)?|what(?: does| do|'s| is| are)|help me understand|understand)(?![\w-])/i,
		vocabulary: 'do does mean means meaning happening happens going wrong bad reason cause caused am doing',
		read: readExplain,
	},
];

function readExplain(rest: Rest): Reading {
	const { scope, rule } = rest;
	const [name = rest.left.length === 1 ? rest.left[0] : undefined] = rest.names;
	if (name !== undefined && NAME.test(name)) return { kind: 'explain', scope, name, ...ruleOf(rest) };
	return strict('explain', rest, { kind: 'explain', scope, ...(rule !== undefined && { rule }) });
}

const ruleOf = ({ rule }: Rest) => (rule === undefined ? {} : { rule });

/** Words that mean nothing here may mean a lot to the person: then nothing is done. */
function strict(verb: string, { left }: Rest, command: Reading): Reading {
	return left.length === 0 ? command : { kind: 'words', verb, words: left };
}
