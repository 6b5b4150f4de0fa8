import { type Action, can, createProjectDocument, ROLES } from '@covibe/shared';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Inspector } from '../builtin/inspect.ts';
import { ReadTools, TOOLS } from './tools.ts';

/** What whoever asks has to be allowed for a tool to be used on their behalf. */
const RULES: Readonly<Record<string, Action>> = { open_file: 'read', search: 'read', problems: 'read' };

const inspector = {} as Inspector;

function toolsOf(doc: Y.Doc): ReadTools {
	const nothing = () => undefined;
	return new ReadTools({ doc, inspector, signal: AbortSignal.abort(), show: nothing, opened: nothing, sent: nothing });
}

test('[P5] every tool of the agent has a rule, and nobody may ask the agent for what they may not do themselves', () => {
	expect(TOOLS.map(({ name }) => name).sort()).toEqual(Object.keys(RULES).sort());
	for (const role of ROLES.filter((each) => can(each, 'ask-ai')))
		for (const action of Object.values(RULES)) expect([role, action, can(role, action)]).toEqual([role, action, true]);
});

test('[P5] no tool of the agent writes: edits go by its socket, which has the rights of who asked', async () => {
	const doc = createProjectDocument();
	const file = new Y.Map<unknown>([
		['path', 'a.txt'],
		['text', new Y.Text('text')],
	]);
	doc.getMap('files').set('F'.repeat(22), file);
	const before = Y.encodeStateAsUpdate(doc);
	const calls = TOOLS.map(({ name }) => ({ id: name, name, input: { path: 'missing', text: 'text' } }));
	await toolsOf(doc).answer([...calls, { id: 'x', name: 'open_file', input: { path: 'a.txt' } }]);
	expect(Y.encodeStateAsUpdate(doc)).toEqual(before);
});
