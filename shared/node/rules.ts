import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRuleFile, type Rule } from '@covibe/shared/diagnostics';

export const RULES_FOLDER = fileURLToPath(new URL('../rules/', import.meta.url));

/**
 * The rules of the house, of all folders or of those named, by path.
 * @throws RuleFileError
 */
export function readRules(folders: readonly string[] = readdirSync(RULES_FOLDER)): Rule[] {
	return folders
		.toSorted()
		.flatMap((folder) =>
			filesOf(folder).map((file) => parseRuleFile(file, readFileSync(path.join(RULES_FOLDER, file), 'utf8'))),
		);
}

function filesOf(folder: string): string[] {
	const inside = path.join(RULES_FOLDER, folder);
	if (!existsSync(inside) || !statSync(inside).isDirectory()) return [];
	return readdirSync(inside)
		.filter((file) => file.endsWith('.scm'))
		.sort()
		.map((file) => `${folder}/${file}`);
}
