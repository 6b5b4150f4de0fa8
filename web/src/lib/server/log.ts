import pino from 'pino';

/** The log of the web process: JSON lines on standard output, which the supervisor reads. */
export const log = pino({ name: 'web', level: process.env['LOG_LEVEL'] ?? 'info' });
