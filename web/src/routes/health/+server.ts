import { json } from '@sveltejs/kit';
import { log } from '$lib/server/log.ts';
import { services } from '$lib/server/services.ts';
import type { RequestHandler } from './$types';

/** A database that does not answer a trivial query in this time does not serve people either. */
const PATIENCE_MS = 2_000;

/** 200 when pages can be served, 503 while the database is away. For supervisors and load balancers. */
export const GET: RequestHandler = async () => {
	const isHealthy = await databaseAnswers();
	return json({ ok: isHealthy }, { status: isHealthy ? 200 : 503, headers: { 'cache-control': 'no-store' } });
};

async function databaseAnswers(): Promise<boolean> {
	let timer;
	const tooLate = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`no answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
	});
	try {
		await Promise.race([services().sql`SELECT 1`, tooLate]);
		return true;
	} catch (error) {
		log.warn({ err: error }, 'the database does not answer');
		return false;
	} finally {
		clearTimeout(timer);
	}
}
