import { expect, test } from 'vitest';
import type { Person } from '../room/people.ts';
import { membersOf } from './roster.ts';
import { memberLine } from './words.ts';

const tree = { entries: [], deleted: [] };

function agent(status: Person['status']): Person {
	const user = { id: 't', name: 'Helper', colour: 3, kind: 'agent' as const, askedBy: 'Ana' };
	return { clientId: 1, user, file: undefined, selection: undefined, isSelf: false, status };
}

test('an agent is told with whose rights it has and what it is doing', () => {
	const lines = [agent('typing'), agent(undefined)].map((each) =>
		memberLine(membersOf([each])[0]!, { tree, role: 'editor' }),
	);
	expect(lines).toEqual(['Helper for Ana, writing', 'Helper for Ana']);
});
