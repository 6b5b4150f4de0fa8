type KeyPress = Pick<KeyboardEvent, 'key' | 'code' | 'ctrlKey' | 'metaKey' | 'altKey' | 'shiftKey'> & {
	readonly getModifierState?: (name: string) => boolean;
};

/**
 * True when the key press is this key, written like `Mod+Shift+P`, and no modifier more. `Mod` is Command on a Mac
 * and Ctrl elsewhere. AltGr, with which people type letters, is never Ctrl+Alt.
 */
export function isKey(press: KeyPress, keys: string, isMac: boolean): boolean {
	if (press.getModifierState?.('AltGraph')) return false;
	const parts = keys.split('+');
	const wants = (name: string) => parts.includes(name);
	if (press.ctrlKey !== (wants('Ctrl') || (wants('Mod') && !isMac))) return false;
	if (press.metaKey !== (wants('Mod') && isMac)) return false;
	if (press.altKey !== wants('Alt') || press.shiftKey !== wants('Shift')) return false;
	const last = parts.at(-1) ?? '';
	// Alt changes what a letter key types on a Mac, so the place of the key counts as well.
	return press.key.toLowerCase() === last.toLowerCase() || (wants('Alt') && press.code === `Key${last}`);
}
