/** What the server says to one of the forms of the account's page. */
export type Answer = {
	readonly errors?: Readonly<Record<string, string | undefined>>;
	readonly failure?: string;
	readonly done?: string;
};
