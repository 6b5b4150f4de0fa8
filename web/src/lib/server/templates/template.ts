/** A starter project. `files` are in the order in which they are made. */
export type Template = {
	readonly id: string;
	readonly label: string;
	/** What it holds, in a few words. */
	readonly blurb: string;
	/** What stands for it on its card: the ending of its files. */
	readonly mark: string;
	readonly files: readonly { readonly path: string; readonly text: string }[];
};
