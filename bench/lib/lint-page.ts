import { expect, type Page } from '@playwright/test';
import { BENCH_LANGUAGES, type BenchLanguage, longSource, middleLine } from './long-source.ts';

declare global {
	interface Window {
		lint: { pressed: number[]; answers: { from: number; to: number }[]; tasks: { from: number; to: number }[] };
	}
}

/** Notes keys, the page's own measure of each answer, and tasks longer than 50 ms; all on the page's clock. */
export async function watchPage(page: Page): Promise<void> {
	// tsx keeps the names of functions by a helper that pages do not have.
	await page.evaluate('globalThis.__name = (value) => value');
	await page.evaluate(() => {
		window.lint = { pressed: [], answers: [], tasks: [] };
		addEventListener('keydown', ({ timeStamp }) => window.lint.pressed.push(timeStamp), { capture: true });
		const spans = (list: PerformanceObserverEntryList) =>
			list.getEntries().map(({ startTime, duration }) => ({ from: startTime, to: startTime + duration }));
		new PerformanceObserver((list) => {
			const named = list.getEntriesByName('covibe-lint');
			window.lint.answers.push(...named.map(({ startTime: from, duration }) => ({ from, to: from + duration })));
		}).observe({ type: 'measure' });
		new PerformanceObserver((list) => window.lint.tasks.push(...spans(list))).observe({ type: 'longtask' });
	});
}

/** Makes a file, pastes the code, and goes to the first line of a function in the middle. */
export async function openLongFile(page: Page, language: BenchLanguage, lines: number): Promise<void> {
	const { file } = BENCH_LANGUAGES[language];
	await page.getByRole('button', { name: 'New file' }).first().click();
	await page.keyboard.type(file);
	await page.keyboard.press('Enter');
	await expect(page.getByRole('tab', { name: file, selected: true })).toBeVisible();
	await page.locator('.monaco-editor .view-lines').first().click();
	await page.evaluate(
		(text) => {
			const data = new DataTransfer();
			data.setData('text/plain', text);
			const target = document.activeElement;
			target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
		},
		longSource(language, lines),
	);
	await expect(page.getByTestId('save-state')).toHaveText(/^\s*Saved\s*$/, { timeout: 60_000 });
	await page.keyboard.press('Control+g');
	await page.keyboard.type(String(middleLine(language, lines)));
	await page.keyboard.press('Enter');
	await expect(page.locator('footer').getByText(`Line ${middleLine(language, lines)},`)).toBeVisible();
	await page.keyboard.press('End');
	await page.keyboard.press('Enter');
	// The look through the whole file that opening it began.
	await page.waitForTimeout(3_000);
}

type Typing = { readonly keys: number; readonly pauseMs: number; readonly isBroken?: boolean };

/** Types lines of code, a key at a time. */
export async function typeLine(
	page: Page,
	language: BenchLanguage,
	{ keys, pauseMs, isBroken }: Typing,
): Promise<void> {
	const line = isBroken ? '("' : BENCH_LANGUAGES[language].typed;
	for (let key = 0; key < keys; key++) {
		const place = key % (line.length + 1);
		if (place === line.length) await page.keyboard.press('Enter');
		else await page.keyboard.type(line.charAt(place));
		// A broken text is mended at every other turn, so that both ways are measured.
		if (isBroken && place === line.length) for (let back = 0; back < 5; back++) await page.keyboard.press('Control+z');
		if (pauseMs > 0) await page.waitForTimeout(pauseMs);
	}
}

/** From each key to the marks of its version, ms, and the long tasks that gave such an answer; begins anew. */
export function collectTasks(page: Page): Promise<{ answers: number[]; longTasks: number }> {
	return page.evaluate(() => {
		const { pressed, answers, tasks } = window.lint;
		window.lint.pressed = [];
		window.lint.answers = [];
		window.lint.tasks = [];
		const delays = answers.flatMap(({ from, to }) => {
			const key = pressed.findLast((moment) => moment <= from);
			return key === undefined ? [] : [to - key];
		});
		const slow = tasks.filter((task) => answers.some(({ to }) => to > task.from && to <= task.to));
		return { answers: delays, longTasks: slow.length };
	});
}

const WORKER = /syntax-worker/;

/** Notes how long each slice of the worker takes. */
export async function watchWorker(page: Page): Promise<void> {
	await syntaxWorker(page).evaluate(() => {
		const slices: number[] = [];
		Object.assign(globalThis, { slices });
		new PerformanceObserver((list) => {
			for (const { name, duration } of list.getEntries()) if (name === 'covibe-slice') slices.push(duration);
		}).observe({ type: 'measure' });
	});
}

export function workerSlices(page: Page): Promise<number[]> {
	return syntaxWorker(page).evaluate(() => (globalThis as unknown as { slices: number[] }).slices);
}

function syntaxWorker(page: Page) {
	const worker = page.workers().find((each) => WORKER.test(each.url()));
	if (!worker) throw new Error('the syntax worker is not running');
	return worker;
}
