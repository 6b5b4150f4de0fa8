import type { Page } from '@playwright/test';

/** Pictures for people, where they ask for them. */
export async function shot(page: Page, name: string): Promise<void> {
	const folder = process.env['SHOTS'];
	if (folder === undefined) return;
	for (const colorScheme of ['light', 'dark'] as const) {
		await page.emulateMedia({ colorScheme });
		await page.waitForTimeout(250);
		await page.screenshot({ path: `${folder}/${name}-${colorScheme}.png` });
	}
	await page.setViewportSize({ width: 390, height: 844 });
	await page.waitForTimeout(250);
	await page.screenshot({ path: `${folder}/${name}-390.png` });
	await page.setViewportSize({ width: 1280, height: 720 });
	await page.emulateMedia({ colorScheme: 'light' });
}
