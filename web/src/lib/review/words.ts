import type { Hunk } from '@covibe/shared/hunks';
import { describeAge } from '../ui/describe-age.ts';

/** Who asked, with which model, and when: `Ana · GPT-6 · 3 minutes ago`. */
export function provenance({ model, asker, at }: Pick<Hunk, 'model' | 'asker' | 'at'>, names: Names): string {
	const age = describeAge(new Date(at), new Date());
	return [names.nameOf(asker) ?? 'Somebody who is away', names.modelName(model), age].join(' · ');
}

/** What people and models are called here; a person is undefined when they are not known. */
export type Names = {
	nameOf(user: string): string | undefined;
	modelName(model: string): string;
};

export function counted(amount: number, one: string, many = `${one}s`): string {
	return `${amount} ${amount === 1 ? one : many}`;
}

/** What a hunk did, for lists. */
export function hunkWords(hunk: Hunk): string {
	switch (hunk.kind) {
		case 'create':
			return 'Created this file';
		case 'delete':
			return 'Deleted this file';
		case 'rename':
			return `Renamed from ${hunk.path}`;
		case 'edit':
			return editWords(hunk);
	}
}

function editWords({ deleted, from, to, state }: Hunk): string {
	if (state === 'contested') return 'Changed what somebody was editing';
	if (to === from) return 'Deleted lines';
	return deleted.length === 0 ? 'Added lines' : 'Changed lines';
}

/** What the AI did to a file, for its bar: `changes` as they are counted on the screen. */
export function fileSentence(hunks: readonly Hunk[], changes: number): string {
	if (hunks.some(({ state }) => state === 'streaming')) return 'AI is writing…';
	const [first] = hunks;
	if (hunks.some(({ kind }) => kind === 'delete')) return 'AI deleted this file';
	if (hunks.some(({ kind }) => kind === 'create')) return 'AI created this file';
	const renamed = hunks.find(({ kind }) => kind === 'rename');
	const edited = changes === 0 ? '' : `AI changed ${counted(changes, 'place')}`;
	if (renamed) return edited === '' ? `AI renamed this from ${renamed.path}` : `${edited} and the name`;
	return first && edited === '' ? 'AI changed this file' : edited;
}

/** The id of what answers without any model. */
const BUILT_IN = 'built-in';

/** `labelOf` knows what the models of the room are called. */
export function modelWords(model: string, labelOf: (model: string) => string): string {
	if (model === BUILT_IN) return 'built-in helper';
	return model === '' ? 'AI' : labelOf(model);
}
