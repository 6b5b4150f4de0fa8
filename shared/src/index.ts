export { type Env, readInteger, readOrigin, readRequired, readSecret, readString } from './config.ts';
export {
	createProjectDocument,
	type DeletedEntry,
	type EntryKind,
	type EntryMap,
	filesOf,
	readTree,
	ROOT_NAMES,
	textOf,
	textUnits,
	type Tree,
	type TreeEntry,
} from './document.ts';
export { CovibeError, type ErrorCode, ERRORS, type ErrorSpec, isErrorCode, unreachable } from './errors.ts';
export { LIMITS } from './limits.ts';
export {
	createFileId,
	type FileId,
	parseDisplayName,
	parseFileId,
	parsePath,
	parseProjectId,
	parseProjectName,
	parseUserId,
	pathKey,
	type ProjectId,
	type UserId,
} from './names.ts';
export {
	parsePresence,
	PERSON_COLOURS,
	type Presence,
	type PresenceUser,
	type RelativePositionJson,
} from './presence.ts';
export {
	type ClientFrame,
	decodeClientFrame,
	encodeAck,
	encodeAwareness,
	encodeNack,
	encodeSync,
	encodeWelcome,
	FRAME,
	type Nack,
	readNack,
	readWelcome,
	SYNC,
	type Welcome,
} from './protocol/frames.ts';
export { PROTOCOL_VERSION } from './protocol/version.ts';
export {
	type Action,
	ACTIONS,
	can,
	isAtLeast,
	LINK_ROLES,
	type LinkRole,
	parseLinkRole,
	parseRole,
	type Role,
	ROLES,
} from './roles.ts';
export { createFile, createFolder, deleteEntry, moveEntry, restoreEntries, type TreeEdit } from './tree-edits.ts';
