/** What the page may say about the person's edits. Never `saved` before the server said that they are on disk. */
export type SaveState =
	| { readonly kind: 'connecting' }
	| { readonly kind: 'saved' }
	| { readonly kind: 'saving' }
	/** `unsaved`: some edits are not acknowledged. `kept`: this device stores them until the connection is back. */
	| { readonly kind: 'offline'; readonly unsaved: boolean; readonly kept: boolean }
	/** Refused; the page opens the room afresh, and keeps what was not saved. */
	| { readonly kind: 'reopening'; readonly message: string }
	/** Refused for good; the message says what happened and what to do. */
	| { readonly kind: 'closed'; readonly message: string };

/** What one connection has been through, from its opening on. */
export type LinkProgress = {
	/** Update frames sent, second sync steps among them. */
	readonly sent: number;
	/** How many of them the server has acknowledged as durable (PROTOCOL.md, PR5). */
	readonly acknowledged: number;
	/** The server's first sync step was answered: from here on it knows everything that this page holds. */
	readonly answered: boolean;
};

export const NEW_LINK: LinkProgress = { sent: 0, acknowledged: 0, answered: false };

export type SaveFacts = {
	readonly closedMessage: string | undefined;
	readonly isReopening: boolean;
	readonly isConnected: boolean;
	readonly hasEverConnected: boolean;
	readonly link: LinkProgress;
	/** Edits were made, or may have been made, that no acknowledgement covers. */
	readonly hasUnsaved: boolean;
	readonly isKeptOnDevice: boolean;
	/** This device's copy is in the document, or there is none: it may hold edits that the server never saw. */
	readonly isDeviceRead: boolean;
	/** Long enough without a first connection that waiting is no longer the honest word. */
	readonly isLate: boolean;
};

export function saveStateOf(facts: SaveFacts): SaveState {
	if (facts.closedMessage !== undefined)
		return { kind: facts.isReopening ? 'reopening' : 'closed', message: facts.closedMessage };
	if (facts.isConnected) {
		// An edit that y-websocket could not send, since the socket was closing, is in no count of frames.
		if (facts.hasUnsaved) return { kind: 'saving' };
		return isSettled(facts.link) && facts.isDeviceRead ? { kind: 'saved' } : { kind: 'connecting' };
	}
	if (!facts.hasEverConnected && !facts.isLate) return { kind: 'connecting' };
	return { kind: 'offline', unsaved: facts.hasUnsaved, kept: facts.isKeptOnDevice };
}

/** True when everything that this page holds is durable on the server. */
export function isSettled(link: LinkProgress): boolean {
	return link.answered && link.acknowledged >= link.sent;
}
