import type { FileId } from '@covibe/shared';
import { eventually } from '@covibe/shared/testing';
import { expose } from 'comlink';
import type { editor } from 'monaco-editor/editor/editor.api.js';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { EditRequest, FileReport, OpenRequest } from './messages.ts';
import { SyntaxService } from './service.ts';
import type { SyntaxThread } from './start-syntax-worker.ts';
import { SyntaxClient } from './syntax-client.ts';
import { apply, change, FILE, loadTools } from './testing/test-service.ts';

// The page's own worker is never started here.
vi.mock('./syntax-worker.ts?worker', () => ({ default: undefined }));

/** A worker without a thread: comlink speaks over a real channel to the service that the worker holds. */
class Thread extends EventTarget implements SyntaxThread {
	onerror: SyntaxThread['onerror'] = null;
	isTerminated = false;
	readonly #ports = new MessageChannel();
	readonly #service: SyntaxService;

	constructor({ isBroken = false } = {}) {
		super();
		const { port1, port2 } = this.#ports;
		let listener: (report: FileReport) => void = () => undefined;
		const service = new SyntaxService({ load: loadTools, report: (report) => listener(report) });
		this.#service = service;
		port1.addEventListener('message', ({ data, ports }: MessageEvent<unknown>) =>
			this.dispatchEvent(new MessageEvent('message', { data, ports: [...ports] })),
		);
		port1.start();
		if (isBroken) setTimeout(() => this.crash());
		else
			expose(
				{
					listen: (report: (report: FileReport) => void) => void (listener = report),
					open: (request: OpenRequest) => service.open(request),
					edit: (request: EditRequest) => service.edit(request),
					configure: () => undefined,
					look: () => undefined,
					close: (file: FileId) => service.close(file),
				},
				port2,
			);
	}

	postMessage(message: unknown, transfer: Transferable[] = []): void {
		this.#ports.port1.postMessage(message, transfer);
	}

	/** What a browser does when a script throws, or cannot be loaded. */
	crash(): void {
		this.onerror?.call(this as unknown as Worker, new Event('error') as ErrorEvent);
	}

	terminate(): void {
		this.isTerminated = true;
		this.#service.dispose();
		this.#ports.port1.close();
		this.#ports.port2.close();
	}
}

/** An open text; what is typed into it is told. */
class Model {
	text = 'import os\neval(a)\n';
	version = 1;
	#listener: (event: editor.IModelContentChangedEvent) => void = () => undefined;

	getVersionId = () => this.version;
	getValue = () => this.text;
	isDisposed = () => false;
	onDidChangeContent = (listener: (event: editor.IModelContentChangedEvent) => void) => {
		this.#listener = listener;
		return { dispose: () => undefined };
	};

	type(text: string): void {
		const { start, startPosition } = change(this.text, 0, 0, text);
		this.text = apply(this.text, change(this.text, 0, 0, text));
		this.version += 1;
		const [line, column] = [startPosition.row + 1, startPosition.column + 1];
		const range = { startLineNumber: line, startColumn: column, endLineNumber: line, endColumn: column };
		const changes = [{ range, rangeOffset: start, rangeLength: 0, text }];
		this.#listener({ changes, versionId: this.version, isFlush: false } as unknown as editor.IModelContentChangedEvent);
	}
}

describe('the page with a worker that dies', () => {
	const threads: Thread[] = [];
	const reports: FileReport[] = [];
	let client: SyntaxClient | undefined;

	afterEach(() => {
		client?.dispose();
		threads.length = reports.length = 0;
	});

	function open(...kinds: { isBroken?: boolean }[]): Model {
		const model = new Model();
		const start = () => {
			const thread = new Thread(kinds[threads.length]);
			threads.push(thread);
			return thread;
		};
		client = new SyntaxClient(start, (report) => reports.push(report));
		client.open(FILE, 'python', {
			model: model as unknown as editor.ITextModel,
			look: () => undefined,
			caret: () => undefined,
		});
		return model;
	}

	/** The rows of `eval`, in the last report on a version. */
	const rows = (version: number) => {
		const report = reports.findLast((each) => each.state === 'on' && each.version === version);
		return (
			report?.state === 'on' &&
			report.findings.flatMap((each) => (each.ruleId === 'py/eval' ? each.startPosition.row : []))
		);
	};

	it('starts another, which gets the texts as they are by then, and the marks come back', async () => {
		const model = open();
		await eventually(() => expect(rows(1)).toEqual([1]));
		threads[0]?.crash();
		model.type('\n');
		await eventually(() => expect(rows(2)).toEqual([2]));
		expect(threads.map(({ isTerminated }) => isTerminated)).toEqual([true, false]);
		model.type('\n');
		await eventually(() => expect(rows(3)).toEqual([3]));
		expect(reports.every(({ state }) => state === 'on')).toBe(true);
	});

	it('says that nothing can be shown when a worker ends before it said anything, until one does', async () => {
		const model = open({ isBroken: true }, {});
		model.type('\n');
		await eventually(() => expect(reports.map(({ state }) => state)).toContain('failed'));
		await eventually(() => expect(rows(2)).toEqual([2]));
		expect(reports.at(-1)?.state).toBe('on');
	});
});
