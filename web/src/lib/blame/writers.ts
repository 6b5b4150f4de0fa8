import type { ProjectId } from '@covibe/shared';
import type { Hunk, IdRun } from '@covibe/shared/hunks';
import * as v from 'valibot';
import type { Names } from '../review/words.ts';

const answer = v.object({
	writers: v.array(
		v.object({
			client: v.number(),
			name: v.string(),
			turn: v.optional(v.string()),
			model: v.optional(v.string()),
			prompt: v.optional(v.string()),
		}),
	),
});

/** Who a client id of the document belongs to: a person, or the AI that somebody asked. */
export type Writer = v.InferOutput<typeof answer>['writers'][number];

/** More would not fit into a line of words. */
const MOST_NAMED = 3;
const PROMPT_LENGTH = 60;
const TIMEOUT_MS = 8_000;

/** Asks the server whose the client ids are. @throws Error when it cannot be reached or refuses. */
export async function fetchWriters(projectId: ProjectId, clients: readonly number[]): Promise<readonly Writer[]> {
	const query = clients.map((client) => `client=${client}`).join('&');
	const response = await fetch(`/p/${projectId}/writers?${query}`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
	if (!response.ok) throw new Error('The server does not say who wrote this line.');
	return v.parse(answer, await response.json()).writers;
}

/** Who wrote the units of a line, most first, in one line of words. `own` is this page's client and name. */
export function blameWords(
	runs: readonly IdRun[],
	known: {
		readonly writers: readonly Writer[];
		readonly hunks: readonly Hunk[];
		readonly names: Names;
		readonly own: { readonly client: number; readonly name: string };
	},
): string {
	const units = new Map<string, number>();
	for (const run of runs) {
		const words = wordsOf(run, known);
		units.set(words, (units.get(words) ?? 0) + run[2]);
	}
	const ordered = [...units].sort(([, one], [, other]) => other - one).map(([words]) => words);
	if (ordered.length === 0) return 'Nobody wrote anything here.';
	const more = ordered.length - MOST_NAMED;
	return [...ordered.slice(0, MOST_NAMED), ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}

function wordsOf([client, clock]: IdRun, { writers, hunks, names, own }: Parameters<typeof blameWords>[1]): string {
	if (client === own.client) return own.name;
	const writer = writers.find((each) => each.client === client);
	const hunk = hunks.find((each) => each.client === client && each.from <= clock && clock < each.to);
	const isAgent = hunk !== undefined || writer?.turn !== undefined;
	if (!isAgent) return writer?.name ?? 'from before';
	const asker = (hunk && names.nameOf(hunk.asker)) ?? writer?.name ?? 'somebody';
	const model = names.modelName(hunk?.model ?? writer?.model ?? '');
	const prompt = writer?.prompt?.replace(/\s+/g, ' ').trim() ?? '';
	const asked = prompt.length > PROMPT_LENGTH ? `${prompt.slice(0, PROMPT_LENGTH)}…` : prompt;
	return `${model} for ${asker}${asked === '' ? '' : ` (“${asked}”)`}`;
}
