import type { Template } from './template.ts';

export const empty: Template = {
	id: 'empty',
	label: 'Empty',
	blurb: 'One blank file',
	mark: 'txt',
	files: [{ path: 'scratch.txt', text: '' }],
};
