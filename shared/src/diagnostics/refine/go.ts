import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { countVerbs } from './go-format.ts';
import type { Refine } from './refinement.ts';
import { isPastedSql, type SqlShape } from './sql.ts';

const firstOf = (node: Node, field: string) => node.childForFieldName(field)?.namedChild(0) ?? null;

const SQL: SqlShape = {
	formats: new Set(['fmt.Sprintf']),
	assignments: {
		short_var_declaration: (node) => [firstOf(node, 'left'), firstOf(node, 'right')],
		assignment_statement: (node) => [firstOf(node, 'left'), firstOf(node, 'right')],
	},
};

/** What a handler takes from a request, of net/http and of the common frameworks. */
const FROM_REQUEST =
	/\b(r|req|request)\.(FormValue|PostFormValue|PathValue|URL\.Query\(\)|URL\.RawQuery|Form\b|PostForm\b|Header\.Get)|\b(c|ctx)\.(Query|Param|PostForm|QueryParam|FormValue)\(|\bmux\.Vars\(/;
const CLEANED = /\b\w*(Base|Clean|Escape\w*|Sanitize\w*|Atoi|Parse\w+|Quote|IsLocal)\(/i;
const CHECKS = '(HasPrefix|Contains|IsLocal|[vV]alid\\w*|[aA]llowed\\w*|[sS]afe\\w*|[cC]heck\\w*|MatchString)';

/** The source of the function around the match; empty outside of one. */
function functionText(context: MatchContext): string {
	const around = context.functionAround(context.get('match'));
	return around ? context.textOf(around) : '';
}

/** The right sides that are assigned to a name, each as the rest of its line. */
function assigned(text: string, name: string): string[] {
	const pattern = new RegExp(`(?<![\\w.])${name}(?:, ?\\w+)? :?= ([^\\n]*)`, 'g');
	return [...text.matchAll(pattern)].map(([, value = '']) => value);
}

function isFromRequest(context: MatchContext): boolean {
	const source = context.textOf(context.get('source'));
	if (CLEANED.test(source)) return false;
	if (FROM_REQUEST.test(source)) return true;
	const text = functionText(context);
	const names = source.replace(/"[^"]*"/g, '').match(/(?<![\w.])[a-z]\w*(?![\w.(])/gi) ?? [];
	return names.some((name) => {
		const values = assigned(text, name);
		const isChecked = new RegExp(`${CHECKS}[(\\[][^\\n]*\\b${name}\\b|switch ${name}\\b`).test(text);
		return (
			values.some((value) => FROM_REQUEST.test(value)) && !isChecked && !values.some((value) => CLEANED.test(value))
		);
	});
}

function goesOnLooping(context: MatchContext): boolean {
	const match = context.get('match');
	const loop = context.ancestor(match, new Set(['for_statement']), true);
	if (!loop) return false;
	context.lookAt(loop);
	const last = loop.childForFieldName('body')?.namedChild(0)?.lastNamedChild;
	return !last || !['return_statement', 'break_statement'].includes(last.type);
}

function isReadWide(context: MatchContext): boolean {
	const name = context.textOf(context.get('number'));
	const text = functionText(context);
	const values = assigned(text, name);
	const isWide = values.some((value) => /^strconv\.(Atoi\(|Parse(Int|Uint)\(.*, 64\))/.test(value));
	return isWide && values.length === 1 && !new RegExp(`\\b${name}\\s*(<|>|==|%|&)|(<|>)=?\\s*${name}\\b`).test(text);
}

function isWrittenWhileNil(context: MatchContext): boolean {
	const text = functionText(context);
	const name = context.textOf(context.get('name'));
	const isWritten = new RegExp(`(?<![\\w.])${name}\\[[^\\]\\n]+\\]\\s*([-+|]?=(?!=)|\\+\\+)`).test(text);
	const isMade = new RegExp(
		`(?<![\\w.])${name}(\\s*,\\s*[\\w.]+)*\\s*:?=(?!=)|,\\s*${name}(,\\s*\\w+)*\\s*:?=(?!=)|&${name}\\b`,
	);
	return isWritten && !isMade.test(text);
}

const SECRET = /token|password|passwd|secret|salt|nonce|otp|apikey|session_?id/i;

function isForSecret(context: MatchContext): boolean {
	const match = context.get('match');
	const called = context.functionAround(match)?.childForFieldName('name');
	if (called && SECRET.test(context.textOf(called))) return true;
	const assignment = context.ancestor(match, new Set(['short_var_declaration', 'assignment_statement']), true);
	const left = assignment?.childForFieldName('left');
	if (!left) return /^\w+\.Read\((\w*)\)$/.test(context.textOf(match)) && SECRET.test(context.textOf(match));
	context.lookAt(assignment ?? match);
	return SECRET.test(context.textOf(left));
}

function countsDiffer(context: MatchContext) {
	const format = context.get('format');
	const wanted = countVerbs(context.textOf(format));
	const list = context.get('match').childForFieldName('arguments');
	const given = (list?.namedChildren ?? []).filter(
		({ startIndex, type }) => startIndex > format.startIndex && type !== 'comment',
	);
	if (wanted === undefined || wanted === given.length) return false;
	if (given.some(({ type }) => type === 'variadic_argument')) return false;
	// One call may give several values.
	if (given.length === 1 && wanted > 1 && given[0]?.type === 'call_expression') return false;
	const what = wanted > given.length ? 'prints `%!…(MISSING)` for the rest' : 'appends the rest as `%!(EXTRA …)`';
	return { message: `The format asks for ${wanted} and is given ${given.length}: Go ${what}. Make them agree.` };
}

function hasNoBuffer(context: MatchContext): boolean {
	const text = context.textOf(context.get('channel'));
	const unbuffered = /^make\(chan os\.Signal\)$/;
	if (!/^\w+$/.test(text)) return unbuffered.test(text);
	return assigned(functionText(context), text).some((value) => unbuffered.test(value.trim()));
}

function isNumber(context: MatchContext): boolean {
	const text = context.textOf(context.get('number'));
	if (!/^[a-zA-Z_]\w*$/.test(text)) return /^(\d+|len\(.*\))$/.test(text);
	const around = functionText(context);
	const isParameter = new RegExp(`[(,]\\s*${text}(, \\w+)* u?int(32|64)?\\s*[,)]`).test(around.split('{')[0] ?? '');
	const values = assigned(around, text);
	const isCounted = values.length > 0 && values.every((value) => /^(\d+$|len\([^)]*\)$|strconv\.Atoi\()/.test(value));
	return (isParameter && values.length === 0) || isCounted;
}

function isNeverClosed(context: MatchContext): boolean {
	const name = context.textOf(context.get('name'));
	const text = functionText(context);
	if (/Do$/.test(context.textOf(context.get('function'))) && !/http\.(NewRequest|Request)\b|Body\b/.test(text))
		return false;
	// Whoever else gets it, or its body, may close it.
	const isHandedOn = new RegExp(
		`(return|[(,=:{]|<-)\\s*&?${name}(\\.Body)?\\s*([)}\\n]|,(?!\\s*\\w+\\s*:?=)|$)`,
		'm',
	).test(text);
	return !isHandedOn && !new RegExp(`\\b${name}\\.Body\\.Close\\b`).test(text);
}

function wrapLast(context: MatchContext) {
	const format = context.get('report');
	const text = context.textOf(format);
	// The last verb must be the error's own.
	if (countVerbs(text) !== (format.parent?.namedChildCount ?? 0) - 1) return false;
	const edit = { start: format.endIndex - 2, end: format.endIndex - 1, text: 'w' };
	return { fix: { title: 'Wrap it with %w', isSafe: false, edits: [edit] } };
}

function isUncheckedEntry(context: MatchContext): boolean {
	const text = functionText(context);
	const isArchive = /\b(zip|tar)\.|\.File\b|\.Next\(\)/.test(text);
	return isArchive && !/HasPrefix|IsLocal|"\.\."|Contains\(|Clean\(|Base\(|SecureJoin|Rel\(/.test(text);
}

export const GO_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'go/defer-in-loop': goesOnLooping,
	'go/integer-overflow': isReadWide,
	'go/nil-map-write': isWrittenWhileNil,
	'go/open-redirect': isFromRequest,
	'go/path-traversal': isFromRequest,
	'go/predictable-secret': isForSecret,
	'go/printf-count': countsDiffer,
	'go/reflected-html': isFromRequest,
	'go/signal-unbuffered': hasNoBuffer,
	'go/sql-injection': (context) => isPastedSql(context, 'sql', SQL),
	'go/string-from-number': isNumber,
	'go/unclosed-body': isNeverClosed,
	'go/unescaped-template': isFromRequest,
	'go/wrapped-error-lost': wrapLast,
	'go/zip-slip': isUncheckedEntry,
};
