import { type Browser, chromium, type Page } from '@playwright/test';
import { realtimePid, startHouse } from '../web/e2e/house.ts';
import { editorText, enterByLink, focusEnd, makeRoom, saved, shareLink } from '../web/e2e/people.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';
import { CHROMIUM } from '../web/e2e/chromium.ts';

const USAGE = `npm run bench -- recovery [--kills 5]
Realtime is killed with -9 while two people type: how long until both pages say "Saved" again, with every letter.`;

const options = readArguments(USAGE, { kills: 5 });
/** The supervisor takes what ends again sooner than this for something that cannot run, and waits longer. */
const BETWEEN_MS = 12_000;
const KEY_PAUSE_MS = 40;

const house = await startHouse();
const browser = await chromium.launch({
	executablePath: CHROMIUM,
	args: ['--no-sandbox'],
});
try {
	await report(await openPages(browser));
} finally {
	await browser.close();
	await house.stop();
}

async function openPages(someBrowser: Browser): Promise<Page[]> {
	const ana = await (await someBrowser.newContext()).newPage();
	await makeRoom(ana, { url: house.url, name: 'Ana' });
	const bo = await (await someBrowser.newContext()).newPage();
	await enterByLink(bo, await shareLink(ana, 'editor'), 'Bo');
	for (const page of [ana, bo]) await focusEnd(page);
	return [ana, bo];
}

async function report(pages: Page[]): Promise<void> {
	const typists = pages.map((page, index) => startTyping(page, index === 0 ? 'a' : 'b'));
	const recoveries: number[] = [];
	for (let kill = 0; kill < options.kills; kill++) {
		await pause(BETWEEN_MS);
		recoveries.push(await killAndWait(pages));
	}
	const typed = await Promise.all(typists.map((typist) => typist.stop()));
	await Promise.all(pages.map((page) => saved(page)));
	const texts = await Promise.all(pages.map(editorText));
	const missing = typed.map(({ letter, count }) => count - ((texts[0] ?? '').split(letter).length - 1));
	const figures = {
		runs: recoveries.length,
		recovery_p50_ms: round(quantile(recoveries, 0.5), 0),
		recovery_max_ms: round(Math.max(...recoveries), 0),
		typed: typed.reduce((sum, { count }) => sum + count, 0),
		lost: missing.reduce((sum, count) => sum + count, 0),
		diverged: texts[0] === texts[1] ? 0 : 1,
	};
	console.log(`kill -9 of realtime to "Saved" on both pages, typing all the while, ${machine()}`);
	console.table(figures);
	console.log(JSON.stringify({ bench: 'recovery', ...figures }));
	if (figures.lost !== 0 || figures.diverged !== 0) process.exitCode = 1;
}

/** Kills, and measures until each page has noticed and then said that everything is saved. */
async function killAndWait(pages: Page[]): Promise<number> {
	process.kill(realtimePid(house.pid), 'SIGKILL');
	const killedAt = performance.now();
	const state = '[data-testid=save-state]';
	await Promise.all(
		pages.map(async (page) => {
			await page.waitForFunction((at) => !document.querySelector(at)?.textContent.includes('Sav'), state);
			await page.waitForFunction((at) => document.querySelector(at)?.textContent.trim() === 'Saved', state);
		}),
	);
	return performance.now() - killedAt;
}

type Typist = { stop(): Promise<{ letter: string; count: number }> };

/** Somebody who types one letter without end. */
function startTyping(page: Page, letter: string): Typist {
	let isTyping = true;
	let count = 0;
	const type = async () => {
		for (; isTyping; count++) {
			await page.keyboard.press(letter);
			await pause(KEY_PAUSE_MS);
		}
	};
	const run = type();
	return {
		async stop() {
			isTyping = false;
			await run;
			return { letter, count };
		},
	};
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms));
}
