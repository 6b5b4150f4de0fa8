import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseRuleFile, type Rule } from '@covibe/shared/diagnostics';

export const RULES_FOLDER = fileURLToPath(new URL('../rules/', import.meta.url));

/**
 * All rules of the house, by path.
 * @throws RuleFileError
 */
export function readRules(): Rule[] {
	return readdirSync(RULES_FOLDER, { recursive: true, encoding: 'utf8' })
		.filter((file) => file.endsWith('.scm'))
		.map((file) => file.split(path.sep).join('/'))
		.sort()
		.map((file) => parseRuleFile(file, readFileSync(path.join(RULES_FOLDER, file), 'utf8')));
}
