/**
 * The version of the messages that are ours (PROTOCOL.md). The sync messages below 100 are y-websocket's and have none.
 *
 * 1  ack, nack, welcome.
 */
export const PROTOCOL_VERSION = 1;
