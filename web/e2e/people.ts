import { expect, type Locator, type Page } from '@playwright/test';

/** What the browser tests and benchmarks do as people do it: by names, roles and keys. */

export type NewRoom = {
	readonly url: string;
	readonly name: string;
	readonly template?: string;
	readonly room?: string;
};

/** Makes a room from the home page and waits until it can be typed in. */
export async function makeRoom(page: Page, { url, name, template = 'Empty', room }: NewRoom): Promise<void> {
	await page.goto(url);
	const nameField = page.getByLabel('Your name');
	if (await nameField.isVisible()) await nameField.fill(name);
	if (room !== undefined) await page.getByLabel('Room name').fill(room);
	await page.locator('fieldset label', { hasText: template }).first().click();
	await page.getByRole('button', { name: 'New room' }).click();
	await page.waitForURL('**/p/*');
	await editorReady(page);
}

/** Makes a share link in the dialog and gives it back. */
export async function shareLink(page: Page, role: 'editor' | 'viewer'): Promise<string> {
	await page.getByRole('button', { name: 'Share this room' }).click();
	const dialog = page.getByRole('dialog', { name: 'Share this room' });
	await dialog.locator('label', { hasText: role === 'editor' ? 'Can edit' : 'Can look' }).click();
	await dialog.getByRole('button', { name: /Copy link/ }).click();
	const field = dialog.getByLabel('Link to this room');
	await expect(field).toHaveValue(/\/s\//);
	const link = await field.inputValue();
	await page.keyboard.press('Escape');
	await expect(dialog).toBeHidden();
	return link;
}

export async function enterByLink(page: Page, link: string, name: string): Promise<void> {
	await page.goto(link);
	const nameField = page.getByLabel('Your name');
	if (await nameField.isVisible()) await nameField.fill(name);
	await page.getByRole('button', { name: 'Join room' }).click();
	await page.waitForURL('**/p/*');
	await editorReady(page);
}

/** The editor shows the open file, and the page is connected. */
export async function editorReady(page: Page): Promise<void> {
	await page.locator('.monaco-editor .view-line').first().waitFor();
	await saved(page);
}

/** Waits until the page says that everything is saved. */
export async function saved(page: Page): Promise<void> {
	await expect(page.getByTestId('save-state')).toHaveText(/^\s*Saved\s*$/);
}

/** What the page says about saving, now. */
export async function saveWords(page: Page): Promise<string> {
	return ((await page.getByTestId('save-state').textContent()) ?? '').trim();
}

export function treeItem(page: Page, name: string): Locator {
	return page.getByRole('treeitem', { name, exact: true });
}

export async function openFile(page: Page, name: string): Promise<void> {
	await treeItem(page, name).click();
	await expect(page.getByRole('tab', { name, selected: true })).toBeVisible();
}

/** Puts the caret at the end of the open file. */
export async function focusEnd(page: Page): Promise<void> {
	await page.locator('.monaco-editor .view-lines').first().click();
	await page.keyboard.press('Control+End');
}

/** The visible text of the open file, as the person sees it. */
export async function editorText(page: Page): Promise<string> {
	return page
		.locator('.monaco-editor .view-lines')
		.first()
		.evaluate((lines) => {
			const rows = [...lines.querySelectorAll<HTMLElement>('.view-line')];
			rows.sort((a, b) => Number.parseInt(a.style.top) - Number.parseInt(b.style.top));
			return rows.map((row) => row.textContent.replace(/\u00a0/g, ' ')).join('\n');
		});
}

/** Waits until all pages show the same text and it fits. */
export async function sameText(pages: readonly Page[], fits: (text: string) => boolean): Promise<string> {
	let texts: string[] = [];
	await expect
		.poll(async () => {
			texts = await Promise.all(pages.map(editorText));
			const [first = ''] = texts;
			return texts.every((text) => text === first) && fits(first) ? 'one text' : texts.join('\n≠\n');
		})
		.toBe('one text');
	return texts[0] ?? '';
}

/** Opens one of the lists that are searched by letters; a letter that comes before it has the keyboard is lost. */
export async function openPicker(page: Page, keys: string): Promise<void> {
	await page.keyboard.press(keys);
	await expect(page.getByRole('dialog').getByRole('combobox')).toBeFocused();
}

/** How often each of the marks stands in the text. */
export function countOf(text: string, mark: string): number {
	return text.split(mark).length - 1;
}
