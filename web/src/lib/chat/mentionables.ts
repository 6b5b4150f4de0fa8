import { parseUserId } from '@covibe/shared';
import { membersOf } from '../people/roster.ts';
import type { RoomChat } from './chat.svelte.ts';
import type { ChatHost } from './host.ts';
import { chipWords } from './mention-words.ts';
import { type Mentionable, modelLabel } from './suggest.ts';

/** Everything that can be mentioned here and now, likeliest first. */
export function mentionablesOf(chat: RoomChat, host: ChatHost): Mentionable[] {
	const [ai, ...models] = chat.canAsk ? agents(chat) : [];
	return [
		...(ai ? [ai] : []),
		...people(chat),
		...selections(host),
		...files(chat, host),
		...models,
		...problems(host),
	];
}

function agents({ ai }: RoomChat): Mentionable[] {
	const models = ai.models.filter(({ isUsable }) => isUsable);
	const name = ai.defaultModel && modelLabel(ai.defaultModel);
	return [
		{ label: 'ai', hint: name, icon: 'agent', mention: { kind: 'agent' } },
		...models.slice(1).map((model): Mentionable => {
			return { label: model.id, hint: model.name, icon: 'agent', mention: { kind: 'agent', model: model.id } };
		}),
	];
}

function people({ room }: RoomChat): Mentionable[] {
	return membersOf(room.people).flatMap(({ user, isSelf }): Mentionable[] => {
		const id = parseUserId(user.id);
		if (isSelf || user.kind !== 'person' || !id) return [];
		return [{ label: user.name, hint: undefined, icon: 'person', mention: { kind: 'person', user: id } }];
	});
}

function selections(host: ChatHost): Mentionable[] {
	const mention = host.selection();
	return mention ? [{ label: chipWords(mention), hint: 'the selection', icon: 'selection', mention }] : [];
}

function problems(host: ChatHost): Mentionable[] {
	return host
		.problems()
		.slice(0, 20)
		.map((mention) => ({ label: chipWords(mention), hint: 'problem', icon: 'problem', mention }));
}

function files({ room }: RoomChat, host: ChatHost): Mentionable[] {
	const front = host.file()?.file;
	return room.tree.entries
		.filter(({ kind }) => kind === 'file')
		.sort((one, other) => Number(other.id === front) - Number(one.id === front))
		.map(({ id, path }) => ({
			label: path,
			hint: undefined,
			icon: 'file',
			mention: { kind: 'file', file: id, path },
		}));
}
