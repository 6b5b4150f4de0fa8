const MAC_SIGNS: Readonly<Record<string, string>> = { Mod: '⌘', Shift: '⇧', Alt: '⌥', Ctrl: '⌃', Enter: '↩' };
const OTHER_WORDS: Readonly<Record<string, string>> = { Mod: 'Ctrl' };

/** Writes `Mod+Shift+P` as people know it: `⇧⌘P`-like signs on a Mac, `Ctrl+Shift+P` elsewhere. */
export function formatKeys(keys: string, isMac: boolean): string {
	const parts = keys.split('+');
	if (isMac) return parts.map((part) => MAC_SIGNS[part] ?? part).join('');
	return parts.map((part) => OTHER_WORDS[part] ?? part).join('+');
}

/** True on Apple's systems, where Mod is Command. False on the server. */
export function isApple(): boolean {
	return typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform);
}
