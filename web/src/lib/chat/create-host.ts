import type { FileId } from '@covibe/shared';
import type { EditorSession } from '../editor/session.svelte.ts';
import type { RoomReview } from '../review/room-review.svelte.ts';
import type { Workbench } from '../workbench/workbench.svelte.ts';
import type { ChatHost } from './host.ts';

type Parts = {
	readonly session: EditorSession;
	readonly workbench: Workbench;
	readonly review: RoomReview;
	readonly announce: (text: string) => void;
};

/** Joins the chat with the editor and the workbench. */
export function createChatHost({ session, workbench, review, announce }: Parts): ChatHost {
	const { room } = workbench;
	const front = (): { file: FileId; path: string } | undefined => {
		const tab = workbench.activeTab;
		return tab && !tab.isDeleted ? { file: tab.id, path: tab.path } : undefined;
	};
	return {
		open({ file, line }) {
			workbench.open(file);
			if (line !== undefined) session.target = { file, row: line - 1, column: 0, enter: false };
		},
		insert: (text) => room.canEdit && session.insert(text),
		selection() {
			const place = front();
			const { selectedLength, fromLine, toLine } = session.cursor;
			return place && selectedLength > 0 ? { kind: 'selection', ...place, fromLine, toLine } : undefined;
		},
		file() {
			const place = front();
			return place && { kind: 'file', ...place };
		},
		problems() {
			const place = front();
			if (!place) return [];
			return session.diagnostics.problems.get(place.file).map((problem) => ({
				kind: 'problem' as const,
				...place,
				line: problem.startPosition.row + 1,
				rule: problem.ruleId,
				message: problem.message,
			}));
		},
		fileOf: (path) => room.tree.entries.find((entry) => entry.kind === 'file' && entry.path === path)?.id,
		changesOf: (id) => review.turns.find(({ turn }) => turn === id),
		diffOf: (id) => review.diffOf(id),
		review(id, act) {
			const first = review.turns.find(({ turn }) => turn === id)?.files[0];
			if (act === 'keep') review.keep({ turn: id });
			else if (act === 'undo') review.reject({ turn: id });
			else if (first) review.open(first.file, 'first');
		},
		follow: ({ user }) => workbench.follow(user),
		show: () => workbench.showChat(),
		announce,
		openSettings: () => (workbench.overlay = 'ai-settings'),
	};
}
