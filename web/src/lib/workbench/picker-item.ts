import type { Component } from 'svelte';

/** One thing that can be picked. `text` is what is searched and shown; `keys` is written like `Mod+P`. */
export type PickerItem = {
	readonly id: string;
	readonly text: string;
	/** Said after it, quietly. */
	readonly detail?: string | undefined;
	/** How far it is indented as long as nothing is typed. */
	readonly level?: number;
	readonly keys?: string | undefined;
	readonly image?: string | undefined;
	readonly icon?: Component<{ size?: number | string }> | undefined;
};
