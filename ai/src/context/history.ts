import type { ChatMessage } from '@covibe/shared';
import { maskSecrets } from './secrets.ts';
import { messageText } from './talk.ts';

/** Of one message: a long answer is remembered by its beginning. */
const MESSAGE_UNITS = 8_000;

/** The newest messages that fit, oldest first, and how many were left out. */
export function tellHistory(
	history: readonly ChatMessage[],
	units: number,
): { text: string; told: number; leftOut: number } {
	const told: string[] = [];
	let left = units;
	for (const message of history.toReversed()) {
		const whole = maskSecrets(messageText(message));
		const text = whole.length > MESSAGE_UNITS ? `${whole.slice(0, MESSAGE_UNITS)}\n[the rest is left out]` : whole;
		left -= text.length + 2;
		if (left < 0) break;
		told.unshift(text);
	}
	const leftOut = history.length - told.length;
	const gap = leftOut > 0 ? '[earlier messages are left out]\n\n' : '';
	return { text: told.length === 0 ? '' : gap + told.join('\n\n'), told: told.length, leftOut };
}
