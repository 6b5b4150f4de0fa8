import { expect, test } from './fixtures.ts';
import { countOf, editorText, focusEnd, openFile, sameText, saved, treeItem } from './people.ts';

test('two people type in the same line at once and see one text with every letter', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await focusEnd(page);
	await Promise.all([
		ana.keyboard.type('a'.repeat(60), { delay: 10 }),
		bo.keyboard.type('b'.repeat(60), { delay: 10 }),
	]);
	await sameText([ana, bo], (text) => countOf(text, 'a') === 60 && countOf(text, 'b') === 60);
	await Promise.all([saved(ana), saved(bo)]);
});

test('three people type at once, two in one file and one in another', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	const cleo = await party.guest(ana, 'Cleo');
	await openFile(ana, 'words.py');
	await openFile(bo, 'words.py');
	await openFile(cleo, 'main.py');
	for (const page of [ana, bo, cleo]) await focusEnd(page);
	await Promise.all([
		ana.keyboard.type('# one from ana', { delay: 10 }),
		bo.keyboard.type('# two from bo', { delay: 10 }),
		cleo.keyboard.type('# three from cleo', { delay: 10 }),
	]);
	const letters = (text: string) => text.length;
	const words = await sameText([ana, bo], (text) => countOf(text, '#') >= 2 && letters(text) > 0);
	expect(words).not.toContain('cleo');
	await openFile(ana, 'main.py');
	await sameText([ana, cleo], (text) => text.includes('# three from cleo'));
});

test('undo takes back my own typing and never that of another', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await focusEnd(ana);
	await ana.keyboard.type('mine ');
	await sameText([ana, bo], (text) => text.includes('mine'));
	await focusEnd(bo);
	await bo.keyboard.type('theirs ');
	await sameText([ana, bo], (text) => text.includes('theirs'));
	// A pause in typing begins a new step, and a busy machine makes pauses: more steps than there can be.
	const steps = 'mine '.length + 2;
	for (let step = 0; step < steps; step++) await ana.keyboard.press('Control+z');
	await sameText([ana, bo], (text) => text === 'theirs ');
	for (let step = 0; step < steps; step++) await ana.keyboard.press('Control+Shift+z');
	await sameText([ana, bo], (text) => text === 'mine theirs ');
});

test('a file renamed by one keeps the other typing in it', async ({ party }) => {
	const ana = await party.room('Ana', { template: 'Python' });
	const bo = await party.guest(ana, 'Bo');
	await openFile(bo, 'words.py');
	await focusEnd(bo);
	await bo.keyboard.type('# before ');
	const typing = bo.keyboard.type('0123456789'.repeat(6), { delay: 25 });
	await treeItem(ana, 'words.py').click();
	await treeItem(ana, 'words.py').press('F2');
	await ana.keyboard.press('Control+a');
	await ana.keyboard.type('counting.py');
	await ana.keyboard.press('Enter');
	await expect(treeItem(bo, 'counting.py')).toBeVisible();
	await typing;
	await expect(bo.getByRole('tab', { name: 'counting.py', selected: true })).toBeVisible();
	await openFile(ana, 'counting.py');
	const text = await sameText([ana, bo], (shown) => shown.includes('# before'));
	expect(text).toContain('0123456789'.repeat(6));
});

test('text pasted with Windows line ends becomes the same lines for everyone', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	await focusEnd(ana);
	await ana.evaluate(() => {
		const data = new DataTransfer();
		data.setData('text/plain', 'one\r\ntwo\r\nthree');
		const target = document.activeElement;
		target?.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
	});
	await sameText([ana, bo], (text) => text === 'one\ntwo\nthree');
	await focusEnd(bo);
	await bo.keyboard.type('!');
	await sameText([ana, bo], (text) => text === 'one\ntwo\nthree!');
});

test('an input method composes undisturbed while another types in the same line', async ({ party }) => {
	const ana = await party.room('Ana');
	const bo = await party.guest(ana, 'Bo');
	for (const page of [ana, bo]) await focusEnd(page);
	const ime = await ana.context().newCDPSession(ana);
	const compose = (text: string) =>
		ime.send('Input.imeSetComposition', { text, selectionStart: text.length, selectionEnd: text.length });
	const typing = bo.keyboard.type('x'.repeat(20), { delay: 15 });
	for (const step of ['n', 'ni', 'nih', 'niha', 'nihao']) await compose(step);
	await ime.send('Input.insertText', { text: '你好' });
	await typing;
	const text = await sameText([ana, bo], (shown) => countOf(shown, 'x') === 20 && shown.includes('你好'));
	expect(text.replace(/x/g, '')).toBe('你好');
});

test('a reload shows what was saved, without a flash of nothing', async ({ party }) => {
	const ana = await party.room('Ana');
	await focusEnd(ana);
	await ana.keyboard.type('still here');
	await saved(ana);
	await ana.reload();
	await ana.locator('.monaco-editor .view-line').first().waitFor();
	await expect.poll(() => editorText(ana)).toBe('still here');
});
