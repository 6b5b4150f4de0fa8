import { expect, type Page } from '@playwright/test';
import { BENCH_LANGUAGES, type BenchLanguage, longSource, middleLine } from './long-source.ts';

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

type Typing = {
	readonly keys: number;
	readonly pauseMs: number;
	readonly isBroken?: boolean;
	readonly isErased?: boolean;
};

/** Types lines of code, a key at a time. */
export async function typeLine(
	page: Page,
	language: BenchLanguage,
	{ keys, pauseMs, isBroken, isErased }: Typing,
): Promise<void> {
	const line = isBroken ? '("' : BENCH_LANGUAGES[language].typed;
	for (let key = 0; key < keys; key++) {
		const place = key % (line.length + 1);
		if (place === line.length && isErased) {
			await page.keyboard.press('Shift+Home');
			await page.keyboard.press('Delete');
		} else if (place === line.length) await page.keyboard.press('Enter');
		else await page.keyboard.type(line.charAt(place));
		// A broken text is mended at every other turn, so that both ways are measured.
		if (isBroken && place === line.length) for (let back = 0; back < 5; back++) await page.keyboard.press('Control+z');
		if (pauseMs > 0) await page.waitForTimeout(pauseMs);
	}
}
