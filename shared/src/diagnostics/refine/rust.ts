import type { Node } from 'web-tree-sitter';
import type { MatchContext } from '../match-context.ts';
import type { Refine } from './refinement.ts';

/** What waits inside these waits for itself, not for the function around. */
const APART: ReadonlySet<string> = new Set(['closure_expression', 'async_block', 'function_item']);

const isWait = (node: Node) => node.type === 'await_expression';

function waits(node: Node): boolean {
	return isWait(node) || node.namedChildren.some((child) => !APART.has(child.type) && waits(child));
}

/** From the lock to the end of its block, up to a `drop` of it. */
function isHeldOverWait(context: MatchContext): boolean {
	const match = context.get('match');
	const guard = context.textOf(context.get('guard'));
	if (!context.functionAround(match)) return false;
	for (let next = match.nextNamedSibling; next; next = next.nextNamedSibling) {
		const text = context.textOf(next);
		if (new RegExp(`\\bdrop\\(\\s*${guard}\\s*\\)`).test(text) || new RegExp(`^let\\b[^=]*\\b${guard}\\b`).test(text)) {
			return false;
		}
		if (waits(next)) return true;
	}
	return false;
}

function isInAsync(context: MatchContext): boolean {
	for (let above = context.get('match').parent; above; above = above.parent) {
		if (above.type === 'async_block') return true;
		if (above.type === 'closure_expression') return false;
		if (above.type === 'function_item') {
			context.lookAt(above);
			return above.namedChildren.some(
				(child) => child.type === 'function_modifiers' && /\basync\b/.test(context.textOf(child)),
			);
		}
	}
	return false;
}

function countsDown(context: MatchContext): boolean {
	const [from, to] = ['from', 'to'].map((name) => Number(context.textOf(context.get(name)).replaceAll('_', '')));
	return from !== undefined && to !== undefined && from > to;
}

/** `{}` of Display and `{:?}` of Debug lead back here; the other of the two does not. */
function findOwnFormat(context: MatchContext) {
	const isDebug = context.textOf(context.get('trait')) === 'Debug';
	const inline = isDebug ? /\{self:#?\?\}/ : /\{self\}/;
	const only = isDebug
		? /^\([^"]*"[^"{]*\{:#?\?\}[^"{]*"\s*,\s*self\s*\)$/
		: /^\([^"]*"[^"{]*\{\}[^"{]*"\s*,\s*self\s*\)$/;
	const body = context.get('body');
	const macro = body.descendantsOfType('macro_invocation').find((each) => {
		const tokens = each.lastNamedChild;
		const text = tokens ? context.textOf(tokens) : '';
		return /^(?:write|format|writeln)!/.test(context.textOf(each)) && (inline.test(text) || only.test(text));
	});
	if (macro) return { at: macro };
	const call = body.descendantsOfType('call_expression').find((each) => context.textOf(each) === 'self.to_string()');
	return call && !isDebug ? { at: call } : false;
}

/** An `unwrap` of it before anything that may have filled it. */
function findCheckedUnwrap(context: MatchContext) {
	const value = context.textOf(context.get('value'));
	const block = context.get('match').childForFieldName('consequence');
	if (!block) return false;
	const name = value.replaceAll('.', '\\.');
	const change = new RegExp(
		`(?<![\\w.])${name}\\s*=[^=]|&mut\\s+${name}\\b|\\b${name}\\.(?:insert|get_or_insert\\w*|replace)\\(`,
	);
	if (change.test(context.textOf(block))) return false;
	const at = block
		.descendantsOfType('call_expression')
		.find((call) => [`${value}.unwrap()`, `${value}.clone().unwrap()`].includes(context.textOf(call)));
	return at ? { at } : false;
}

export const RUST_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'rs/blocking-sleep': isInAsync,
	'rs/checked-unwrap': findCheckedUnwrap,
	'rs/empty-range': countsDown,
	'rs/endless-format': findOwnFormat,
	'rs/lock-across-await': isHeldOverWait,
};
