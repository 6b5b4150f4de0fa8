import type { Mention, ModelChoice } from '@covibe/shared';
import { fuzzyFilter } from '../workbench/fuzzy.ts';

/** What is being written at the caret that can be completed: `@…` anywhere, `/…` at the beginning. */
export type Trigger = {
	readonly kind: 'mention' | 'command';
	readonly query: string;
	/** Where it begins and ends in the text. */
	readonly from: number;
	readonly to: number;
};

/** Something to say with one word. All of them are for the AI. */
export type SlashCommand = {
	readonly name: string;
	readonly hint: string;
	/** It answers, and changes nothing. */
	readonly isQuestion: boolean;
};

export const SLASH_COMMANDS: readonly SlashCommand[] = [
	{ name: 'explain', hint: 'Say what this code does', isQuestion: true },
	{ name: 'fix', hint: 'Mend what is wrong', isQuestion: false },
	{ name: 'test', hint: 'Write tests', isQuestion: false },
	{ name: 'doc', hint: 'Write comments and docs', isQuestion: false },
	{ name: 'review', hint: 'Say what could be better', isQuestion: true },
	{ name: 'refactor', hint: 'Make it simpler, same behaviour', isQuestion: false },
];

export type Suggestion = {
	readonly id: string;
	readonly label: string;
	readonly hint: string | undefined;
	readonly icon: 'agent' | 'person' | 'file' | 'selection' | 'problem' | 'command';
	/** What takes the place of the trigger. */
	readonly insert: string;
	readonly mention: Mention | undefined;
};

/** What can be mentioned now, likeliest first. */
export type Mentionable = Omit<Suggestion, 'insert' | 'id'> & { readonly mention: Mention };

/** As many as can be read at a glance. */
const SHOWN = 8;
const TRIGGER = /(?:^|[\s(])@([\p{L}\p{N}._/-]{0,60})$/u;

export function triggerAt(text: string, caret: number): Trigger | undefined {
	const before = text.slice(0, caret);
	const command = /^\/([a-z]{0,12})$/.exec(before);
	if (command) return { kind: 'command', query: command[1] ?? '', from: 0, to: caret };
	const mention = TRIGGER.exec(before);
	if (!mention) return undefined;
	const query = mention[1] ?? '';
	return { kind: 'mention', query, from: caret - query.length - 1, to: caret };
}

export function suggest(trigger: Trigger, mentionables: readonly Mentionable[]): Suggestion[] {
	if (trigger.kind === 'command')
		return SLASH_COMMANDS.filter(({ name }) => name.startsWith(trigger.query)).map(({ name, hint }) => ({
			id: name,
			label: `/${name}`,
			hint,
			icon: 'command',
			insert: `/${name} `,
			mention: undefined,
		}));
	const found = fuzzyFilter(mentionables, { query: trigger.query, textOf: textOf, limit: SHOWN });
	return found.map(({ item }, index) => ({ ...item, id: `${item.icon}-${index}`, insert: insertOf(item) }));
}

/** The command that a text begins with. */
export function commandOf(text: string): SlashCommand | undefined {
	const name = /^\/([a-z]+)(?=\s|$)/.exec(text)?.[1];
	return SLASH_COMMANDS.find((command) => command.name === name);
}

export function modelLabel(model: Pick<ModelChoice, 'id' | 'name'>): string {
	return model.name === '' ? model.id : model.name;
}

function textOf(item: Mentionable): string {
	return item.icon === 'problem' || item.icon === 'selection' ? `${item.icon} ${item.label}` : item.label;
}

/** What stands beside the text leaves none in it. */
function insertOf({ icon, label }: Mentionable): string {
	return icon === 'selection' || icon === 'problem' ? '' : `@${label} `;
}
