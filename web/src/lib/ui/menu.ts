import type { Component } from 'svelte';

/** What Menu and ContextMenu show, top to bottom. `keys` is written like `Mod+Shift+P`. */
export type MenuEntry =
	| {
			readonly kind: 'item';
			readonly label: string;
			readonly icon?: Component<{ size?: number | string }>;
			readonly keys?: string;
			readonly isDanger?: boolean;
			readonly isDisabled?: boolean;
			readonly onselect: () => void;
	  }
	| {
			readonly kind: 'choice';
			readonly label: string;
			readonly icon?: Component<{ size?: number | string }>;
			readonly isChosen: boolean;
			readonly onselect: () => void;
	  }
	| { readonly kind: 'heading'; readonly label: string }
	| { readonly kind: 'separator' };

export const MENU_CLASS =
	'z-50 max-h-(--bits-dropdown-menu-content-available-height) min-w-44 overflow-y-auto rounded-md border border-line ' +
	'bg-surface-1 p-1 shadow-raised outline-none';
