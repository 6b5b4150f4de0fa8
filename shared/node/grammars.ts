import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { languageOf, type LanguageId } from '@covibe/shared/diagnostics';
import { Language, Parser } from 'web-tree-sitter';

const require = createRequire(import.meta.url);
const loaded = new Map<LanguageId, Promise<Language>>();
let started: Promise<void> | undefined;

/**
 * The grammar of a language, loaded once per process.
 * @throws Error when the file is missing, or was built for a runtime before 0.26.
 */
export function loadGrammar(id: LanguageId): Promise<Language> {
	const known = loaded.get(id);
	if (known) return known;
	const language = load(id);
	loaded.set(id, language);
	return language;
}

async function load(id: LanguageId): Promise<Language> {
	const grammar = languageOf(id)?.grammar;
	if (!grammar) throw new Error(`${id} has no grammar`);
	started ??= Parser.init();
	await started;
	try {
		return await Language.load(await readFile(locate(grammar)));
	} catch (cause) {
		// web-tree-sitter 0.26 and later say nothing at all when the `dylink.0` section is missing.
		throw new Error(`the grammar of ${id} cannot be loaded, or is too old for this runtime`, { cause });
	}
}

/** Not every package exports its package.json, so the file is looked for where Node would look for the package. */
function locate(grammar: { package: string; file: string }): string {
	const folders = require.resolve.paths(grammar.package) ?? [];
	for (const folder of folders) {
		const file = path.join(folder, grammar.package, grammar.file);
		if (exists(file)) return file;
	}
	throw new Error(`${grammar.package} is not installed`);
}

function exists(file: string): boolean {
	try {
		require.resolve(file);
		return true;
	} catch {
		// Said by the caller, once every folder was tried.
		return false;
	}
}
