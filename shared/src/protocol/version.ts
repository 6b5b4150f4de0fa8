/**
 * The version of the messages that are ours (PROTOCOL.md). The sync messages below 100 are y-websocket's and have none.
 *
 * 1  ack, nack, welcome.
 * 2  room events and client events: the chat, turns of the AI, typing. Presence tells who asked an agent, and what it does.
 * 3  `client-taken`: client ids belong to people.
 * 4  roles admin and commenter; codes for changed rights.
 * 5  `update-too-tangled`.
 * 6  `too-many-connections`.
 * 7  checks against divergence; how full a room is.
 * 8  `session-ended`; codes of accounts.
 * 9  people who wait to be let in.
 * 10 rules of a room: frozen, full.
 */
export const PROTOCOL_VERSION = 10;
