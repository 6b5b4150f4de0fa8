import AtSign from '@lucide/svelte/icons/at-sign';
import MessageSquare from '@lucide/svelte/icons/message-square';
import Square from '@lucide/svelte/icons/square';
import { can } from '@covibe/shared';
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
	];
	const { running } = chat.turns;
	if (running && (running.asker?.id === chat.room.self.id || can(chat.room.role, 'stop-turn')))
		commands.push({ id: 'stop-ai', label: 'Stop the AI', keys: [], icon: Square, run: () => void view.stop(running) });
	if (!chat.canAsk) return commands;
	return [
		...commands,
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
