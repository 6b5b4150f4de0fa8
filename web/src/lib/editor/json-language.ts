import type { languages } from 'monaco-editor/editor/editor.api.js';

/** JSON with comments, coloured without the language service, which would be a worker of its own. */
export const jsonLanguage: languages.IMonarchLanguage = {
	defaultToken: 'invalid',
	tokenPostfix: '.json',
	brackets: [
		{ open: '{', close: '}', token: 'delimiter.bracket' },
		{ open: '[', close: ']', token: 'delimiter.square' },
	],
	tokenizer: {
		root: [
			[/[ \t\r\n]+/, ''],
			[/\/\/.*$/, 'comment'],
			[/\/\*/, 'comment', '@comment'],
			[/[{}[\]]/, '@brackets'],
			[/[,:]/, 'delimiter'],
			[/-?\d+(\.\d+)?([eE][+-]?\d+)?/, 'number'],
			[/(true|false|null)\b/, 'keyword'],
			[/"(?=([^"\\]|\\.)*"\s*:)/, 'type', '@key'],
			[/"/, 'string', '@value'],
		],
		comment: [
			[/[^*]+/, 'comment'],
			[/\*\//, 'comment', '@pop'],
			[/\*/, 'comment'],
		],
		key: [
			[/[^"\\]+/, 'type'],
			[/\\./, 'type'],
			[/"/, 'type', '@pop'],
		],
		value: [
			[/[^"\\]+/, 'string'],
			[/\\(["\\/bfnrt]|u[0-9A-Fa-f]{4})/, 'string.escape'],
			[/\\./, 'invalid'],
			[/"/, 'string', '@pop'],
			// A string ends with its line; an open one must not colour the rest of the file.
			[/$/, 'string', '@pop'],
		],
	},
};

export const jsonConfiguration: languages.LanguageConfiguration = {
	comments: { lineComment: '//', blockComment: ['/*', '*/'] },
	brackets: [
		['{', '}'],
		['[', ']'],
	],
	autoClosingPairs: [
		{ open: '{', close: '}' },
		{ open: '[', close: ']' },
		{ open: '"', close: '"', notIn: ['string'] },
	],
};
