import { type Browser, chromium, type Page } from '@playwright/test';
import { startHouse } from '../web/e2e/house.ts';
import { enterByLink, makeRoom, shareLink } from '../web/e2e/people.ts';
import { readArguments } from './lib/arguments.ts';
import { machine, quantile, round } from './lib/figures.ts';
import { CHROMIUM } from '../web/e2e/chromium.ts';

const USAGE = `npm run bench -- typing [--keys 200] [--pause-ms 80]
From keydown in one page to the DOM, and to the next frame, of another: two people in the production build.`;

/** Moments on the clock that all pages of one machine share, in ms since the epoch. */
type Moments = { readonly dom: readonly number[]; readonly frame: readonly number[] };

const options = readArguments(USAGE, { keys: 200, 'pause-ms': 80 });

const house = await startHouse();
const browser = await chromium.launch({
	executablePath: CHROMIUM,
	args: ['--no-sandbox'],
});
try {
	report(await measure(browser));
} finally {
	await browser.close();
	await house.stop();
}

async function measure(someBrowser: Browser): Promise<{ dom: number[]; frame: number[] }> {
	const [writer, reader] = await openPages(someBrowser);
	// tsx keeps the names of functions by a helper that pages do not have.
	for (const page of [writer, reader]) await page.evaluate('globalThis.__name = (value) => value');
	await recordKeys(writer);
	await recordArrivals(reader);
	await writer.locator('.monaco-editor').first().click();
	for (let key = 0; key < options.keys; key++) {
		// Lines of forty, as in code.
		await writer.keyboard.press(key % 41 === 40 ? 'Enter' : 'a');
		await new Promise((resolve) => setTimeout(resolve, options['pause-ms']));
	}
	await reader.waitForFunction((keys) => window.arrivals.dom.length >= keys, countLetters());
	const pressed = await writer.evaluate(() => window.pressed);
	const arrivals: Moments = await reader.evaluate(() => window.arrivals);
	const delays = (moments: readonly number[]) =>
		moments.map((moment, index) => moment - (pressed[index] ?? Number.NaN));
	return { dom: delays(arrivals.dom), frame: delays(arrivals.frame) };
}

function countLetters(): number {
	return Array.from({ length: options.keys }, (_, key) => key).filter((key) => key % 41 !== 40).length;
}

async function openPages(someBrowser: Browser): Promise<[Page, Page]> {
	const writer = await (await someBrowser.newContext()).newPage();
	await makeRoom(writer, { url: house.url, name: 'Writer' });
	const link = await shareLink(writer, 'editor');
	const reader = await (await someBrowser.newContext()).newPage();
	await enterByLink(reader, link, 'Reader');
	for (const page of [writer, reader]) await page.locator('.monaco-editor .view-line').first().waitFor();
	return [writer, reader];
}

declare global {
	interface Window {
		pressed: number[];
		arrivals: { dom: number[]; frame: number[] };
	}
}

/** Notes when each letter's keydown happened. */
function recordKeys(page: Page): Promise<void> {
	return page.evaluate(() => {
		window.pressed = [];
		const note = (event: KeyboardEvent) => {
			if (event.key === 'a') window.pressed.push(performance.timeOrigin + event.timeStamp);
		};
		addEventListener('keydown', note, { capture: true });
	});
}

/** Notes when the n-th letter stands in the DOM, and when the frame after that begins. */
function recordArrivals(page: Page): Promise<void> {
	return page.evaluate(() => {
		const lines = document.querySelector('.monaco-editor .view-lines');
		if (!lines) throw new Error('no editor');
		const count = () => lines.textContent.replace(/[^a]/g, '').length;
		const before = count();
		window.arrivals = { dom: [], frame: [] };
		const observer = new MutationObserver(() => {
			const now = performance.timeOrigin + performance.now();
			const seen = count() - before;
			const isNew = seen - window.arrivals.dom.length;
			for (let letter = 0; letter < isNew; letter++) {
				window.arrivals.dom.push(now);
				requestAnimationFrame((time) => window.arrivals.frame.push(performance.timeOrigin + time));
			}
		});
		observer.observe(lines, { childList: true, characterData: true, subtree: true });
	});
}

function report({ dom, frame }: { dom: number[]; frame: number[] }): void {
	const figures = {
		keys: dom.length,
		dom_p50_ms: round(quantile(dom, 0.5)),
		dom_p95_ms: round(quantile(dom, 0.95)),
		dom_max_ms: round(Math.max(...dom)),
		frame_p50_ms: round(quantile(frame, 0.5)),
		frame_p95_ms: round(quantile(frame, 0.95)),
	};
	console.log(`keydown in one page to another page, ${machine()}`);
	console.table(figures);
	console.log(JSON.stringify({ bench: 'typing', ...figures }));
}
