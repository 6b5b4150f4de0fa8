import { readdirSync, readFileSync } from 'node:fs';
import type { FileId } from '@covibe/shared';
import { languageOfPath } from '@covibe/shared/diagnostics';
import { loadTools, opening, openTestService, type TestService } from '../../syntax/testing/test-service.ts';
import type { FilePoint, ProjectFile } from '../messages.ts';
import { ProjectHost } from '../project-host.ts';
import { StructureHost } from '../structure-host.ts';
import { TagTools } from '../tag-tools.ts';

const TAGS = new URL('../../../../../shared/tags/', import.meta.url);
const texts = readdirSync(TAGS)
	.filter((name) => name.endsWith('.scm'))
	.map((name) => [name, readFileSync(new URL(name, TAGS), 'utf8')] as const);

/** The worker's structure without a worker, with the grammars and the tags of the disk. */
export type TestStructure = TestService & {
	readonly structure: StructureHost;
	readonly project: ProjectHost;
	/** Puts a file into an editor. */
	readonly open: (path: string, text: string) => FileId;
	/** The project as it is: files that are open, and texts of the rest. */
	readonly sync: (files: Readonly<Record<string, string>>, changed?: readonly string[]) => Promise<void>;
};

export const idOf = (path: string) => `id of ${path}` as FileId;

export function openTestStructure(): TestStructure {
	const test = openTestService();
	const tags = new TagTools(() => Promise.resolve({ texts }));
	const structure = new StructureHost({ service: test.service, tags, load: loadTools });
	const project = new ProjectHost(structure);
	const opened = new Set<FileId>();
	const fileOf = (path: string): ProjectFile[] => {
		const language = languageOfPath(path)?.id;
		return language ? [{ id: idOf(path), path, language, isOpen: opened.has(idOf(path)) }] : [];
	};
	return {
		...test,
		structure,
		project,
		open(path, text) {
			const file = idOf(path);
			opened.add(file);
			test.service.open(opening(text, { file, language: languageOfPath(path)!.id }));
			return file;
		},
		async sync(files, changed = []) {
			const wanted = project.sync(Object.keys(files).flatMap(fileOf), changed.map(idOf));
			for (const [path, text] of Object.entries(files)) {
				if (wanted.includes(idOf(path))) await project.put(idOf(path), text);
			}
		},
	};
}

/** The place of a `|` in a text, and the text without it. */
export function marked(path: string, text: string): { text: string; at: FilePoint } {
	const before = text.slice(0, text.indexOf('|')).split('\n');
	return {
		text: text.replace('|', ''),
		at: { file: idOf(path), row: before.length - 1, column: before.at(-1)!.length },
	};
}
