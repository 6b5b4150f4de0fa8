import {
	applySettings,
	DEFAULT_LINT_SETTINGS,
	type Finding,
	isIgnored,
	type LintSettings,
} from '../../shared/src/diagnostics/index.ts';
import { openLinter } from '../../shared/node/index.ts';
import { readSources } from './files.ts';

export type FileFinding = Finding & { readonly path: string };

export type ScanResult = {
	readonly findings: readonly FileFinding[];
	readonly files: number;
	readonly lines: number;
	/** Files that the parser could not read in full. */
	readonly broken: readonly string[];
};

/** Runs the rules over every file of a folder that has a language with rules. */
export async function scan(
	root: string,
	options: { settings?: LintSettings; useGit?: boolean } = {},
): Promise<ScanResult> {
	const { settings = DEFAULT_LINT_SETTINGS, useGit = false } = options;
	const linter = openLinter();
	const findings: FileFinding[] = [];
	const broken: string[] = [];
	const counts = { files: 0, lines: 0 };
	try {
		for await (const { path, language, text } of readSources(root, { useGit })) {
			const linted = await linter.lint(language.id, text);
			counts.files += 1;
			counts.lines += text.trimEnd().split('\n').length;
			if (linted.hasError) broken.push(path);
			for (const each of linted.findings) {
				const finding = isIgnored(each, linted.ignores) ? undefined : applySettings(each, settings);
				if (finding) findings.push({ ...finding, path });
			}
		}
	} finally {
		linter.close();
	}
	return { findings, broken, ...counts };
}
