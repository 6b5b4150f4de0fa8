export { loadGrammar } from './grammars.ts';
export { type LintedText, type Linter, openLinter } from './linter.ts';
export { readRules, RULES_FOLDER } from './rules.ts';
