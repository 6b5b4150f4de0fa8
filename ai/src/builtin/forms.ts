import { CATEGORIES } from '@covibe/shared/diagnostics';
import type { Command, Form, Reading } from './command.ts';
import type { BuiltInRequest } from './request.ts';
import { findTemplate } from './scaffold-command.ts';
import { pathOf, type Rest, type Scope } from './scope.ts';

const PROJECT: Scope = { kind: 'project' };
const NAME = /^[\p{L}_$][\p{L}\p{N}_$]*$/u;

const KIND =
	'(?:(?:the|a|an|my|our)\\s+)?(?:(?:local|global)\\s+)?(?:(?:variable|function|class|method|symbol|constant|const|parameter|argument|type|interface|struct|enum|file|module|name)\\s+)?';
/** A word, perhaps in quotes. */
const word = (group: string) => `[\`'"“]?(?<${group}>[^\\s\`'"“”,;:?!()]+?)[\`'"”]?(?:\\(\\))?`;
const END = '(?=[\\s,;:?!]|$)';

/** All that is understood; the first that fits counts. */
export const FORMS: readonly Form[] = [
	{
		pattern:
			/^(?:\/?help\b|(?:hi|hello|hey)$|what can you (?:do|help)\b|who are you|what are you|how do (?:i|you)\b|$)/i,
		read: () => ({ kind: 'help' }),
	},
	{
		pattern: new RegExp(
			`^(?:/?rename|change\\s+(?:the\\s+)?name\\s+of|/?move)\\s+${KIND}${word('from')}\\s+(?:to|into|as|->|=>|→)\\s+${word('to')}${END}`,
			'iu',
		),
		vocabulary: 'occurrences occurrence uses usages references',
		read: readRename,
	},
	{
		pattern: /^\/?(?:rename|move)(?![\w-])/i,
		read: () => ({ kind: 'incomplete', example: 'rename oldName to newName' }),
	},
	{
		pattern: new RegExp(
			`^(?:/usages|(?:find|show|list|search(?: for)?)\\s+(?:me\\s+)?(?:all\\s+|every\\s+)?(?:the\\s+)?(?:usages?|uses?|references?|occurrences?|callers?|calls?)\\s+(?:of|to|for)|who\\s+(?:calls|uses)|(?:usages|uses|references|occurrences|callers)\\s+(?:of|to)|find|where\\s+(?:is|are|do(?:es)?(?:\\s+(?:we|i|it))?\\s+(?:use|call)))\\s+${KIND}${word('name')}${END}`,
			'iu',
		),
		vocabulary: 'used called referenced defined declared come comes usages uses references',
		read: (rest, found) => {
			const name = found.groups?.['name'] ?? '';
			if (!NAME.test(name)) return { kind: 'words', verb: 'find usages', words: [name] };
			const isDefinition = /\b(?:defined|declared)\b/i.test(found.input);
			return strict(
				'find usages',
				rest,
				isDefinition ? { kind: 'explain', scope: undefined, name } : { kind: 'usages', name },
			);
		},
	},
	{
		pattern:
			/^(?:\/todos?|(?:(?:find|list|show|any)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?)?(?:to-?dos?|fixmes?|open tasks)|what(?:'s| is) left(?: to do)?)(?![\w-])/i,
		vocabulary: 'todo todos fixme fixmes comments comment and or items remain left open',
		read: (rest) => strict('list open tasks', rest, { kind: 'todos', scope: placeOr(PROJECT, rest) }),
	},
	{
		pattern:
			/^(?:\/review|(?:(?:do|run|make|write|start|give me)\s+(?:an?|the)\s+)?(?:(?:security|performance|style|code)\s+)?review|check|lint|inspect|audit|(?:find|list|show)\s+(?:me\s+)?(?:all\s+)?(?:the\s+)?(?=problems|errors|warnings|bugs|issues|mistakes)|what(?:'s| is) wrong|(?:are there|is there|any)(?= (?:any )?(?:problem|error|warning|bug|issue|mistake)))(?![\w-])/i,
		vocabulary: 'security correctness style performance quality',
		read: readReview,
	},
	{
		pattern:
			/^(?:\/outline|outline|summari[sz]e|sum up|overview|structure|(?:give|show)\s+(?:me\s+)?(?:an?\s+|the\s+)?(?:outline|overview|summary|structure)|list\s+(?:all\s+)?(?:the\s+)?(?:functions|classes|symbols|methods|files)|what(?:'s| is) in)(?![\w-])/i,
		vocabulary: 'functions classes symbols methods summary outline overview structure',
		read: (rest, found) => {
			const scope = /\bfiles$/i.test(found[0]) ? PROJECT : (rest.scope ?? PROJECT);
			return strict('outline', rest, { kind: 'outline', scope });
		},
	},
	{
		pattern:
			/^(?:\/tests?(?![\w-])|(?:write|add|create|generate|make|scaffold|frame)\s+(?:me\s+)?(?:some\s+|an?\s+|the\s+)?(?:unit\s+)?tests?(?:\s+(?:skeletons?|frames?|file|cases?))?(?=\s+(?:for|of|to|in)\b|$))/i,
		vocabulary: 'unit function functions class method test tests testing',
		read: (rest) => needsScope('test', rest, (scope) => ({ kind: 'test', scope, ...nameOf(rest) })),
	},
	{
		pattern:
			/^(?:\/doc(?:s|ument)?|document|(?:write|add|create|generate|make)\s+(?:me\s+)?(?:some\s+|an?\s+|the\s+)?(?:doc(?:umentation)?[ -]?(?:comments?|strings?)|docs|documentation|jsdoc|comments?)|comment)(?![\w-])/i,
		vocabulary: 'function functions class method methods comment comments docstring docstrings public undocumented',
		read: (rest) => needsScope('document', rest, (scope) => ({ kind: 'document', scope, ...nameOf(rest) })),
	},
	{
		pattern: /^(?:\/new|\/scaffold|scaffold|add|create|make|generate|set up|start|write|new)\s+(?<what>.+)$/i,
		read: (_, { groups }) => {
			const found = findTemplate(groups?.['what'] ?? '');
			return found ? { kind: 'scaffold', ...found } : { kind: 'unknown' };
		},
	},
	{
		pattern: /^\/(?:new|scaffold)$/i,
		read: () => ({ kind: 'incomplete', example: '/new python module called parser' }),
	},
	{
		pattern: /^\/?refactor(?![\w-])/i,
		vocabulary: 'simplify cleaner better improve',
		read: (rest) => {
			const categories = ['smell', 'performance', 'style'] as const;
			return strict('refactor', rest, { kind: 'review', scope: rest.scope ?? PROJECT, categories });
		},
	},
	{
		pattern:
			/^(?:\/imports|(?:sort|organi[sz]e|order|tidy(?: up)?|clean up)\s+(?:all\s+)?(?:the\s+|my\s+)?imports?)(?![\w-])/i,
		read: (rest) => needsScope('sort imports', rest, (scope) => ({ kind: 'sort-imports', scope })),
	},
	{
		pattern: /^(?:\/format|format|re-?format|prettify|beautify|tidy(?: up)?|pretty-?print|re-?indent|indent)(?![\w-])/i,
		vocabulary: 'formatting style properly nicely prettier ruff gofmt clang-format black',
		read: (rest) => needsScope('format', rest, (scope) => ({ kind: 'format', scope })),
	},
	{
		pattern:
			/^(?:\/fix|auto-?fix|fix(?: up)?|repair|mend|correct|solve|resolve|clear|get rid of|clean up|remove (?=(?:all |the )*(?:problems|errors|warnings|mistakes)))(?![\w-])/i,
		vocabulary: 'fixes fixable auto automatically',
		read: (rest) => strict('fix', rest, { kind: 'fix', scope: rest.scope ?? PROJECT, ...ruleOf(rest) }),
	},
	{
		pattern:
			/^(?:\/explain|explain|describe|why(?: is| are| does| do| was)?|what(?: does| do|'s| is| are)|understand)(?![\w-])/i,
		vocabulary:
			'do does mean means meaning happening happens going wrong bad reason cause caused am doing function class variable method',
		read: readExplain,
	},
];

function readRename(rest: Rest, { groups }: RegExpExecArray, request: BuiltInRequest): Reading {
	const [from = '', to = ''] = [groups?.['from'], groups?.['to']];
	const path = pathOf(from, request);
	if (path !== undefined && /[./]/.test(to)) {
		// A name without a folder stays in the folder.
		const folder = path.slice(0, path.lastIndexOf('/') + 1);
		return strict('rename', rest, { kind: 'move', path, newPath: to.includes('/') ? to : folder + to });
	}
	const isHere = /^(?:this|it|that|here)$/i.test(from);
	if (!isHere && !NAME.test(from)) return { kind: 'words', verb: 'rename', words: [from] };
	const file = rest.isNamed && rest.scope?.kind === 'file' ? rest.scope.path : undefined;
	return strict('rename', rest, { kind: 'rename', from: isHere ? undefined : from, to, file });
}

function readReview(rest: Rest, found: RegExpExecArray): Reading {
	const lines = rest.scope?.kind === 'file' ? rest.scope.lines : undefined;
	const categories = CATEGORIES.filter((category) =>
		[...rest.said, ...found[0].toLowerCase().split(/\s+/)].includes(category),
	);
	const command: Command = lines
		? { kind: 'explain', scope: rest.scope }
		: { kind: 'review', scope: rest.scope ?? PROJECT, ...(categories.length > 0 && { categories }) };
	return strict('review', rest, command);
}

function readExplain(rest: Rest): Reading {
	const { scope } = rest;
	const { name } = nameOf(rest);
	if (name !== undefined) return { kind: 'explain', scope, name, ...ruleOf(rest) };
	const isOverview = rest.isNamed && !rest.hasProblems && scope?.kind === 'file' && !scope.lines;
	return strict('explain', rest, { kind: 'explain', scope, isOverview, ...ruleOf(rest) });
}

/** What is in quotes, or the one word that may be a name. */
function nameOf({ names, left }: Rest): { name?: string } {
	const name = names[0] ?? (left.length === 1 ? left[0]?.replace(/\(\)$/, '') : undefined);
	return name !== undefined && NAME.test(name) ? { name } : {};
}

const ruleOf = ({ rule }: Rest) => (rule === undefined ? {} : { rule });

/** What the words name, and not merely where the person is. */
const placeOr = (scope: Scope, rest: Rest): Scope => (rest.isNamed && rest.scope ? rest.scope : scope);

function needsScope(verb: string, rest: Rest, make: (scope: Scope) => Command): Reading {
	if (!rest.scope) return { kind: 'no-file', verb };
	const command = make(rest.scope);
	// The one word that is left may be the name that the command took.
	return 'name' in command && command.name !== undefined ? command : strict(verb, rest, command);
}

/** Words that mean nothing here may mean a lot to the person: then nothing is done. */
function strict(verb: string, { left }: Rest, command: Reading): Reading {
	return left.length === 0 ? command : { kind: 'words', verb, words: left };
}
