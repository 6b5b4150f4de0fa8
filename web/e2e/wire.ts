import type { Page, WebSocketRoute } from '@playwright/test';
import { saved } from './people.ts';

/** Stands between a page and the server, and has the next edit refused or lost. */
export type Wire = { refuseNext(code: string, close: number): void; loseEdits(): void };

/** Stands between the page and the server from its next connection on. */
export async function tap(page: Page): Promise<Wire> {
	let refusal: { code: string; close: number } | undefined;
	let isLosing = false;
	await page.routeWebSocket(/\/sync\//, (socket) => {
		const server = socket.connectToServer();
		socket.onMessage((message) => {
			const isEdit = typeof message !== 'string' && message[0] === 0 && message[1] === 2;
			if (isEdit && isLosing) return;
			if (isEdit && refusal) refuse(socket, refusal);
			if (isEdit && refusal) void server.close();
			if (isEdit && refusal) refusal = undefined;
			else server.send(message);
		});
		// Edits are lost on one connection alone: on the next, the sync step holds them.
		server.onClose((code, reason) => {
			isLosing = false;
			void socket.close({ code: code ?? 1000, reason: reason ?? '' });
		});
	});
	await page.reload();
	await saved(page);
	return {
		refuseNext: (code, close) => (refusal = { code, close }),
		loseEdits: () => (isLosing = true),
	};
}

/** A nack, then the close, as the server sends them. */
function refuse(socket: WebSocketRoute, { code, close }: { code: string; close: number }): void {
	const message = code === 'project-full' ? 'This room is full.' : 'Refused.';
	socket.send(Buffer.from([102, code.length, ...Buffer.from(code), message.length, ...Buffer.from(message)]));
	void socket.close({ code: close, reason: code });
}
