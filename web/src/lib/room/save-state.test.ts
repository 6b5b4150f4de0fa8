import { describe, expect, it } from 'vitest';
import { isSettled, NEW_LINK, type SaveFacts, saveStateOf } from './save-state.ts';

const LIVE: SaveFacts = {
	closedMessage: undefined,
	isReopening: false,
	isConnected: true,
	hasEverConnected: true,
	link: { sent: 3, acknowledged: 3, answered: true },
	hasUnsaved: false,
	isKeptOnDevice: true,
	isDeviceRead: true,
	isLate: false,
};

describe('the save state', () => {
	it('says saved only when every sent frame is acknowledged', () => {
		expect(saveStateOf(LIVE)).toEqual({ kind: 'saved' });
		expect(saveStateOf({ ...LIVE, hasUnsaved: true, link: { ...LIVE.link, sent: 4 } })).toEqual({ kind: 'saving' });
	});

	it('does not say saved before the first sync step of the server was answered', () => {
		expect(isSettled(NEW_LINK)).toBe(false);
		expect(saveStateOf({ ...LIVE, link: NEW_LINK })).not.toEqual({ kind: 'saved' });
	});

	it('does not say saved while an edit is in no frame, as on a socket that is closing', () => {
		expect(saveStateOf({ ...LIVE, hasUnsaved: true })).toEqual({ kind: 'saving' });
	});

	it('does not say saved before the edits that this device kept were read', () => {
		expect(saveStateOf({ ...LIVE, isDeviceRead: false })).toEqual({ kind: 'connecting' });
	});

	it('says connecting, not offline, while the very first connection is under way', () => {
		const first = { ...LIVE, isConnected: false, hasEverConnected: false, link: NEW_LINK };
		expect(saveStateOf(first)).toEqual({ kind: 'connecting' });
		expect(saveStateOf({ ...first, isLate: true })).toEqual({ kind: 'offline', unsaved: false, kept: true });
	});

	it('tells whether unsaved edits are kept on this device', () => {
		const lost = { ...LIVE, isConnected: false, hasUnsaved: true, isKeptOnDevice: false };
		expect(saveStateOf(lost)).toEqual({ kind: 'offline', unsaved: true, kept: false });
	});

	it('a refusal wins over everything', () => {
		expect(saveStateOf({ ...LIVE, closedMessage: 'gone' })).toEqual({ kind: 'closed', message: 'gone' });
		const reopening = { ...LIVE, closedMessage: 'refused', isReopening: true };
		expect(saveStateOf(reopening)).toEqual({ kind: 'reopening', message: 'refused' });
	});
});
