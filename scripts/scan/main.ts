import path from 'node:path';
import { parseArgs } from 'node:util';
import { readRules } from '../../shared/node/index.ts';
import { METRIC_RULES, parseLintSettings, SEVERITIES } from '../../shared/src/diagnostics/index.ts';
import { formatJson, formatSarif, formatText } from './formats.ts';
import { scan, type ScanResult } from './scan.ts';

const HELP = `Usage: npm run scan -- FOLDER [options]

Runs Covibe's rules over a folder or a file and prints what they find.

  --format text|json|sarif   text by default
  --severity error|warning|info
                             leaves out what is below; info by default
  --confidence high|medium|low
                             leaves out what is below; low by default
  --git                      only files that git tracks or would add (leaves out what .gitignore names)
  --help

Skipped: node_modules and the like, files over 1 MB, binary and minified ones.
Exit code: 0 without findings of severity error, 1 with one, 2 when the scan could not run.`;

const FORMATS = ['text', 'json', 'sarif'] as const;

/** Runs the command and gives its exit code. */
export async function main(args: readonly string[]): Promise<number> {
	process.stdout.on('error', (failure: NodeJS.ErrnoException) => {
		// Who reads only the beginning, as `head` does, has what it wanted.
		if (failure.code !== 'EPIPE') throw failure;
	});
	try {
		const command = parseCommand(args);
		if (!command) {
			console.log(HELP);
			return 0;
		}
		const { root, format, severity, ...options } = command;
		// npm runs scripts in the project's folder; a relative path is meant from where the command was typed.
		const found = await scan(path.resolve(process.env['INIT_CWD'] ?? '.', root), options);
		const loudest = SEVERITIES.indexOf(severity);
		const findings = found.findings.filter((each) => SEVERITIES.indexOf(each.severity) <= loudest);
		console.log(print({ ...found, findings }, format));
		return found.findings.some((finding) => finding.severity === 'error') ? 1 : 0;
	} catch (failure) {
		console.error(failure instanceof Error ? failure.message : failure);
		return 2;
	}
}

function parseCommand(args: readonly string[]) {
	const { values, positionals } = parseArgs({
		args: [...args],
		allowPositionals: true,
		options: {
			format: { type: 'string', default: 'text' },
			severity: { type: 'string', default: 'info' },
			confidence: { type: 'string', default: 'low' },
			git: { type: 'boolean', default: false },
			help: { type: 'boolean', default: false },
		},
	});
	if (values.help) return undefined;
	const [root, ...others] = positionals;
	if (root === undefined || others.length > 0) throw new Error(`Name one folder.\n\n${HELP}`);
	const settings = parseLintSettings({ confidence: values.confidence });
	if (!settings) throw new Error('--confidence is high, medium or low');
	const format = oneOf('--format', values.format, FORMATS);
	return { root, format, severity: oneOf('--severity', values.severity, SEVERITIES), settings, useGit: values.git };
}

function oneOf<T extends string>(option: string, value: string, allowed: readonly T[]): T {
	const found = allowed.find((each) => each === value);
	if (!found) throw new Error(`${option} is ${allowed.join(', ')}`);
	return found;
}

function print(result: ScanResult, format: (typeof FORMATS)[number]): string {
	if (format === 'text') return formatText(result);
	if (format === 'json') return formatJson(result);
	return formatSarif(result, [...readRules(), ...Object.values(METRIC_RULES)]);
}
