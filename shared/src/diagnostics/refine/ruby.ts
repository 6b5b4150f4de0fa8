import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import { repeated } from './repeated.ts';
import type { Refine } from './refinement.ts';

/** Constants, numbers and what was quoted cannot bring a command of their own. */
const HARMLESS_IN_SHELL =
	/^#\{\s*(?:[A-Z][A-Z0-9_]*|\$\$|Process\.pid|[^}]*(?:escape|quote|\bto_i\b|\.pid\b|\.size\b|\.length\b|Gem\.ruby|RbConfig|__FILE__|__dir__)[^}]*)\s*\}$/;
const HARMLESS_IN_SQL =
	/quote|sanitize|escape|to_i\b|_id\b|\btable|column|placeholder|\barel|to_sql|\bsql\b|condition|count|limit|^#\{\s*(?:[A-Z][A-Z0-9_:]*|\d+)\s*\}$/;

const someUnlike = (harmless: RegExp) => (context: MatchContext) =>
	context
		.get('value')
		.parent?.namedChildren.some((part) => part.type === 'interpolation' && !harmless.test(context.textOf(part))) ??
	false;

function isForeignInSql(context: MatchContext): boolean {
	const value = context.textOf(context.get('value'));
	return /^#\{\s*params\b/.test(value) || !HARMLESS_IN_SQL.test(value);
}

const isNotEscaped = (context: MatchContext) =>
	!/\bh\b|\bh\(|escape|sanitize|_tag\b|link_to|render|\bt\(|\bl\(|to_json|to_i\b|raw|safe|_path\b|_url\b|yield|capture|content|icon|_html\b|^#\{\s*[A-Z][A-Z0-9_:]*\s*\}$/.test(
		context.textOf(context.get('value')),
	);

/** An exception that is raised again, or kept for later, is not lost. */
function losesException(context: MatchContext): boolean {
	const match = context.get('match');
	const text = context.textOf(match);
	if (/\b(?:raise|abort|exit!?|throw)\b/.test(text)) return false;
	const variable = match.childForFieldName('variable')?.namedChild(0);
	if (!variable) return true;
	const name = context.textOf(variable).replace(/[^\w]/g, '\\$&');
	if (new RegExp(`[@$]\\w+\\s*(?:\\|\\|)?=\\s*${name}\\b|<<\\s*\\[?${name}\\b`).test(text)) return false;
	const handed = text.matchAll(new RegExp(`(\\w+[!?]?)(?:\\(|\\s)(?:[^()]*,\\s*)?${name}\\)?$`, 'gm'));
	return [...handed].every(([, called = '']) => /^(?:log|puts|warn|p|print|info|error|debug)$/.test(called));
}

function findDuplicateKey(context: MatchContext) {
	let keys: Node[] = [];
	for (const child of context.get('match').namedChildren) {
		if (child.type === 'hash_splat_argument') keys = [];
		const key = child.type === 'pair' ? child.childForFieldName('key') : null;
		if (!key || !['hash_key_symbol', 'simple_symbol', 'integer', 'string'].includes(key.type)) continue;
		if (key.namedChildren.some(({ type }) => type === 'interpolation')) continue;
		keys.push(key);
		const again = repeated(keys, (each) => keyText(each, context));
		if (again) return { at: again };
	}
	return false;
}

/** `a:` and `:a` are one key, `"a" =>` another, and `"a":` is a symbol again. */
function keyText(key: Node, context: MatchContext): string {
	const text = context.textOf(key);
	if (key.type === 'string') return key.nextSibling?.type === ':' ? `:${text.slice(1, -1)}` : text;
	return key.type === 'hash_key_symbol' ? `:${text}` : text;
}

function findDuplicateWhen(context: MatchContext) {
	const patterns = context
		.get('match')
		.namedChildren.filter(({ type }) => type === 'when')
		.flatMap((each) => each.childrenForFieldName('pattern'))
		.filter((pattern) => /^[\w:"'.@]+$/.test(context.textOf(pattern)));
	const again = repeated(patterns, (pattern) => context.textOf(pattern));
	return again ? { at: again } : false;
}

export const RUBY_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'rb/duplicate-key': findDuplicateKey,
	'rb/duplicate-when': findDuplicateWhen,
	'rb/rescue-exception': losesException,
	'rb/shell-injection': someUnlike(HARMLESS_IN_SHELL),
	'rb/sql-injection': isForeignInSql,
	'rb/unescaped-html': isNotEscaped,
};
