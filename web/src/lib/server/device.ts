/** Browsers whose names stand in those of others come last. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
	[/\bEdgA?\//, 'Edge'],
	[/\bOPR\//, 'Opera'],
	[/\b(Firefox|FxiOS)\//, 'Firefox'],
	[/\b(Chromium|HeadlessChrome)\//, 'Chromium'],
	[/\b(Chrome|CriOS)\//, 'Chrome'],
	[/\bVersion\/[\d.]+.* Safari\//, 'Safari'],
];
const SYSTEMS: readonly (readonly [RegExp, string])[] = [
	[/\biPhone\b/, 'iPhone'],
	[/\biPad\b/, 'iPad'],
	[/\bAndroid\b/, 'Android'],
	[/\bWindows\b/, 'Windows'],
	[/\bCrOS\b/, 'ChromeOS'],
	[/\bMac OS X\b/, 'macOS'],
	[/\bLinux\b/, 'Linux'],
];

/** Browser and system as people call them, for the list of sessions: "Firefox on Linux". Empty for what says neither. */
export function describeDevice(userAgent: string | null): string {
	// What a client says of itself: read, never kept as it is.
	const text = (userAgent ?? '').slice(0, 400);
	const nameIn = (list: typeof BROWSERS) => list.find(([pattern]) => pattern.test(text))?.[1];
	const [browser, system] = [nameIn(BROWSERS), nameIn(SYSTEMS)];
	return browser && system ? `${browser} on ${system}` : (browser ?? system ?? '');
}
