export { type Indent, indentOf } from './indent.ts';
export { type FormatSettings, type PrettierOptions, readFormatSettings } from './settings.ts';
export { clangStyle, prettierStyle, ruffStyle } from './styles.ts';
