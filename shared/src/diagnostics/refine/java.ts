import type { MatchContext } from '../match-context.ts';
import type { Refine } from './refinement.ts';
import { isPastedSql, type SqlShape } from './sql.ts';

const SQL: SqlShape = {
	formats: new Set(['String.format']),
	assignments: {
		variable_declarator: (node) => [node.childForFieldName('name'), node.childForFieldName('value')],
		assignment_expression: (node) => [node.childForFieldName('left'), node.childForFieldName('right')],
	},
};

function functionText(context: MatchContext): string {
	const around = context.functionAround(context.get('match'));
	return around ? context.textOf(around) : '';
}

function goesOnLooping(context: MatchContext): boolean {
	const last = context.get('report').parent?.lastNamedChild;
	return !last || !['break_statement', 'return_statement', 'throw_statement'].includes(last.type);
}

function hasNoHash(context: MatchContext): boolean {
	const methods = context.get('body').namedChildren.filter(({ type }) => type === 'method_declaration');
	return !methods.some((method) => {
		const name = method.childForFieldName('name');
		return name !== null && context.textOf(name) === 'hashCode';
	});
}

function losesCause(context: MatchContext): boolean {
	const name = context.textOf(context.get('error'));
	const body = context.textOf(context.get('body'));
	const withoutWords = body.replace(
		new RegExp(`\\b${name}\\s*\\.\\s*(getMessage|toString|getLocalizedMessage)\\(\\)`, 'g'),
		'',
	);
	return !new RegExp(`\\b${name}\\b`).test(withoutWords);
}

const SECRET = /token|password|passwd|secret|salt|nonce|otp|apikey|sessionid/i;

function isForSecret(context: MatchContext): boolean {
	const match = context.get('match');
	const text = functionText(context);
	if (/SecureRandom/.test(text)) return false;
	const called = context.functionAround(match)?.childForFieldName('name');
	if (called && SECRET.test(context.textOf(called))) return true;
	const assignment = context.ancestor(match, new Set(['variable_declarator', 'assignment_expression']), true);
	const left = assignment?.childForFieldName('name') ?? assignment?.childForFieldName('left');
	if (!left) return false;
	context.lookAt(left);
	return SECRET.test(context.textOf(left));
}

function isDeclaredOutside(context: MatchContext): boolean {
	const loops = new Set(['for_statement', 'enhanced_for_statement', 'while_statement', 'do_statement']);
	const loop = context.ancestor(context.get('match'), loops, true);
	if (!loop) return false;
	context.lookAt(loop);
	return !new RegExp(`\\b(String|var)\\s+${context.textOf(context.get('name'))}\\b`).test(context.textOf(loop));
}

function isNeverClosed(context: MatchContext): boolean {
	const name = context.textOf(context.get('name'));
	const text = functionText(context);
	if (!text || context.get('match').parent?.type === 'resource_specification') return false;
	// Whoever gets it may close it.
	const isHandedOn = new RegExp(`(return|[(,=:?{]|->)\\s*${name}\\s*[,);}\\n:]`).test(text);
	return !isHandedOn && !new RegExp(`\\b${name}\\s*\\.\\s*close\\b`).test(text);
}

function readsDocuments(context: MatchContext): boolean {
	const text = functionText(context);
	const isUsed = /\.parse\(|createXML(Stream|Event)Reader\(/.test(text);
	return isUsed && !/setFeature|setProperty|setAttribute|setExpandEntityReferences|setEntityResolver/.test(text);
}

export const JAVA_REFINEMENTS: Readonly<Record<string, Refine>> = {
	'java/changed-while-looped': goesOnLooping,
	'java/equals-without-hash': hasNoHash,
	'java/lost-cause': losesCause,
	'java/predictable-secret': isForSecret,
	'java/sql-injection': (context) => isPastedSql(context, 'sql', SQL),
	'java/string-grown-in-loop': isDeclaredOutside,
	'java/unclosed-file': isNeverClosed,
	'java/xml-entities': readsDocuments,
};
