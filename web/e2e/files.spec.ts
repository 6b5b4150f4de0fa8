import { expect, test } from './fixtures.ts';
import { focusEnd, openFile, sameText, treeItem } from './people.ts';

test('files and folders are made, moved, renamed and deleted, for everyone', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await ana.getByRole('button', { name: 'New file' }).click();
	await ana.keyboard.type('src/main.ts');
	await ana.keyboard.press('Enter');
	await expect(ana.getByRole('tab', { name: 'main.ts', selected: true })).toBeVisible();
	await openFile(bo, 'main.ts');
	await focusEnd(bo);
	await bo.keyboard.type('const answer = 42;');
	await sameText([ana, bo], (text) => text === 'const answer = 42;');
	await treeItem(ana, 'src').press('F2');
	await ana.keyboard.press('Control+a');
	await ana.keyboard.type('lib');
	await ana.keyboard.press('Enter');
	await expect(treeItem(bo, 'lib')).toBeVisible();
	await expect(bo.getByRole('tab', { name: 'main.ts', selected: true })).toBeVisible();
	await treeItem(ana, 'main.ts').press('Delete');
	await expect(treeItem(bo, 'main.ts')).toHaveCount(0);
	await expect(bo.getByText('This file was deleted. Its text is still here.')).toBeVisible();
	await bo.getByRole('button', { name: 'Restore' }).first().click();
	await expect(treeItem(ana, 'main.ts')).toBeVisible();
	await openFile(ana, 'main.ts');
	await sameText([ana, bo], (text) => text === 'const answer = 42;');
});

test('a file is dragged into a folder', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	await ana.getByRole('button', { name: 'New folder' }).click();
	await ana.keyboard.type('tests');
	await ana.keyboard.press('Enter');
	await expect(treeItem(ana, 'tests')).toBeVisible();
	await treeItem(ana, 'test_words.py').dragTo(treeItem(ana, 'tests'));
	await expect(treeItem(ana, 'test_words.py')).toHaveAttribute('aria-level', '2');
});

test('a name that cannot be is refused with a sentence while it is typed', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const problem = ana.getByRole('navigation', { name: 'Files' }).getByRole('alert');
	for (const [name, says] of [
		['../out.txt', '..'],
		['/etc/passwd', 'slash'],
		['CON', 'Windows'],
		['a'.repeat(300), 'too long'],
		['words.py', 'already'],
	] as const) {
		await ana.getByRole('button', { name: 'New file' }).click();
		await ana.keyboard.insertText(name);
		await expect(problem).toContainText(says);
		await ana.keyboard.press('Enter');
		await expect(problem).toContainText(says);
		await ana.keyboard.press('Escape');
		await expect(problem).toHaveCount(0);
	}
});

test('a paste that is too large is refused with a sentence, and nothing else is lost', async ({ party }) => {
	const ana = await party.room('Ana');
	await focusEnd(ana);
	await ana.keyboard.type('small');
	await ana.evaluate(() => {
		const data = new DataTransfer();
		data.setData('text/plain', 'x'.repeat(1_000_001));
		document.activeElement?.dispatchEvent(
			new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
		);
	});
	await expect(ana.getByText('This file is too large for a room.')).toBeVisible();
	await sameText([ana], (text) => text === 'small');
});
