import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { anthropic } from './anthropic.ts';
import type { Dialect, Request } from './dialect.ts';
import { google } from './google.ts';
import { openAiChat } from './openai-chat.ts';
import { openAiResponses } from './openai-responses.ts';
import { ANSWER, type Scenario, scenarioOf, SCENARIOS, WORDS_BEFORE_BREAK, wordsOf } from './scenarios.ts';

export type SeenRequest = Request & {
	readonly dialect: Dialect['name'];
	readonly model: string;
	readonly key: string | undefined;
	/** The client went before the answer was whole. */
	isClosedEarly: boolean;
	isFinished: boolean;
};

export type StandIns = {
	readonly urls: {
		readonly openai: string;
		readonly anthropic: string;
		readonly google: string;
		readonly control: string;
	};
	readonly requests: readonly SeenRequest[];
	/** The next requests play these, one each, whatever their model says. */
	script(...scenarios: readonly Scenario[]): void;
	/** Forgets what nobody asked for; how many there were. */
	clear(): number;
	close(): Promise<void>;
};

const DIALECTS: readonly Dialect[] = [openAiChat, openAiResponses, anthropic, google];

/** Servers that speak the wire languages of the three providers, on one port of this machine. */
export async function startStandIns(port = 0): Promise<StandIns> {
	const requests: SeenRequest[] = [];
	const queue: Scenario[] = [];
	const server = createServer((request, response) => {
		serve(request, response, { requests, queue }).catch((error: unknown) => response.destroy(error as Error));
	});
	await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
	const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
	return {
		urls: { openai: `${base}/v1`, anthropic: base, google: base, control: `${base}/control` },
		requests,
		script: (...scenarios) => void queue.push(...scenarios),
		clear: () => queue.splice(0).length,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

type Stage = { readonly requests: SeenRequest[]; readonly queue: Scenario[] };

async function serve(incoming: IncomingMessage, response: ServerResponse, stage: Stage): Promise<void> {
	const path = incoming.url ?? '';
	const body = await readJson(incoming);
	if (path === '/control') {
		control(body, response, stage);
		return;
	}
	if (path.startsWith('/moved/')) {
		response.writeHead(307, { location: path.slice('/moved'.length) }).end();
		return;
	}
	const dialect = DIALECTS.find((candidate) => candidate.speaks(path));
	if (!dialect) {
		response.writeHead(404).end();
		return;
	}
	const request = { path, headers: incoming.headers, body };
	const seen = note(dialect, request, response, stage);
	const scenario = stage.queue.shift() ?? scenarioOf(seen.model);
	const refused = refusalOf(dialect, seen, scenario);
	if (refused) {
		refuse(dialect, response, scenario, refused);
		return;
	}
	if (scenario.isMute) return;
	await play(dialect, request, scenario, response);
	seen.isFinished = response.writableFinished;
}

function note(dialect: Dialect, request: Request, response: ServerResponse, { requests }: Stage): SeenRequest {
	const seen: SeenRequest = {
		...request,
		dialect: dialect.name,
		model: dialect.modelOf(request),
		key: dialect.keyOf(request.headers),
		isClosedEarly: false,
		isFinished: false,
	};
	requests.push(seen);
	response.on('close', () => (seen.isClosedEarly = !response.writableFinished));
	return seen;
}

/** Keys that begin with `wrong` are known to nobody; without a key only OpenAI's language is spoken, as local servers do. */
function refusalOf(
	dialect: Dialect,
	seen: SeenRequest,
	scenario: Scenario,
): { status: number; message: string } | undefined {
	const isKeyless = seen.key === undefined && !dialect.name.startsWith('openai');
	// The real services quote the key, or parts of it, too.
	if (seen.key?.startsWith('wrong') || isKeyless)
		return { status: 401, message: `Incorrect API key provided: ${seen.key ?? 'none'}.` };
	const complaint = dialect.complaint(seen);
	if (complaint !== undefined) return { status: 400, message: complaint };
	return (
		scenario.status && { status: scenario.status, message: `Refused (${scenario.status}) for key ${seen.key ?? ''}` }
	);
}

function refuse(
	dialect: Dialect,
	response: ServerResponse,
	scenario: Scenario,
	{ status, message }: { status: number; message: string },
): void {
	const wire = dialect.refusal(status, message, scenario);
	response
		.writeHead(wire.status, { 'content-type': 'application/json', ...wire.headers })
		.end(JSON.stringify(wire.body));
}

async function play(dialect: Dialect, request: Request, scenario: Scenario, response: ServerResponse): Promise<void> {
	const answer = dialect.answer(request);
	response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8', 'request-id': 'req_sim' });
	response.flushHeaders();
	response.write(answer.open());
	await pause(response, scenario.firstTokenMs ?? 0);
	const words =
		typeof scenario.words === 'function' ? scenario.words(request.body) : (scenario.words ?? wordsOf(ANSWER));
	for (const [index, word] of (scenario.tool ? [] : words).entries()) {
		if (response.destroyed) return;
		if (scenario.breaks && index === WORDS_BEFORE_BREAK) {
			breakOff(scenario.breaks, answer.errorFrame(), response);
			return;
		}
		response.write(answer.text(word));
		await pause(response, scenario.paceMs ?? 1);
	}
	if (scenario.tool) for (const piece of answer.toolCall(scenario.tool)) response.write(piece);
	const finish = scenario.tool ? 'tool-use' : (scenario.finish ?? 'stop');
	await new Promise<void>((resolve) => response.end(answer.close(finish), resolve));
}

function breakOff(how: NonNullable<Scenario['breaks']>, errorFrame: string, response: ServerResponse): void {
	if (how === 'cut') response.destroy();
	if (how === 'silent-end') response.end();
	if (how === 'error-frame') response.end(errorFrame);
}

/** Ends early when the client leaves. */
function pause(response: ServerResponse, durationMs: number): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			response.off('close', done);
			resolve();
		};
		const timer = setTimeout(done, durationMs);
		response.on('close', done);
	});
}

/** `{"script": [{"scenario": "cut"}, {"text": "…", "paceMs": 20}]}` sets what comes next. */
function control(body: Record<string, unknown>, response: ServerResponse, { queue }: Stage): void {
	const steps = Array.isArray(body['script']) ? (body['script'] as ControlStep[]) : [];
	queue.push(
		...steps.map(({ scenario, text, paceMs }) => ({
			...(scenario === undefined ? {} : (SCENARIOS as Record<string, Scenario>)[scenario]),
			...(text !== undefined && { words: wordsOf(text) }),
			...(paceMs !== undefined && { paceMs }),
		})),
	);
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ waiting: queue.length }));
}

type ControlStep = { scenario?: string; text?: string; paceMs?: number };

async function readJson(incoming: IncomingMessage): Promise<Record<string, unknown>> {
	let raw = '';
	for await (const piece of incoming.setEncoding('utf8')) raw += String(piece);
	return raw === '' ? {} : (JSON.parse(raw) as Record<string, unknown>);
}
