import type { DocumentDigest, ProjectId } from '@covibe/shared';
import type { GroupCommit } from './group-commit.ts';
import type { LoggedRoom, LogRow } from './log.ts';
import type { Member } from './member.ts';
import type { RoomMessage } from './relay/message.ts';
import type { Room } from './room.ts';
import type { Publish } from './socket.ts';
import type { RuleSet } from './updates/rules.ts';

/** What rooms share. */
export type RoomParts = {
	readonly commits: GroupCommit;
	readonly publish: Publish;
	readonly rules: RuleSet;
	/** The rows of a room after `seq`; see UpdateLog.read. */
	readonly readLog: (projectId: ProjectId, seq: number) => Promise<LoggedRoom['updates']>;
	/** This node may be behind others. */
	readonly hasOtherNodes: boolean;
	/** Tells the other nodes that have the room. */
	readonly tellNodes: (message: RoomMessage) => void;
	/** A room whose memory cannot be trusted any more: it has let everybody go, and must be built anew from the log. */
	readonly onFailure: (room: Room, cause: unknown) => void;
	/** Perhaps loading the document gives another order than it has: then keep how it would be loaded, and let everybody go. */
	readonly onDoubted: (room: Room, read: () => Promise<DocumentDigest | undefined>) => void;
	/** A client holds something else than a check says. */
	readonly onDiverged: (member: Member, what: keyof DocumentDigest) => void;
	/** This row is in the log, but cannot be applied; nobody has seen it. Told before the room fails. */
	readonly onUnusable: (row: LogRow) => void;
};
