export { isMemberKind, SYMBOL_KINDS, type SymbolKind } from './kinds.ts';
export { outlineInSteps } from './mended.ts';
export { type CurrentFile, definitionAt, occurrenceAt, referencesAt } from './navigate.ts';
export { type OutlineItem, outlineOf, outlinePath } from './outline.ts';
export { type FoundDefinition, type IndexedFile, type Place, ProjectIndex } from './project-index.ts';
export { type FoldingRange, foldingRangesInSteps, foldingRangesOf, selectionRangesAt } from './ranges.ts';
export { type RenameAnswer, type RenameEdit, renameEdits } from './rename.ts';
export { compileTags, TAGGED_LANGUAGES, tagFilesOf, type TagSet } from './tag-set.ts';
export { type Definition, type Occurrence, type Role, type Stretch, type Tags, tagsInSteps, tagsOf } from './tags.ts';
