import type { Node } from 'web-tree-sitter';
import { partnerOf } from './brackets.ts';
import { type Candidate, codeEndBefore, lineEnd } from './candidates.ts';
import { focusOf } from './errors.ts';
import type { Scan } from './scan.ts';
import type { Draft } from './trial.ts';

type Words = { readonly start: number; readonly end: number; readonly message: string };

/** Message, place and title of the quick fix, all from the edit that mends. */
export function describeEdit(draft: Draft, scan: Scan, edit: Candidate): Words & { readonly title: string } {
	const { start, end } = edit;
	const old = draft.text.slice(start, end).trim();
	const added = edit.text.trim();
	if (old === '') {
		const message = `Missing '${added}'${partner(draft, scan, edit, added)}`;
		return { ...visible(draft.text, edit), message, title: `Insert '${added}'` };
	}
	if (added === '') return { start, end, message: `Unexpected '${old}'`, title: `Remove '${old}'` };
	return { start, end, message: `Did you mean '${added}'?`, title: `Change to '${added}'` };
}

/** Which one a closing bracket or quote belongs to, where that is on another line. */
function partner(draft: Draft, scan: Scan, { start, opener }: Candidate, added: string): string {
	const bracket = partnerOf(scan, added, start);
	const index = opener ?? bracket?.index;
	if (index === undefined || (!bracket && !opener)) return '';
	const { row } = draft.pointAt(index);
	const mark = bracket ? bracket.mark : draft.text.slice(index, index + Math.max(1, added.length));
	return row === draft.pointAt(start).row ? '' : ` for the '${mark}' in line ${row + 1}`;
}

/** Something to underline: the character before what is missing, or the one after at the start of a line. */
function visible(text: string, { start, end }: Candidate): { start: number; end: number } {
	if (text.slice(start, end) === '' && start > 0 && text[start - 1] !== '\n') return { start: start - 1, end: start };
	return { start, end: Math.max(end, Math.min(start + 1, lineEnd(text, start))) };
}

/** What is said where no repair was found. */
export function describeError(text: string, wide: Node): Words {
	const error = focusOf(wide);
	if (error.isMissing)
		return { start: Math.max(0, error.startIndex - 1), end: error.startIndex, message: `Missing ${nameOf(error)}` };
	const start = error.startIndex;
	const end = Math.max(start, Math.min(error.endIndex, codeEndBefore(text, lineEnd(text, start))));
	const first = /^[^\s\w]|^\w+/.exec(text.slice(start, end))?.[0];
	const message =
		end - start <= 3 && first ? `Unexpected '${text.slice(start, end)}'` : 'The parser did not understand this line';
	return { start, end, message };
}

/** Of what the parser guessed: a token as it is typed, anything else as the grammar calls it. */
const nameOf = ({ type, isNamed }: Node) =>
	isNamed || type.startsWith('_') ? type.replace(/_/g, ' ').trim() : `'${type}'`;
