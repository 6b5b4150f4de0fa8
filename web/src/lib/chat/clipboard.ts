/** Copies a text; false where the page may not, as over plain http in a local network. */
export async function copyText(text: string): Promise<boolean> {
	try {
		await navigator.clipboard.writeText(text);
		return true;
	} catch {
		// Safe: the caller says what the person can do instead.
		return false;
	}
}
