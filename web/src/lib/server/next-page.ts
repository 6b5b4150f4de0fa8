/** Our own pages have short addresses; an invitation with its token is the longest. */
const LONGEST = 300;

/**
 * Where to go after signing in: a path of ours, or the home page. Browsers read `//x`, `/\x` and `https:x` as addresses
 * of others, and take out tabs and line ends first.
 */
export function nextPage(value: unknown): string {
	if (typeof value !== 'string' || value.length > LONGEST) return '/';
	return /^\/(?![/\\])[^\\\s\p{Cc}]*$/u.test(value) ? value : '/';
}
