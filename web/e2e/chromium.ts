/**
 * Debian's Chromium without a window: with one, every profile draws a browser's own buttons too, for half of the
 * processor time of a test. Playwright's own download is not needed.
 */
export const CHROMIUM = process.env['CHROMIUM'] ?? '/usr/bin/chromium-headless-shell';
