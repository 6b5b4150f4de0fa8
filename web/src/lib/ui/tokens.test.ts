import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { PERSON_COLOURS } from '@covibe/shared';

/** WCAG 2.2: text 4.5, what must be seen without being read 3. */
const TEXT = 4.5;
const SHAPE = 3;

const light = readTokens(':root');
const themes = [
	{ theme: 'light', tokens: light },
	{ theme: 'dark', tokens: new Map([...light, ...readTokens('.dark')]) },
];
const surfaces = ['surface-0', 'surface-1', 'surface-2', 'surface-3'];

describe.each(themes)('in the $theme theme', ({ tokens }) => {
	test.each(['text', 'text-muted', 'text-faint', 'accent', 'danger', 'warning', 'success'])(
		'--%s can be read on every surface on which text stands',
		(name) => {
			// Faint and coloured words never stand on a pressed surface.
			const under = name.startsWith('text') && name !== 'text-faint' ? surfaces : surfaces.slice(0, 3);
			for (const surface of under) expect(contrast(tokens, name, surface)).toBeGreaterThanOrEqual(TEXT);
		},
	);

	test.each(['accent', 'accent-hover', 'danger'])('the words on --%s can be read', (name) => {
		const text = name.startsWith('accent') ? 'accent-text' : 'danger-text';
		expect(contrast(tokens, text, name)).toBeGreaterThanOrEqual(TEXT);
	});

	test('the border of a field can be seen', () => {
		expect(contrast(tokens, 'line-strong', 'surface-0')).toBeGreaterThanOrEqual(SHAPE);
		expect(contrast(tokens, 'line-strong', 'surface-1')).toBeGreaterThanOrEqual(SHAPE);
	});

	test.each(Array.from({ length: PERSON_COLOURS }, (_, index) => index))(
		'person %i has a caret that is seen and a label that is read',
		(index) => {
			expect(contrast(tokens, `person-${index}`, 'surface-0')).toBeGreaterThanOrEqual(SHAPE);
			expect(contrast(tokens, `person-${index}-text`, `person-${index}`)).toBeGreaterThanOrEqual(TEXT);
		},
	);
});

function readTokens(selector: string): Map<string, string> {
	const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');
	const blocks = css.matchAll(new RegExp(`^${selector.replace('.', '\\.')} \\{([^}]*)\\}`, 'gm'));
	const pairs = [...blocks].flatMap((block) => [...(block[1] ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{6});/g)]);
	return new Map(pairs.map((pair) => [pair[1] ?? '', pair[2] ?? '']));
}

function contrast(tokens: ReadonlyMap<string, string>, one: string, other: string): number {
	const [darker = 0, lighter = 0] = [luminance(tokens, one), luminance(tokens, other)].sort((a, b) => a - b);
	return (lighter + 0.05) / (darker + 0.05);
}

function luminance(tokens: ReadonlyMap<string, string>, name: string): number {
	const colour = tokens.get(name);
	if (colour === undefined) throw new Error(`there is no token --${name}`);
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
		const channel = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
		return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
