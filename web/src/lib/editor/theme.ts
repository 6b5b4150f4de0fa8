/** Syntax colours, six hexadecimal digits. `theme.test.ts` holds their contrast on the page's `--surface-0`. */
export const SYNTAX = {
	light: {
		comment: '646975',
		keyword: '7a3ea8',
		string: '1b6b3a',
		number: '964700',
		type: '0a5fa8',
		tag: 'a32a4f',
		attribute: '805000',
		regexp: 'a1260d',
		annotation: '6b5d00',
		delimiter: '4d515c',
		invalid: 'b3261e',
	},
	dark: {
		comment: '8f95a3',
		keyword: 'c39bf0',
		string: '8fd3a3',
		number: 'f0b37e',
		type: '7cc4ff',
		tag: 'ff9eb5',
		attribute: 'e3c07b',
		regexp: 'ff9f8f',
		annotation: 'd9d07a',
		delimiter: 'acafb9',
		invalid: 'ff8f87',
	},
} as const;

/** Which of Monaco's token classes take which colour; the longest matching prefix wins. */
const TOKENS: Readonly<Record<keyof (typeof SYNTAX)['light'], readonly string[]>> = {
	comment: ['comment', 'metatag.content.html'],
	keyword: ['keyword', 'constant', 'metatag', 'strong', 'predefined.sql'],
	string: ['string', 'attribute.value', 'string.link'],
	number: ['number', 'attribute.value.number', 'attribute.value.unit'],
	type: ['type', 'namespace', 'class', 'predefined', 'key'],
	tag: ['tag', 'variable.predefined', 'variable.parameter', 'emphasis'],
	attribute: ['attribute.name', 'attribute', 'string.escape'],
	regexp: ['regexp'],
	annotation: ['annotation', 'meta'],
	delimiter: ['delimiter', 'operator', 'delimiter.html', 'delimiter.xml'],
	invalid: ['invalid'],
};

export type Scheme = keyof typeof SYNTAX;

/** What Monaco's `defineTheme` takes; written out here so that this file needs nothing of Monaco. */
export type ThemeData = {
	readonly base: 'vs' | 'vs-dark';
	readonly inherit: boolean;
	readonly rules: { token: string; foreground: string }[];
	readonly colors: Record<string, string>;
};

/** Builds the editor's theme; `token` gives the value of one of the page's colour tokens, such as `--line`. */
export function themeOf(scheme: Scheme, token: (name: string) => string): ThemeData {
	const syntax = SYNTAX[scheme];
	const rules = Object.entries(TOKENS).flatMap(([colour, names]) =>
		names.map((name) => ({ token: name, foreground: syntax[colour as keyof typeof syntax] })),
	);
	const text = hexOf(token('--text'));
	return {
		base: scheme === 'dark' ? 'vs-dark' : 'vs',
		inherit: false,
		rules: [...(text === undefined ? [] : [{ token: '', foreground: text.slice(1) }]), ...rules],
		colors: coloursOf(token),
	};
}

/** Monaco's colour → our token, with two digits of opacity where it lies over text. */
const COLOURS: Readonly<Record<string, readonly [token: string, opacity?: string]>> = {
	focusBorder: ['--accent'],
	foreground: ['--text'],
	descriptionForeground: ['--text-muted'],
	errorForeground: ['--danger'],
	'icon.foreground': ['--text-muted'],
	'widget.border': ['--line'],
	'widget.shadow': ['--text', '1f'],
	'editor.background': ['--surface-0'],
	'editor.foreground': ['--text'],
	'editorCursor.foreground': ['--text'],
	'editorLineNumber.foreground': ['--text-faint'],
	'editorLineNumber.activeForeground': ['--text'],
	'editor.lineHighlightBackground': ['--surface-1'],
	'editor.lineHighlightBorder': ['--surface-1'],
	'editor.selectionBackground': ['--accent', '47'],
	'editor.inactiveSelectionBackground': ['--accent', '29'],
	'editor.selectionHighlightBackground': ['--accent', '1f'],
	'editor.wordHighlightBackground': ['--accent', '1f'],
	'editor.wordHighlightStrongBackground': ['--accent', '33'],
	'editor.findMatchBackground': ['--warning', '66'],
	'editor.findMatchHighlightBackground': ['--warning', '33'],
	'editorBracketMatch.background': ['--accent', '29'],
	'editorBracketMatch.border': ['--line-strong'],
	'editorIndentGuide.background1': ['--line'],
	'editorIndentGuide.activeBackground1': ['--line-strong'],
	'editorWhitespace.foreground': ['--line-strong'],
	'editorRuler.foreground': ['--line'],
	'editorGutter.background': ['--surface-0'],
	'editorGutter.foldingControlForeground': ['--text-faint'],
	'editorLink.activeForeground': ['--accent'],
	'editorError.foreground': ['--danger'],
	'editorWarning.foreground': ['--warning'],
	'editorInfo.foreground': ['--accent'],
	'diffEditorOverview.insertedForeground': ['--success', '99'],
	'diffEditorOverview.removedForeground': ['--danger', '99'],
	'editorOverviewRuler.warningForeground': ['--warning', '99'],
	'editorUnicodeHighlight.border': ['--warning'],
	'editorUnicodeHighlight.background': ['--warning', '29'],
	'editorLightBulb.foreground': ['--text-muted'],
	'editorLightBulbAutoFix.foreground': ['--accent'],
	'editorActionList.background': ['--surface-1'],
	'editorActionList.foreground': ['--text'],
	'editorActionList.focusBackground': ['--surface-3'],
	'editorActionList.focusForeground': ['--text'],
	'textLink.foreground': ['--accent'],
	'textLink.activeForeground': ['--accent-hover'],
	'editorOverviewRuler.border': ['--line'],
	'editorStickyScroll.background': ['--surface-0'],
	'editorStickyScroll.border': ['--line'],
	'editorStickyScrollHover.background': ['--surface-2'],
	'editorWidget.background': ['--surface-1'],
	'editorWidget.foreground': ['--text'],
	'editorWidget.border': ['--line'],
	'editorHoverWidget.background': ['--surface-1'],
	'editorHoverWidget.foreground': ['--text'],
	'editorHoverWidget.border': ['--line'],
	'editorSuggestWidget.background': ['--surface-1'],
	'editorSuggestWidget.border': ['--line'],
	'editorSuggestWidget.foreground': ['--text'],
	'editorSuggestWidget.selectedBackground': ['--surface-3'],
	'editorSuggestWidget.selectedForeground': ['--text'],
	'editorSuggestWidget.highlightForeground': ['--accent'],
	'editorSuggestWidget.focusHighlightForeground': ['--accent'],
	'input.background': ['--surface-0'],
	'input.foreground': ['--text'],
	'input.border': ['--line-strong'],
	'input.placeholderForeground': ['--text-faint'],
	'inputOption.activeBackground': ['--accent', '33'],
	'inputOption.activeBorder': ['--accent'],
	'inputOption.activeForeground': ['--text'],
	'inputValidation.errorBackground': ['--surface-1'],
	'inputValidation.errorBorder': ['--danger'],
	'inputValidation.infoBackground': ['--surface-1'],
	'inputValidation.infoBorder': ['--line-strong'],
	'inputValidation.infoForeground': ['--text'],
	'list.hoverBackground': ['--surface-2'],
	'list.activeSelectionBackground': ['--surface-3'],
	'list.activeSelectionForeground': ['--text'],
	'list.focusBackground': ['--surface-3'],
	'list.focusForeground': ['--text'],
	'list.highlightForeground': ['--accent'],
	'quickInput.background': ['--surface-1'],
	'quickInput.foreground': ['--text'],
	'quickInputList.focusBackground': ['--surface-3'],
	'quickInputList.focusForeground': ['--text'],
	'menu.background': ['--surface-1'],
	'menu.foreground': ['--text'],
	'menu.selectionBackground': ['--surface-3'],
	'menu.selectionForeground': ['--text'],
	'menu.border': ['--line'],
	'menu.separatorBackground': ['--line'],
	'toolbar.hoverBackground': ['--surface-2'],
	'button.background': ['--accent'],
	'button.foreground': ['--accent-text'],
	'badge.background': ['--surface-3'],
	'badge.foreground': ['--text'],
	'scrollbar.shadow': ['--text', '00'],
	'scrollbarSlider.background': ['--text', '24'],
	'scrollbarSlider.hoverBackground': ['--text', '3d'],
	'scrollbarSlider.activeBackground': ['--text', '57'],
	'minimap.background': ['--surface-0'],
	'minimapSlider.background': ['--text', '14'],
	'minimapSlider.hoverBackground': ['--text', '24'],
	'minimapSlider.activeBackground': ['--text', '33'],
};

function coloursOf(token: (name: string) => string): Record<string, string> {
	const colours: Record<string, string> = {};
	for (const [name, [from, opacity = '']] of Object.entries(COLOURS)) {
		const hex = hexOf(token(from));
		// A token of another form keeps Monaco's own colour: it throws on what it cannot parse.
		if (hex !== undefined) colours[name] = hex + opacity;
	}
	return colours;
}

/** `#rrggbb` of a colour token; undefined when it is written in another way. */
function hexOf(value: string): string | undefined {
	const trimmed = value.trim().toLowerCase();
	const short = /^#([0-9a-f])([0-9a-f])([0-9a-f])$/.exec(trimmed);
	if (short)
		return `#${short
			.slice(1)
			.map((digit) => digit + digit)
			.join('')}`;
	return /^#[0-9a-f]{6}$/.test(trimmed) ? trimmed : undefined;
}
