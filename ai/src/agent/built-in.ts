import { setTimeout as wait } from 'node:timers/promises';
import { answerBuiltIn } from '../builtin/answer.ts';
import type { BuiltInRequest } from '../builtin/request.ts';
import { projectFiles } from '../context/project-files.ts';
import { isSecretPath } from '../context/secrets.ts';
import { takeSnapshot } from '../edits/snapshot.ts';
import type { Brief } from './brief.ts';
import type { Edits } from './edits.ts';
import { placeOfAsker } from './place.ts';
import type { Seat } from './seat.ts';

/** Between two pieces of some words: fast, and slow enough to be followed. */
const PACE_MS = 4;
const CALL = /(^|\s)@(ai|built-?in-?helper|built-?in)\b[,:]?/giu;

/** Has the request answered by rules, in this process, through the same stream as a model's answer. */
export async function answerByRules({ brief, seat, edits }: { brief: Brief; seat: Seat; edits: Edits }): Promise<void> {
	const { mode } = brief.claimed.turn;
	seat.caret.status('thinking');
	for await (const piece of answerBuiltIn(requestOf({ brief, seat, edits }), seat.signal)) {
		if (mode === 'edit') edits.push(piece);
		else seat.answer.append(piece);
		await wait(PACE_MS);
	}
	seat.signal.throwIfAborted();
	edits.finish();
}

function requestOf({ brief, seat, edits }: { brief: Brief; seat: Seat; edits: Edits }): BuiltInRequest {
	const { doc } = seat.peer;
	const files = projectFiles(doc).filter(({ path }) => !isSecretPath(path));
	// Nothing leaves this process, so nothing is masked: a line that is formatted must keep the secret in it. What is
	// said in the chat is masked by the helper.
	const shown = new Map(files.map(({ id, text }) => [id, takeSnapshot(text)]));
	for (const [id, snapshot] of shown) edits.show(id, snapshot);
	const { request, askerId } = brief;
	const place = placeOfAsker(doc, { request, askerId, presences: seat.peer.presences() });
	const current = place && files.find(({ id }) => id === place.file);
	return {
		instruction: request.text.replace(CALL, ' ').trim(),
		mode: brief.claimed.turn.mode,
		mentions: request.mentions,
		files: files.map(({ id, path }) => ({ id, path, text: shown.get(id)?.text ?? '' })),
		...(current && {
			current: { path: current.path, ...(place.selection && { selection: place.selection }) },
		}),
	};
}
