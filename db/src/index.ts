export { createSession, endSession, readSession, type SessionToken } from './auth.ts';
export { acceptLink, createLink, findLink, type Link } from './links.ts';
export { addMember, findGrant, type Grant, noteOpened } from './members.ts';
export { createProject, listProjects, type ProjectSummary, renameProject } from './projects.ts';
export { isSealedByOldKey, type KeyRing, readKeyRing, seal, type SecretUse, unseal } from './sealed.ts';
export { isUnavailable, isUniqueViolation, openSql, type Sql, transaction } from './sql.ts';
export {
	forgetExpiredTickets,
	redeemTicket,
	signServiceToken,
	signTicket,
	type TicketClaims,
	verifyServiceToken,
	verifyTicket,
} from './tickets.ts';
export { appendUpdates, loadLog, retractUpdate, saveSnapshot, type StoredLog, type UpdateRow } from './updates.ts';
export { createGuest, type User } from './users.ts';
