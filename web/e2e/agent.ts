import { createProjectDocument, FRAME, readTree, textOf } from '@covibe/shared';
import { readHunks } from '@covibe/shared/hunks';
import { expect, type Page } from '@playwright/test';
import { WebSocket } from 'ws';
import { WebsocketProvider } from 'y-websocket';
import { takeSnapshot } from '../../ai/src/edits/snapshot.ts';
import { EditTurn } from '../../ai/src/edits/turn.ts';

/** Something in the room that writes as the AI does, with the real applier, for whoever's page it was opened with. */
export type TestAgent = {
	readonly doc: ReturnType<typeof createProjectDocument>;
	/** An answer of the AI, as it streams; what it wrote is in the room when this resolves. */
	answer(turn: string, pieces: readonly string[]): Promise<void>;
	/** Begins an answer about the files as they are now; `push` and `finish` write. */
	begin(turn: string): EditTurn;
	/** The text of a file, as the room has it. */
	text(path: string): string;
	states(): string[];
	close(): void;
};

/** One edit in the AI's own words. */
export const edit = (path: string, search: string, replacement: string): string =>
	`${path}\n<<<<<<< SEARCH\n${ended(search)}=======\n${ended(replacement)}>>>>>>> REPLACE\n`;
const ended = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`);

/** Connects with a ticket of the page's own person. */
export async function joinAsAgent(page: Page): Promise<TestAgent> {
	const { ticket, room, origin } = await page.evaluate(async () => {
		const response = await fetch(`${location.pathname}/ticket`, { method: 'POST' });
		const body = (await response.json()) as { ticket: string };
		return { ticket: body.ticket, room: location.pathname.split('/').at(-1) ?? '', origin: location.origin };
	});
	const asker = askerOf(ticket);
	const doc = createProjectDocument();
	class TicketSocket extends WebSocket {
		constructor(url: string) {
			super(url, ['covibe', `ticket.${ticket}`], { origin });
		}
	}
	const provider = new WebsocketProvider(`${origin.replace(/^http/, 'ws')}/sync`, room, doc, {
		WebSocketPolyfill: TicketSocket as unknown as typeof globalThis.WebSocket,
		disableBc: true,
	});
	// The stock client complains about what it does not know.
	for (const type of [FRAME.ack, FRAME.nack, FRAME.welcome]) provider.messageHandlers[type] = () => undefined;
	provider.awareness.setLocalState(null);
	await expect.poll(() => provider.synced).toBe(true);
	const begin = (turn: string) =>
		new EditTurn({
			doc,
			origin: 'agent',
			turn: { id: turn, asker, model: 'test-model-1' },
			shown: new Map(
				readTree(doc).entries.flatMap(({ id }) => {
					const text = textOf(doc, id);
					return text ? [[id, takeSnapshot(text)] as const] : [];
				}),
			),
			clock: { nowMs: () => Date.now(), schedule },
			random: Math.random,
			canEdit: () => true,
		});
	return {
		doc,
		begin,
		async answer(turn, pieces) {
			const writing = begin(turn);
			for (const piece of pieces) writing.push(piece);
			writing.finish();
			await expect.poll(() => (provider.ws as unknown as WebSocket | null)?.bufferedAmount).toBe(0);
		},
		text(path) {
			const entry = readTree(doc).entries.find((each) => each.path === path);
			return (entry && textOf(doc, entry.id)?.toString()) ?? '';
		},
		states: () => readHunks(doc).map(({ state }) => state),
		close: () => provider.destroy(),
	};
}

function schedule(callback: () => void, ms: number): () => void {
	const timer = setTimeout(callback, ms);
	return () => clearTimeout(timer);
}

/** The user that a ticket was made out to. */
function askerOf(ticket: string): string {
	const payload = JSON.parse(Buffer.from(ticket.split('.')[1] ?? '', 'base64url').toString()) as { sub: string };
	return payload.sub;
}
