import type { Category, Severity } from '@covibe/shared/diagnostics';

type Row = readonly [category: Category, severity: Severity];

const BUG: Row = ['correctness', 'error'];
const DOUBT: Row = ['correctness', 'warning'];
const SMELL: Row = ['smell', 'info'];
const UNSAFE: Row = ['security', 'warning'];

/**
 * What ESLint sees in JavaScript that neither our own rules nor TypeScript's service say: it follows scopes and paths
 * through functions. Unused names and unreachable code are TypeScript's to tell; `use-isnan`, `no-dupe-keys` and
 * others of that kind have rules of ours, which answer at every keystroke.
 */
export const ESLINT_RULES: Readonly<Record<string, Row>> = {
	'constructor-super': BUG,
	'getter-return': BUG,
	'no-class-assign': BUG,
	'no-const-assign': BUG,
	'no-constant-binary-expression': DOUBT,
	'no-dupe-else-if': BUG,
	'no-empty-character-class': BUG,
	'no-empty-pattern': DOUBT,
	'no-ex-assign': DOUBT,
	'no-fallthrough': DOUBT,
	'no-func-assign': BUG,
	'no-global-assign': BUG,
	'no-import-assign': BUG,
	'no-invalid-regexp': BUG,
	'no-irregular-whitespace': DOUBT,
	'no-loss-of-precision': BUG,
	'no-misleading-character-class': BUG,
	'no-new-native-nonconstructor': BUG,
	'no-new-wrappers': DOUBT,
	'no-obj-calls': BUG,
	'no-promise-executor-return': DOUBT,
	'no-setter-return': BUG,
	'no-shadow-restricted-names': DOUBT,
	'no-sparse-arrays': DOUBT,
	'no-template-curly-in-string': DOUBT,
	'no-this-before-super': BUG,
	'no-unexpected-multiline': BUG,
	'no-unreachable-loop': DOUBT,
	'no-unsafe-optional-chaining': BUG,
	'no-unused-private-class-members': SMELL,
	'no-useless-backreference': DOUBT,
	'no-useless-catch': SMELL,
	'security/detect-bidi-characters': ['security', 'error'],
	'security/detect-buffer-noassert': UNSAFE,
	'security/detect-disable-mustache-escape': UNSAFE,
	'security/detect-invisible-characters': ['security', 'error'],
	'security/detect-new-buffer': UNSAFE,
	'security/detect-no-csrf-before-method-override': UNSAFE,
	'security/detect-pseudoRandomBytes': UNSAFE,
};
