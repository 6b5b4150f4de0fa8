import { type Component } from 'svelte';

/** One action of the page, as the palette, the keys and the tooltips know it. */
export type Command = {
	readonly id: string;
	readonly label: string;
	/** Written like `Mod+Shift+P`; the first is shown. */
	readonly keys: readonly string[];
	readonly icon?: Component<{ size?: number | string }>;
	/** The keys mean this only while it holds; the palette offers it all the same. */
	readonly when?: () => boolean;
	readonly run: () => void;
};
