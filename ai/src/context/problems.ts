import { type Inspector, lineOf } from '../builtin/inspect.ts';
import { maskSecrets } from './secrets.ts';
import type { ShownFile } from './shown-files.ts';

/** More of one file says only that it is broken. */
const MOST_A_FILE = 30;
/** A broken text is parsed some hundred times to say what is wrong; longer ones would keep the turn waiting. */
const LARGEST_TEXT = 150_000;

/** What the parser and the rules find in files that are shown, a line each. */
export async function tellProblems(
	inspector: Inspector,
	shown: readonly ShownFile[],
	{ units, signal }: { units: number; signal: AbortSignal },
): Promise<string> {
	const lines: string[] = [];
	let left = units;
	for (const { file, snapshot } of shown) {
		if (snapshot.real.length > LARGEST_TEXT) continue;
		for (const line of await problemLines(inspector, { path: file.path, text: snapshot.real }, signal)) {
			left -= line.length + 1;
			if (left < 0) return lines.join('\n');
			lines.push(line);
		}
	}
	return lines.join('\n');
}

export async function problemLines(
	inspector: Inspector,
	{ path, text }: { path: string; text: string },
	signal: AbortSignal,
): Promise<string[]> {
	const { problems } = await inspector.report(path, text, signal);
	return problems
		.slice(0, MOST_A_FILE)
		.map((problem) =>
			maskSecrets(`${path}:${lineOf(problem)}: ${problem.severity}: ${problem.message} [${problem.rule}]`),
		);
}
