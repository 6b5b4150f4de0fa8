export type LogLevel = 'debug' | 'info' | 'warn' | 'error';

/** The one stream of lines that people read: who says it, and what. */
export interface LogStream {
	/** A line of our own. */
	say(level: LogLevel, text: string): void;
	/** A line that a program wrote: pino's JSON becomes readable, anything else passes as it is. */
	pass(program: string, line: string): void;
}

export interface LogStreamOptions {
	/** Takes finished lines, each with its line break. */
	readonly write: (text: string) => void;
	/** The lowest level that is shown: one of pino's, or `silent`. */
	readonly level?: string;
	readonly now?: () => Date;
}

export function createLogStream({ write, level = 'info', now = () => new Date() }: LogStreamOptions): LogStream {
	const lowest = ORDER.includes(level) ? ORDER.indexOf(level) : ORDER.length;
	const show = (line: Line): void => {
		if (ORDER.indexOf(line.level) >= lowest) write(formatLine(line));
	};
	return {
		say: (ownLevel, text) => show({ at: now(), level: ownLevel, program: 'covibe', text }),
		pass: (program, text) => show({ program, at: now(), ...(parseEntry(text) ?? parsePostgres(text) ?? plain(text)) }),
	};
}

const ORDER = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'];

interface Line {
	readonly at: Date;
	readonly level: string;
	readonly program: string;
	readonly text: string;
}

const LONGEST_PROGRAM_NAME = 8;

function formatLine(line: Line): string {
	const time = line.at.toTimeString().slice(0, 8);
	return `${time} ${line.program.padEnd(LONGEST_PROGRAM_NAME)} ${line.level.padEnd(5)} ${line.text}\n`;
}

/** The numbers of pino. */
const LEVELS: Readonly<Record<number, string>> = {
	10: 'trace',
	20: 'debug',
	30: 'info',
	40: 'warn',
	50: 'error',
	60: 'fatal',
};
/** Fields that say nothing to a reader, or that the line shows already. */
const HIDDEN_FIELDS = new Set(['level', 'time', 'pid', 'hostname', 'name', 'msg', 'err']);

/** A line of a program that has no levels. */
function plain(text: string): { level: string; text: string } {
	return { level: 'info', text };
}

/** The severities of PostgreSQL; its `LOG` tells of starts and stops, which our own lines tell already. */
const POSTGRES_LEVELS: Readonly<Record<string, string>> = {
	LOG: 'debug',
	NOTICE: 'debug',
	WARNING: 'warn',
	ERROR: 'error',
	FATAL: 'error',
	PANIC: 'fatal',
	DETAIL: 'debug',
	HINT: 'debug',
	STATEMENT: 'debug',
	CONTEXT: 'debug',
};

function parsePostgres(line: string): { level: string; text: string } | undefined {
	const [, severity, text] = /^([A-Z]+): {2}(.*)$/.exec(line) ?? [];
	const level = POSTGRES_LEVELS[severity ?? ''];
	return level === undefined || text === undefined ? undefined : { level, text };
}

function parseEntry(line: string): Omit<Line, 'program'> | undefined {
	const entry = parseJson(line);
	if (entry === undefined) return undefined;
	const level = LEVELS[Number(entry['level'])];
	if (level === undefined) return undefined;
	const at = new Date(typeof entry['time'] === 'number' ? entry['time'] : Date.now());
	const fields = Object.entries(entry).filter(([name]) => !HIDDEN_FIELDS.has(name));
	const message = typeof entry['msg'] === 'string' ? entry['msg'] : '';
	const text = [message, ...fields.map(([name, value]) => `${name}=${formatValue(value)}`)].join(' ').trim();
	return { at, level, text: text + formatError(entry['err']) };
}

function parseJson(line: string): Record<string, unknown> | undefined {
	if (!line.startsWith('{')) return undefined;
	try {
		const value: unknown = JSON.parse(line);
		return typeof value === 'object' && value !== null ? { ...value } : undefined;
	} catch {
		// Not JSON after all: it is shown as it is.
		return undefined;
	}
}

function formatValue(value: unknown): string {
	return typeof value === 'string' && /^[^\s"=]+$/.test(value) ? value : JSON.stringify(value);
}

/** pino's `err`: its stack, indented under the line. */
function formatError(error: unknown): string {
	if (typeof error !== 'object' || error === null) return '';
	const stack = 'stack' in error && typeof error.stack === 'string' ? error.stack : JSON.stringify(error);
	return `\n${stack.replaceAll(/^/gm, '    ')}`;
}
