/** Worker A: the syntax trees of all open files, and what is wrong in them. */
import { expose } from 'comlink';
import type { EditRequest, FileReport, Look, OpenRequest, ScanRequest } from './messages.ts';
import type { FileId } from '@covibe/shared';
import type { LintSettings } from '@covibe/shared/diagnostics';
import { SyntaxService } from './service.ts';
import { loadTools } from './tools.ts';

let listener: ((report: FileReport) => void) | undefined;

const service = new SyntaxService({
	load: loadTools,
	report: (report) => listener?.(report),
	// For benchmarks that watch this worker; nothing is kept.
	sliced: (ms) => {
		performance.measure('covibe-slice', { start: performance.now() - ms, duration: ms });
		performance.clearMeasures('covibe-slice');
	},
});

const syntax = {
	listen(report: (report: FileReport) => void): void {
		listener = report;
	},
	open: (request: OpenRequest) => service.open(request),
	edit: (request: EditRequest) => service.edit(request),
	look: (file: FileId, look: Look) => service.look(file, look),
	close: (file: FileId) => service.close(file),
	configure: (settings: LintSettings) => service.configure(settings),
	settle: () => service.settle(),
	scan: (request: ScanRequest) => service.scan(request),
};

export type SyntaxWorker = typeof syntax;

expose(syntax);
