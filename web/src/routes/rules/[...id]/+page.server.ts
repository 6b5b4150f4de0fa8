import { languageOf, languageOfPath } from '@covibe/shared/diagnostics';
import { error } from '@sveltejs/kit';
import { groupName } from '$lib/rules/groups.ts';
import { ignoreComment } from '$lib/rules/ignore-comment.ts';
import { ruleBook } from '$lib/server/rules/book.ts';
import type { PageServerLoad } from './$types';

/** A fence names a language or, as most people write it, an extension. */
const specOf = (word: string) => languageOf(word) ?? languageOfPath(`x.${word}`);

export const load: PageServerLoad = ({ params }) => {
	const entry = ruleBook().get(params.id);
	if (!entry) error(404, 'There is no rule of this name. The list of rules has them all.');
	const { summary, page } = entry;
	const first = page.blocks.find((block) => block.kind === 'example');
	const blocks = page.blocks.map((block) =>
		block.kind === 'example' ? { ...block, language: specOf(block.language)?.name ?? block.language } : block,
	);
	const spec = first && specOf(first.language);
	return {
		rule: summary,
		blocks,
		groupName: groupName(summary.group),
		ignoreComment: spec && ignoreComment(spec.comments, summary.id),
	};
};
