import type { LanguageId } from '../languages.ts';

export type Quote = { readonly mark: string; readonly isMultiline?: boolean; readonly isRaw?: boolean };

/** What the search for a repair has to know of a language: small on purpose, the grammar knows the rest. */
export type Lexis = {
	/** Tried at a place where something may be missing; the likelier first. */
	readonly tokens: readonly string[];
	/** Longer marks before those that they begin with. */
	readonly quotes: readonly Quote[];
	readonly keywords: readonly string[];
	/** Where a quote is no string: lifetimes of Rust, prose in markup. Sticky. */
	readonly notString?: RegExp;
	readonly blocksByIndent?: boolean;
};

const words = (text: string) => text.split(' ');
const DOUBLE: Quote = { mark: '"' };
const SINGLE: Quote = { mark: "'" };
const BACKTICK: Quote = { mark: '`', isMultiline: true };
const TRIPLE: Quote = { mark: '"""', isMultiline: true };
const C_QUOTES = [DOUBLE, SINGLE];
const C_TOKENS = [')', ']', '}', ';', ',', ':', '(', '{', '[', '=', '"', "'"];
const C_WORDS =
	'break case continue default do else enum for goto if return sizeof static struct switch typedef union void while';

const c: Lexis = { tokens: C_TOKENS, quotes: C_QUOTES, keywords: words(C_WORDS) };
const javascript: Lexis = {
	tokens: [')', ']', '}', ';', ',', ':', '(', '{', '[', '=', '"', "'", '`', '=>', '.'],
	quotes: [DOUBLE, SINGLE, BACKTICK],
	keywords: words(
		'async await break case catch class const continue default delete do else export extends finally for from function if import instanceof interface let new return static super switch throw try type typeof var while yield',
	),
};
const markup: Lexis = { tokens: ['>', '"', '/>', '<', '='], quotes: [], keywords: [] };

/** Languages that are not named look like C. */
const TABLE: Partial<Record<LanguageId, Lexis>> = {
	c,
	cpp: {
		...c,
		keywords: words(`${C_WORDS} class const delete namespace new private public template throw try using virtual`),
	},
	csharp: {
		...c,
		keywords: words(
			'async await break case catch class const else finally for foreach if interface internal namespace new private protected public readonly return static struct switch throw try using var void while',
		),
	},
	javascript,
	typescript: javascript,
	tsx: javascript,
	java: {
		tokens: C_TOKENS,
		quotes: [TRIPLE, ...C_QUOTES],
		keywords: words(
			'abstract boolean break case catch class continue default do else enum extends final finally for if implements import instanceof int interface new package private protected public return static switch synchronized throw throws try void while',
		),
	},
	go: {
		tokens: [')', ']', '}', ',', '(', '{', '[', ':=', '=', ':', '.', '"', '`', ';'],
		quotes: [DOUBLE, SINGLE, { ...BACKTICK, isRaw: true }],
		keywords: words(
			'break case chan const continue default defer else for func go goto if import interface map package range return select struct switch type var',
		),
	},
	rust: {
		tokens: [')', ']', '}', ';', ',', '=>', '(', '{', '[', '=', ':', '::', '.', '->', '"', "'", '>', '<'],
		quotes: [{ mark: '"', isMultiline: true }],
		keywords: words(
			'async await break const continue crate else enum extern fn for if impl in let loop match mod move mut pub return static struct trait type unsafe use where while',
		),
		notString: /'(?:\\u\{[^}]*\}|\\x..|\\.|[^\\\n])'|r(#+)"[^]*?"\1/y,
	},
	python: {
		tokens: [':', ')', ']', '}', ',', '=', '(', '[', '{', '"', "'", '.', '"""'],
		quotes: [TRIPLE, { mark: "'''", isMultiline: true }, DOUBLE, SINGLE],
		keywords: words(
			'and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or pass raise return try while with yield',
		),
		blocksByIndent: true,
	},
	ruby: {
		tokens: [')', ']', '}', ' end', ',', '(', '[', '{', '=', '=>', '"', "'"],
		quotes: [
			{ mark: '"', isMultiline: true },
			{ mark: "'", isMultiline: true },
		],
		keywords: words(
			'begin break case class def do else elsif end ensure for if in module next rescue return self then unless until when while yield',
		),
	},
	php: {
		tokens: C_TOKENS,
		quotes: [
			{ mark: '"', isMultiline: true },
			{ mark: "'", isMultiline: true },
		],
		keywords: words(
			'abstract break case catch class const continue default echo else elseif extends final finally for foreach function if implements interface namespace new private protected public return static switch throw trait try use while',
		),
	},
	bash: {
		tokens: [')', '}', ' ]]', ' ]', ';', '"', "'", '\nfi', '\ndone', '; then', '; do', '(', '{', '`'],
		quotes: [
			{ mark: '"', isMultiline: true },
			{ mark: "'", isMultiline: true, isRaw: true },
		],
		keywords: words('case do done elif else esac fi for function if in select then until while'),
	},
	lua: {
		tokens: [')', '}', ']', ' end', ',', '=', '(', '{', '[', ' then', ' do', '"', "'"],
		quotes: C_QUOTES,
		keywords: words(
			'and break do else elseif end false for function if in local nil not or repeat return then true until while',
		),
	},
	elixir: {
		tokens: [')', ']', '}', ' end', ' do', ',', '(', '[', '{', '"', "'"],
		quotes: [TRIPLE, { mark: '"', isMultiline: true }, SINGLE],
		keywords: words(
			'after case catch cond def defmodule defp do else end fn for if import receive rescue try unless use when with',
		),
	},
	kotlin: {
		...c,
		quotes: [TRIPLE, ...C_QUOTES],
		keywords: words(
			'class companion data else for fun if import interface object override package private return sealed super this throw try val var when while',
		),
	},
	swift: {
		...c,
		quotes: [TRIPLE, DOUBLE],
		keywords: words(
			'break case class default else enum extension for func guard if import in init let private protocol public return self static struct switch throw try var where while',
		),
	},
	dart: { ...c, quotes: [TRIPLE, { mark: "'''", isMultiline: true }, ...C_QUOTES] },
	zig: {
		...c,
		keywords: words(
			'break catch comptime const continue defer else enum error fn for if orelse pub return struct switch test try union var while',
		),
	},
	solidity: {
		...c,
		keywords: words(
			'contract else emit event for function if import mapping modifier pragma private public require return returns struct uint view while',
		),
	},
	json: { tokens: [',', '}', ']', ':', '"', '{', '['], quotes: [DOUBLE], keywords: ['true', 'false', 'null'] },
	css: { tokens: ['}', ';', ':', '{', ')', '(', '"', "'"], quotes: C_QUOTES, keywords: [] },
	yaml: { tokens: [':', '"', "'", ']', '}', ','], quotes: [], keywords: [] },
	toml: { tokens: ['"', ']', '=', '}', ',', '[', "'"], quotes: [TRIPLE, ...C_QUOTES], keywords: ['true', 'false'] },
	ini: { tokens: [']', '=', '['], quotes: [], keywords: [] },
	hcl: { tokens: ['}', ']', ')', '"', '=', ',', '{', '[', '('], quotes: [DOUBLE], keywords: [] },
	make: {
		tokens: [':', ')', '\nendif', '=', '('],
		quotes: [],
		keywords: words('define else endef endif export ifdef ifeq ifndef ifneq include'),
	},
	powershell: {
		...c,
		quotes: [
			{ mark: '"', isMultiline: true },
			{ mark: "'", isMultiline: true, isRaw: true },
		],
		keywords: words(
			'begin break catch else elseif end finally for foreach function if param process return switch throw try while',
		),
	},
	html: markup,
	vue: markup,
};

export function lexisOf(language: LanguageId): Lexis {
	return TABLE[language] ?? c;
}

/** Whether a body that is not indented is a mistake that its trees do not show. */
export const canLackIndents = (language: LanguageId): boolean => lexisOf(language).blocksByIndent ?? false;
