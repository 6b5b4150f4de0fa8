export { loadGrammar } from './grammars.ts';
export { type LintedText, type Linter, openLinter } from './linter.ts';
export { type Example, fileOfFindings, languageOfFence, readExamples } from './rule-page.ts';
export { readRules, RULES_FOLDER } from './rules.ts';
export { type Change, replace, Session } from './session.ts';
export { openTagger, type Tagger } from './tagger.ts';
