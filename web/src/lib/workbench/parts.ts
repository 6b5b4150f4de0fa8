/** The parts of the page that F6 goes through, in their order on the screen. */
const PARTS = [
	'header',
	'nav[aria-label="Files"]',
	'section[aria-label="Outline"]',
	'[role="tablist"]',
	'nav[aria-label="Where the caret is"]',
	'#editor-panel',
	'section[aria-label="Problems"]',
	'section[aria-label="Usages"]',
	'section[aria-label="Chat"]',
	'footer',
];
const CAN_FOCUS =
	'textarea, .native-edit-context, input:not([disabled]), button:not([disabled]):not([tabindex="-1"]), a[href], [tabindex="0"]';

/** Puts the keyboard into the next part of the page; the way out of an editor in which Tab types a tab. */
export function focusNextPart(root: HTMLElement): void {
	const parts = PARTS.flatMap((selector) => root.querySelector<HTMLElement>(selector) ?? []);
	const current = parts.findIndex((part) => part.contains(document.activeElement));
	for (let step = 1; step <= parts.length; step++) {
		const part = parts[(current + step) % parts.length];
		const target = part?.querySelector<HTMLElement>('[role="treeitem"][tabindex="0"]') ?? firstIn(part);
		if (!target) continue;
		target.focus();
		if (part?.contains(document.activeElement)) return;
	}
}

function firstIn(part: HTMLElement | undefined): HTMLElement | undefined {
	return part?.querySelector<HTMLElement>(CAN_FOCUS) ?? undefined;
}
