/** What stands for "whichever model the room uses". */
const ANY_AGENT = 'ai';

/** Code is quoted, not said: `@ai` in it calls nobody. */
const CODE = /```[\s\S]*?(?:```|$)|`[^`\n]*`/g;
const CALL = /(?<![\p{L}\p{N}_@./-])@([\p{L}\p{N}][\p{L}\p{N}._:/-]*)/gu;

type Named = { readonly id: string; readonly name: string };

/**
 * Whom of the AI's models a text calls by `@`: `'any'` for `@ai`, a model for its id or its name (spaces left out),
 * undefined for nobody. The first call counts.
 */
export function findCalledModel<Model extends Named>(
	text: string,
	models: readonly Model[],
): Model | 'any' | undefined {
	for (const [, word = ''] of text.replace(CODE, ' ').matchAll(CALL)) {
		// What ends a sentence is not part of a name.
		const called = key(word.replace(/[.:/-]+$/, ''));
		if (called === ANY_AGENT) return 'any';
		const model = models.find(({ id, name }) => key(id) === called || key(name) === called);
		if (model) return model;
	}
	return undefined;
}

function key(name: string): string {
	return name.toLowerCase().replaceAll(' ', '');
}
