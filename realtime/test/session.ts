import { createFile, createProjectDocument, textOf } from '@covibe/shared';
import type { Random } from '@covibe/shared/testing';
import * as Y from 'yjs';

/** Several people at one project: typing, deleting, undo, files, and phases offline. Calls back with every update. */
export function runSession(random: Random, onUpdate: (update: Uint8Array, kind: 'edit' | 'sync') => void): Y.Doc[] {
	const docs = Array.from({ length: 3 }, () => createProjectDocument());
	docs.forEach((doc, index) => (doc.clientID = 1 + index + random.integer(2 ** 29) * 4));
	const undo = docs.map((doc) => new Y.UndoManager([doc.getText('text'), doc.getMap('files')], { captureTimeout: 0 }));
	const online = docs.map(() => true);
	const syncAll = () => {
		for (const [from, source] of docs.entries())
			for (const [to, target] of docs.entries()) {
				if (from === to || !online[from] || !online[to]) continue;
				const update = Y.encodeStateAsUpdate(source, Y.encodeStateVector(target));
				onUpdate(update, 'sync');
				Y.applyUpdate(target, update, 'sync');
			}
	};
	for (const [index, doc] of docs.entries())
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin === 'remote' || origin === 'sync') return;
			onUpdate(update, 'edit');
			for (const [other, target] of docs.entries())
				if (other !== index && online[index] && online[other]) Y.applyUpdate(target, update, 'remote');
		});
	for (let step = 0; step < 80; step++) {
		const index = random.integer(docs.length);
		act(random, docs[index]!, undo[index]!, step);
		if (random.integer(12) === 0) {
			online[index] = !online[index];
			syncAll();
		}
	}
	online.fill(true);
	syncAll();
	syncAll();
	return docs;
}

function act(random: Random, doc: Y.Doc, undo: Y.UndoManager, step: number): void {
	const text = doc.getText('text');
	const files = [...doc.getMap('files').keys()];
	const treeEdit = { origin: null, nowMs: 1_800_000_000_000 + step, random: () => random.next() };
	switch (random.integer(8)) {
		case 0:
			if (text.length > 0) text.delete(random.integer(text.length), 1);
			break;
		case 1:
			undo.undo();
			break;
		case 2:
			undo.redo();
			break;
		case 3:
			createFile(doc, { path: `f${step}-${random.integer(1e9)}.ts`, text: 'let a = 1;\n' }, treeEdit);
			break;
		case 4:
			if (files.length > 0) textOf(doc, random.pick(files) as never)?.insert(0, '// 😀\n');
			break;
		default:
			text.insert(random.integer(text.length + 1), random.pick(['a', 'é', '😀', 'word ', '\n']));
	}
}
