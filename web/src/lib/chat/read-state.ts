import type { ReadMark, Thread, ThreadId } from '@covibe/shared';
import type { Messages } from './merge.ts';

/** How far each person has read each thread: by `user thread`. */
export type Marks = ReadonlyMap<string, number>;

export const NO_MARKS: Marks = new Map();

/** Takes marks in; they only ever move on. The same map when none did. */
export function mergeMarks(known: Marks, marks: readonly ReadMark[]): Marks {
	const moved = marks.filter((mark) => mark.position > (known.get(keyOf(mark)) ?? -1));
	if (moved.length === 0) return known;
	return new Map([...known, ...moved.map((mark) => [keyOf(mark), mark.position] as const)]);
}

/** Undefined for somebody who never looked. */
export function markOf(marks: Marks, who: { user: string; thread: ThreadId }): number | undefined {
	return marks.get(keyOf(who));
}

/** Messages of others beyond what a person has read. */
export function unreadAfter(messages: Messages, position: number, self: string): Messages {
	return messages.filter((message) => message.position > position && !message.isDeleted && !isBy(message, self));
}

/** Threads with something that a person has not read; one that they never opened counts as read until somebody writes. */
export function unreadThreads(threads: readonly Thread[], marks: Marks, self: string): ReadonlySet<ThreadId> {
	const isUnread = (thread: Thread) =>
		thread.lastPosition > (markOf(marks, { user: self, thread: thread.id }) ?? Number.MAX_SAFE_INTEGER);
	return new Set(threads.filter(isUnread).map(({ id }) => id));
}

export function isBy({ author }: Messages[number], self: string): boolean {
	return author.kind === 'person' && author.id === self;
}

function keyOf({ user, thread }: { readonly user: string; readonly thread: ThreadId }): string {
	return `${user} ${thread}`;
}
