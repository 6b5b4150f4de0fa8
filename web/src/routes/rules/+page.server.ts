import { ruleBook } from '$lib/server/rules/book.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => ({
	query: url.searchParams.get('q') ?? '',
	rules: [...ruleBook().values()].map(({ summary: { id, title, severity, category, cwe, group } }) => ({
		id,
		title,
		severity,
		category,
		group,
		...(cwe !== undefined && { cwe }),
	})),
});
