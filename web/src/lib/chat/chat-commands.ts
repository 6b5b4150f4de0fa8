import AtSign from '@lucide/svelte/icons/at-sign';
import MessageSquare from '@lucide/svelte/icons/message-square';
import Search from '@lucide/svelte/icons/search';
import Settings2 from '@lucide/svelte/icons/settings-2';
import Square from '@lucide/svelte/icons/square';
import type { Command } from '../workbench/commands.ts';
import type { ChatView } from './chat-view.svelte.ts';
import { SLASH_COMMANDS } from './suggest.ts';

/** What the page round the chat does for its commands. */
export type ChatCommandHost = {
	/** Shows the chat with the keyboard in it. */
	readonly focusChat: () => void;
	readonly toggleChat: () => void;
};

/** The chat's actions that make sense right now. */
export function chatCommands(view: ChatView, host: ChatCommandHost): Command[] {
	const { chat } = view;
	const commands: Command[] = [
		{ id: 'chat', label: 'Ask or write in the chat', keys: ['Mod+L'], icon: MessageSquare, run: host.focusChat },
		{ id: 'toggle-chat', label: 'Show or hide the chat', keys: [], icon: MessageSquare, run: host.toggleChat },
		{
			id: 'search-chat',
			label: 'Search in the chat',
			keys: [],
			icon: Search,
			run: () => {
				host.focusChat();
				view.isSearching = true;
			},
		},
	];
	if (chat.canAsk && chat.room.canEdit)
		commands.push({
			id: 'completion',
			label: chat.completion.isOn ? 'AI: do not complete code while I type' : 'AI: complete code while I type',
			keys: [],
			run: () => (chat.completion.isOn = !chat.completion.isOn),
		});
	const { running } = chat.turns;
	if (running && view.mayDecide(running))
		commands.push({
			id: 'stop-ai',
			label: 'Stop the AI',
			keys: [],
			icon: Square,
			run: () => void view.act(running, 'stop'),
		});
	if (!chat.canAsk) return commands;
	return [
		...commands,
		{
			id: 'ai-settings',
			label: 'AI settings and keys…',
			keys: [],
			icon: Settings2,
			run: () => view.host.openSettings(),
		},
		...SLASH_COMMANDS.map(({ name, hint }) => ({
			id: `ask-${name}`,
			label: `AI: ${name} — ${hint.toLowerCase()}`,
			keys: [],
			icon: AtSign,
			run: () => {
				view.composer.begin(`/${name} `);
				host.focusChat();
			},
		})),
	];
}
