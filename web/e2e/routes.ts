import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../src/routes', import.meta.url));
const METHOD = /^export const (GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS|fallback)\b/gm;
const ACTIONS = /^export const actions\b[^=]*= \{\n([\s\S]*?)^\};/m;

/** Every way into the pages' server, as the route tree has it: `PUT /p/[project]/name`, `POST /settings rename`. */
export function listRoutes(): string[] {
	return readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
		.flatMap((file) => entriesOf(file))
		.sort();
}

function entriesOf(file: string): string[] {
	const route = `/${path.dirname(file) === '.' ? '' : path.dirname(file)}`;
	const source = () => readFileSync(path.join(ROUTES, file), 'utf8');
	switch (path.basename(file)) {
		case '+server.ts':
			return required(file, [...source().matchAll(METHOD)]).map((method) => `${method} ${route}`);
		case '+page.svelte':
			return [`GET ${route}`];
		case '+page.server.ts': {
			if (!/^export const actions\b/m.test(source())) return [];
			const body = ACTIONS.exec(source())?.[1] ?? '';
			return required(file, [...body.matchAll(/^\t(?:async )?(\w+)\b/gm)]).map((name) => `POST ${route} ${name}`);
		}
		default:
			return [];
	}
}

/** What is written in another way than all the others would be overlooked: say so. */
function required(file: string, found: readonly RegExpMatchArray[]): string[] {
	if (found.length === 0) throw new Error(`no way in was found in ${file}; write its exports as the other routes do`);
	return found.map((match) => match[1] ?? '');
}
