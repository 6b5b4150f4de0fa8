import { digestNow } from '@covibe/shared';
import { expect, it } from 'vitest';
import * as Y from 'yjs';
import { DivergenceCheck } from './divergence-check.ts';

function setUp() {
	const doc = new Y.Doc();
	const did: string[] = [];
	const check = new DivergenceCheck(doc, {
		report: (what) => did.push(`report ${what}`),
		resync: () => did.push('resync'),
		heal: () => did.push('heal'),
	});
	return { doc, did, check };
}

it('[PR20] says nothing when all is the same', async () => {
	const { doc, did, check } = setUp();
	doc.getText('text').insert(0, 'hello');
	await check.check(digestNow(doc));
	expect(did).toEqual([]);
});

it('[PR20] syncs anew when structs differ, and takes a fresh document when that did not help', async () => {
	const { doc, did, check } = setUp();
	const theirs = digestNow(doc);
	doc.getText('text').insert(0, 'hello');
	await check.check(theirs);
	expect(did).toEqual(['report structs', 'resync']);
	await check.check(digestNow(doc));
	await check.check(theirs);
	await check.check(theirs);
	expect(did.slice(2)).toEqual(['report structs', 'resync', 'report structs', 'heal']);
});

it('[PR20] takes a fresh document when the same structs give another text', async () => {
	const { doc, did, check } = setUp();
	await check.check({ ...digestNow(doc), text: 'another' });
	expect(did).toEqual(['report text', 'heal']);
});
