import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
// By its path: Vite bundles what this file imports so, while Node 20 cannot read TypeScript by itself.
import { LANGUAGES } from '../../shared/src/diagnostics/languages.ts';

const GRAMMARS = 'virtual:covibe/grammars';
const RULES = 'virtual:covibe/rules/';
const TAGS = 'virtual:covibe/tags';
const RESOLVED = '\0';

const sharedFolder = fileURLToPath(new URL('../../shared/', import.meta.url));
const requireFromShared = createRequire(path.join(sharedFolder, 'package.json'));

/**
 * What the syntax worker loads: `virtual:covibe/grammars`, the address of each grammar's WebAssembly, a static file with
 * a hash in its name; `virtual:covibe/rules/<folder>`, the rule files of a folder; and `virtual:covibe/tags`.
 */
export function syntaxAssets(): Plugin {
	return {
		name: 'covibe:syntax-assets',
		resolveId: (id) => (id === GRAMMARS || id === TAGS || id.startsWith(RULES) ? RESOLVED + id : undefined),
		load(id) {
			if (!id.startsWith(RESOLVED)) return undefined;
			const name = id.slice(RESOLVED.length);
			if (name === GRAMMARS) return grammarsModule();
			if (name === TAGS) return textsModule(readTexts(path.join(sharedFolder, 'tags'), this));
			if (name.startsWith(RULES)) return textsModule(readTexts(rulesFolder(name), this));
			return undefined;
		},
		config: () => ({ server: { fs: { allow: [sharedFolder] } } }),
	};
}

function grammarsModule(): string {
	const imports = LANGUAGES.map(
		({ grammar }, index) => `import grammar${index} from ${JSON.stringify(`${locate(grammar)}?url&no-inline`)};`,
	);
	const entries = LANGUAGES.map(({ id }, index) => `${JSON.stringify(id)}: grammar${index}`);
	return `${imports.join('\n')}\nexport const grammarUrls = { ${entries.join(', ')} };\n`;
}

/** Where Node would look for the package, as shared/node/grammars.ts does: not every one exports the file. */
function locate(grammar: { package: string; file: string }): string {
	for (const folder of requireFromShared.resolve.paths(grammar.package) ?? []) {
		const file = path.join(folder, grammar.package, grammar.file);
		if (existsSync(file)) return file;
	}
	throw new Error(`${grammar.package} is not installed`);
}

function rulesFolder(name: string): string {
	return path.join(sharedFolder, 'rules', path.basename(name.slice(RULES.length)));
}

/** The `.scm` files of a folder by their name; saving one reloads what was made of it. */
function readTexts(folder: string, context: { addWatchFile(file: string): void }): [string, string][] {
	if (!existsSync(folder)) return [];
	return readdirSync(folder)
		.filter((name) => name.endsWith('.scm'))
		.sort()
		.map((name) => {
			const file = path.join(folder, name);
			context.addWatchFile(file);
			return [name, readFileSync(file, 'utf8')];
		});
}

const textsModule = (texts: readonly [string, string][]) => `export const texts = ${JSON.stringify(texts)};\n`;
