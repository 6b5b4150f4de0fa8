import Bot from '@lucide/svelte/icons/bot';
import type { Command } from '../workbench/commands.ts';
import type { InlineAsk } from './inline-ask.svelte.ts';

/** Asking the AI from where the caret is. */
export function askCommands(ask: InlineAsk): Command[] {
	if (!ask.canAsk) return [];
	return [{ id: 'inline-ask', label: 'AI: edit here…', keys: ['Mod+I'], icon: Bot, run: () => ask.open() }];
}
