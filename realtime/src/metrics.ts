import type { ErrorCode } from '@covibe/shared';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { LimitName } from './abuse-watch.ts';
import type { CommitMeasure } from './group-commit.ts';

/** What is asked for at the moment of reading. */
export type Gauges = {
	readonly rooms: number;
	readonly sockets: number;
	readonly queuedBytes: number;
	readonly fullRooms: number;
};

/** Upper bounds in seconds: from a fast local disk to a database that struggles. */
const COMMIT_SECONDS = [0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** The figures of this process in the text format of Prometheus. */
export class Metrics {
	readonly #registry = new Registry();
	readonly #frames = this.#counter('covibe_frames_total', 'Frames received.', ['kind']);
	readonly #refusals = this.#counter('covibe_refusals_total', 'Connections ended, and upgrades refused, by us.', [
		'code',
	]);
	readonly #limits = this.#counter('covibe_limits_total', 'Times that a limit on what one asks was reached.', [
		'limit',
	]);
	readonly #divergences = this.#counter(
		'covibe_divergences_total',
		'Times that a page found that it does not hold what its room does.',
		['what'],
	);
	readonly #rows = this.#counter('covibe_log_rows_total', 'Rows written to the log.', []);
	readonly #outrun = this.#counter('covibe_log_rows_outrun_total', 'Rows that another node was faster with.', []);
	readonly #bytes = this.#counter('covibe_log_bytes_total', 'Bytes of updates written to the log.', []);
	readonly #commits = new Histogram({
		name: 'covibe_log_commit_seconds',
		help: 'Time of a group commit.',
		buckets: COMMIT_SECONDS,
		registers: [this.#registry],
	});

	/** Adds the process' own figures; once a process. */
	collectProcess(): void {
		collectDefaultMetrics({ register: this.#registry });
	}

	watch(read: () => Gauges): void {
		this.#gauge('covibe_rooms', 'Rooms in memory.', () => read().rooms);
		this.#gauge('covibe_sockets', 'Open sockets.', () => read().sockets);
		this.#gauge('covibe_rooms_nearly_full', 'Rooms in memory at 90 % or more of their size.', () => read().fullRooms);
		this.#gauge('covibe_log_queue_bytes', 'Bytes that wait for the log.', () => read().queuedBytes);
	}

	countFrame(kind: string): void {
		this.#frames.inc({ kind });
	}

	countRefusal(code: ErrorCode): void {
		this.#refusals.inc({ code });
	}

	countDivergence(what: string): void {
		this.#divergences.inc({ what });
	}

	countLimit(limit: LimitName): void {
		this.#limits.inc({ limit });
	}

	countCommit({ rows, outrun, bytes, ms }: CommitMeasure): void {
		this.#outrun.inc(outrun);
		this.#rows.inc(rows);
		this.#bytes.inc(bytes);
		this.#commits.observe(ms / 1_000);
	}

	text(): Promise<string> {
		return this.#registry.metrics();
	}

	stop(): void {
		this.#registry.clear();
	}

	#counter<Label extends string>(name: string, help: string, labelNames: Label[]): Counter<Label> {
		return new Counter({ name, help, labelNames, registers: [this.#registry] });
	}

	#gauge(name: string, help: string, read: () => number): void {
		const registers = [this.#registry];
		new Gauge({
			name,
			help,
			registers,
			collect() {
				this.set(read());
			},
		});
	}
}
