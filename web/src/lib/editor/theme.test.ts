import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type Scheme, SYNTAX, themeOf } from './theme.ts';

const css = readFileSync(new URL('../../app.css', import.meta.url), 'utf8');

/** The tokens of one theme, as the page has them. */
function tokens(scheme: Scheme): (name: string) => string {
	const block = new RegExp(`^${scheme === 'dark' ? '\\.dark' : ':root'} \\{([^}]*)\\}`, 'm').exec(css)?.[1] ?? '';
	return (name) => new RegExp(`${name}: ([^;]+);`).exec(block)?.[1] ?? '';
}

function luminance(hex: string): number {
	const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
		const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
		return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
	});
	return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
	const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
	return (light + 0.05) / (dark + 0.05);
}

describe.each(['light', 'dark'] as const)('the %s theme', (scheme) => {
	it.each(Object.entries(SYNTAX[scheme]))(
		'gives %s AA contrast on the code and on the line of the caret',
		(_, colour) => {
			for (const surface of ['--surface-0', '--surface-1'])
				expect(contrast(`#${colour}`, tokens(scheme)(surface))).toBeGreaterThanOrEqual(4.5);
		},
	);

	it('finds every token that it asks for', () => {
		const asked: string[] = [];
		const theme = themeOf(scheme, (name) => {
			asked.push(name);
			return tokens(scheme)(name);
		});
		expect(asked.filter((name) => tokens(scheme)(name) === '')).toEqual([]);
		for (const colour of Object.values(theme.colors)) expect(colour).toMatch(/^#[0-9a-f]{6}([0-9a-f]{2})?$/);
	});

	it('leaves out what is no plain colour, for Monaco throws on it', () => {
		expect(themeOf(scheme, () => 'oklch(0.5 0 0)').colors).toEqual({});
	});
});
