import { json } from '@sveltejs/kit';
import { ruleBook } from '$lib/server/rules/book.ts';
import type { RequestHandler } from './$types';

/** Rules are the same for everybody, and change with a new version of the house. */
const CACHE_S = 3_600;

export const GET: RequestHandler = () =>
	json(
		[...ruleBook().values()].map(({ summary }) => summary),
		{ headers: { 'cache-control': `public, max-age=${CACHE_S}` } },
	);
