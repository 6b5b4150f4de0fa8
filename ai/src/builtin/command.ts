import type { Category } from '@covibe/shared/diagnostics';
import type { BuiltInRequest } from './request.ts';
import type { Rest, Scope } from './scope.ts';

/** What the helper can do. */
export type Command =
	| { readonly kind: 'help' }
	| { readonly kind: 'fix'; readonly scope: Scope; readonly rule?: string }
	| {
			readonly kind: 'explain';
			readonly scope: Scope | undefined;
			readonly rule?: string;
			readonly name?: string;
			/** What a file holds, rather than what is wrong with it. */
			readonly isOverview?: boolean;
	  }
	| { readonly kind: 'review'; readonly scope: Scope; readonly categories?: readonly Category[] }
	| { readonly kind: 'format'; readonly scope: Scope }
	| { readonly kind: 'sort-imports'; readonly scope: Scope }
	| { readonly kind: 'document'; readonly scope: Scope; readonly name?: string }
	| { readonly kind: 'test'; readonly scope: Scope; readonly name?: string }
	| { readonly kind: 'scaffold'; readonly template: string; readonly name: string | undefined }
	| { readonly kind: 'outline'; readonly scope: Scope }
	| { readonly kind: 'todos'; readonly scope: Scope }
	| { readonly kind: 'usages'; readonly name: string }
	/** Without `from`, what the selection begins with is meant; with `file`, nothing outside of it is to change. */
	| {
			readonly kind: 'rename';
			readonly from: string | undefined;
			readonly to: string;
			readonly file: string | undefined;
	  }
	| { readonly kind: 'move'; readonly path: string; readonly newPath: string };

/** Why nothing is done. */
export type Misunderstanding =
	| { readonly kind: 'unknown' }
	/** The verb is known, and words beside it are not. */
	| { readonly kind: 'words'; readonly verb: string; readonly words: readonly string[] }
	| { readonly kind: 'no-file'; readonly verb: string }
	/** It needs something more; the example says what. */
	| { readonly kind: 'incomplete'; readonly example: string };

export type Reading = Command | Misunderstanding;

/** One way to ask for something. */
export type Form = {
	/** What comes after the match is the rest. */
	readonly pattern: RegExp;
	/** Words that belong to it and change nothing. */
	readonly vocabulary?: string;
	readonly read: (rest: Rest, found: RegExpExecArray, request: BuiltInRequest) => Reading;
};

const MISUNDERSTANDINGS: ReadonlySet<string> = new Set<Misunderstanding['kind']>([
	'unknown',
	'words',
	'no-file',
	'incomplete',
]);

export const isCommand = (reading: Reading): reading is Command => !MISUNDERSTANDINGS.has(reading.kind);
