import { nameOf } from '../files/tree.ts';

/** Hands a text to the person as a file, from this page alone: it works without a server. */
export function downloadText(path: string, text: string): void {
	const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = address;
	link.download = nameOf(path);
	link.click();
	URL.revokeObjectURL(address);
}
