export { isMemberKind, SYMBOL_KINDS, type SymbolKind } from './kinds.ts';
export { compileTags, TAGGED_LANGUAGES, tagFilesOf, type TagSet } from './tag-set.ts';
export { type Definition, type Occurrence, type Role, type Stretch, type Tags, tagsOf } from './tags.ts';
