import type { Command } from './command.ts';
import type { Context } from './context.ts';
import { code, list, paragraphs } from './say.ts';
import { TEMPLATES } from './templates.ts';

/** Makes the files of a template; none that is there is written over. */
export function runScaffold(command: Extract<Command, { kind: 'scaffold' }>, { copy, request }: Context): string {
	const template = TEMPLATES.find(({ id }) => id === command.template);
	if (!template) throw new Error(`no template ${command.template}`);
	const files = Object.entries(template.files(command.name ?? template.name, copy));
	const taken = files.filter(([path]) => copy.has(path)).map(([path]) => code(path));
	if (taken.length > 0)
		return `${taken.join(', ')} ${taken.length === 1 ? 'is' : 'are'} there already; I do not write over it.`;
	for (const [path, text] of files) copy.write(path, text);
	return paragraphs(
		`${request.mode === 'edit' ? 'Made' : 'I would make'} ${template.title}:`,
		list(files.map(([path]) => code(path))),
	);
}

/** The template that somebody means by these words, articles left out. */
export function findTemplate(
	words: string,
): { readonly template: string; readonly name: string | undefined } | undefined {
	const called = /\s+(?:called|named|for)\s+[`'"“]?([A-Za-z][\w-]{0,60})[`'"”]?/i.exec(words);
	const said = (called ? words.replace(called[0], '') : words)
		.toLowerCase()
		.replace(/^(?:(?:me|us|an?|the|some|new|simple|basic|empty|small|minimal)\s+)+/, '')
		.replace(/\s+(?:to|for|in)\s+(?:this|the|my|our)\s+(?:project|room|repo|repository)$/, '')
		.trim();
	const template = TEMPLATES.find(({ pattern }) => pattern.test(said));
	return template && { template: template.id, name: called?.[1] };
}
