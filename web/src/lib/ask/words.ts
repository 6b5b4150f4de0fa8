import type { AgentStatus, Turn } from '@covibe/shared';
import { counted } from '../review/words.ts';

const DOING: Readonly<Record<AgentStatus, string>> = {
	reading: 'Reading…',
	thinking: 'Thinking…',
	typing: 'Writing…',
	checking: 'Checking what it wrote…',
	waiting: 'Waiting for the model…',
};

/** How it stands with what was asked, in one line. */
export function askWords(
	turn: Turn | undefined,
	{ status, changes }: { status: AgentStatus | undefined; changes: number },
): string {
	switch (turn?.state) {
		case undefined:
		case 'queued':
			return 'Waiting for its turn…';
		case 'running':
			return DOING[status ?? 'thinking'];
		case 'waiting':
			return 'It proposes a plan. Read and approve it in the chat.';
		case 'failed':
			return turn.failure ?? 'It did not work.';
		case 'cancelled':
			return changes === 0 ? 'Stopped.' : `Stopped after ${counted(changes, 'change')}.`;
		case 'done':
			return changes === 0 ? 'Done. What it says is in the chat.' : `Changed ${counted(changes, 'place')}.`;
	}
}
