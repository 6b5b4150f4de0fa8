import type { Misunderstanding } from './command.ts';
import { code, list, paragraphs, SET_A_KEY } from './say.ts';

const CAN = [
	'`fix the problems in this file` (or in the selection, in lines 3-9, in a named file, in the project)',
	'`explain this problem`, `explain line 12`, `explain js/eval`, `what is parseDate`',
	'`review this file` (or the project): what the parser and the rules find',
	'`rename oldName to newName`, `rename a.js to b.js`',
	'`find usages of parseDate`, `where is parseDate defined`',
	'`format this file`, `sort the imports`',
	'`document this file`, `write tests for parseDate`: the frame of it, for you to fill',
	'`add a README`, `scaffold a Python module called parser` (JavaScript, TypeScript, Go, Rust, C, Java, web page, shell, .gitignore, .editorconfig too)',
	'`outline this file`, `list todos`',
];

const SHORT =
	'I fix, explain and review what the parser and the rules find; rename, find usages, outline, list TODOs; format, sort imports; frame comments and tests; and make the first files of a project.';

/** What it is and what it can do. */
export function sayHelp(): string {
	return paragraphs(
		'I work by rules: the parser and the rules that also underline problems. The same question always gets the same answer. I understand:',
		list(CAN),
		'Several in one sentence work too, joined by “and”. Nothing else is guessed at.',
		SET_A_KEY,
	);
}

export function sayMisunderstanding(misunderstanding: Misunderstanding): string {
	return paragraphs(whyNot(misunderstanding), `${SHORT} Say \`help\` for how.`, SET_A_KEY);
}

function whyNot(misunderstanding: Misunderstanding): string {
	switch (misunderstanding.kind) {
		case 'unknown':
			return 'I did not understand that, so nothing was changed.';
		case 'words':
			return `I can ${misunderstanding.verb}, but not with ${misunderstanding.words.map(code).join(', ')}: I know no such word, rule or file. Nothing was changed.`;
		case 'no-file':
			return `I do not know which file to ${misunderstanding.verb}. Open one, or name it.`;
		case 'incomplete':
			return `Something is missing. Say it like ${code(misunderstanding.example)}.`;
	}
}
