export { announceModels, listModels, type OfferedModel, readAiSettings, saveAiSettings } from './ai-settings.ts';
export { type AiUse, changeAiUse } from './ai-use.ts';
export { type Attendance, countOthers, recordAttendance } from './attendance.ts';
export { deleteAccount, foreseeDeletion, type RoomFate } from './account-deletion.ts';
export {
	type Account,
	type Browser,
	changePassword,
	type Credentials,
	findAccount,
	type NewAccount,
	signIn,
	signUp,
} from './accounts.ts';
export { createSession, endSession, type Origin, readSession, type SessionToken, type Visit } from './auth.ts';
export { type Bus } from './bus/bus.ts';
export {
	answerCompletion,
	askCompletion,
	claimCompletion,
	type ClaimedCompletion,
	type CompletionId,
	takeCompletion,
} from './completions.ts';
export { findAnswer, keepAnswer, type RequestHash } from './answer-cache.ts';
export {
	COMPLETIONS_TOPIC,
	type CompletionNews,
	type RoomNews,
	roomTopic,
	type SessionNews,
	SESSIONS_TOPIC,
	type Topic,
	type TurnNews,
	TURNS_TOPIC,
} from './bus/news.ts';
export { openBus } from './bus/open-bus.ts';
export { openPostgresBus } from './bus/postgres-bus.ts';
export { tellEndedTurn, tellMessage, tellTurn } from './bus/tell.ts';
export { type Post, type Posted, postToChat, whyNotAsk } from './chat-post.ts';
export {
	countRecentMessages,
	createThread,
	deleteMessage,
	editMessage,
	findMessage,
	findThread,
	listReadMarks,
	listThreads,
	markRead,
	type NewMessage,
	postMessage,
	readMessages,
	renameThread,
	searchMessages,
	type StoredMessage,
} from './chat.ts';
export { type NodeLock, takeNodeLock } from './node-lock.ts';
export { LinkDoor } from './link-door.ts';
export { admitKnock, forgetKnocks, type Knock, type KnockState, listKnocks, readKnock, refuseKnock } from './lobby.ts';
export {
	acceptLink,
	type Arrival,
	createLink,
	findLink,
	type Link,
	type LinkSummary,
	type LinkTerms,
	listLinks,
	revokeLink,
	rotateLink,
} from './links.ts';
export {
	addMember,
	changeRole,
	findGrant,
	forgiveRemoval,
	type Grant,
	isRemoved,
	listMembers,
	listRemovals,
	type Member,
	noteOpened,
	type Removal,
	removeMember,
} from './members.ts';
export {
	DELETED_KEPT_DAYS,
	leaveProject,
	readShelf,
	setArchived,
	setDeleted,
	type ShelvedRoom,
	sweepDeletedProjects,
} from './shelf.ts';
export { hashPassword, isPassword } from './passwords.ts';
export { changeRoomRules, readRoomRules } from './room-rules.ts';
export { createProject, listProjects, type ProjectSummary, renameProject } from './projects.ts';
export {
	findSealedKeys,
	type KeyOwner,
	listProviderKeys,
	removeProviderKey,
	replaceSealed,
	saveProviderKey,
	type SealedKey,
	secretUse,
} from './provider-keys.ts';
export { createReset, findReset, resetPassword } from './password-resets.ts';
export { openRedis, readRedisSetting, type Redis } from './redis.ts';
export { isSealedByOldKey, type KeyRing, readKeyRing, seal, type SecretUse, unseal } from './sealed.ts';
export {
	forgetRightChanges,
	openRightsCursor,
	readRightChanges,
	type RightChange,
	type RightsCursor,
} from './rights.ts';
export {
	endOneSession,
	endSessions,
	forgetExpiredSessions,
	isSessionLive,
	listSessions,
	parseSessionId,
	type SessionId,
	sessionIdOf,
	type SessionSummary,
} from './sessions.ts';
export { SignInThrottle } from './sign-in-throttle.ts';
export { isUnavailable, isUniqueViolation, openSql, type Sql, transaction } from './sql.ts';
export {
	type AgentClaims,
	type Bearer,
	forgetExpiredTickets,
	redeemTicket,
	signAgentTicket,
	signServiceToken,
	signTicket,
	type TicketClaims,
	verifyBearer,
	verifyServiceToken,
	verifyTicket,
} from './tickets.ts';
export { readTurnContext, saveTurnContext } from './turn-context.ts';
export {
	cancelTurn,
	claimTurn,
	completeCancelledTurn,
	type ClaimedTurn,
	type EndedTurn,
	failAbandonedTurns,
	finishTurn,
	forgiveDelivery,
	handBackTurn,
	type Lease,
	LEASE_MS,
	renewLease,
	type TurnEnd,
} from './turn-journal.ts';
export { addressKey, Throttle } from './throttle.ts';
export {
	approveTurn,
	editQueuedTurn,
	enqueueTurn,
	findRunningTurn,
	findTurn,
	listTurns,
	moveTurnToFront,
	type NewTurn,
	readStandings,
	removeQueuedTurn,
	type Standing,
	type StoredTurn,
} from './turns.ts';
export {
	appendUpdates,
	type ClientBinding,
	loadLog,
	readHeads,
	readUpdates,
	retractUpdate,
	saveSnapshot,
	type StoredLog,
	type UpdateRow,
} from './updates.ts';
export { createGuest, type User } from './users.ts';
export { type Attempt, readMonthUsage, recordAttempt, type UsageSum } from './usage.ts';
export { findWriters, type Writer } from './writers.ts';
