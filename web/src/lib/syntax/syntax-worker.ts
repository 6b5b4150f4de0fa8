/** Worker A: the syntax trees of all open files, and what is wrong in them. */
import { expose } from 'comlink';
import type { EditRequest, FileReport, Look, OpenRequest, ScanRequest } from './messages.ts';
import type { FileId } from '@covibe/shared';
import type { LintSettings } from '@covibe/shared/diagnostics';
import type { FilePoint, Point, ProjectFile } from '../structure/messages.ts';
import { ProjectHost } from '../structure/project-host.ts';
import { StructureHost } from '../structure/structure-host.ts';
import { TagTools } from '../structure/tag-tools.ts';
import { SyntaxService } from './service.ts';
import { noteStage } from './stages.ts';
import { loadTools } from './tools.ts';

let listener: ((report: FileReport) => void) | undefined;

const service = new SyntaxService({
	load: loadTools,
	report: (report) => {
		if (report.state !== 'failed') noteStage('said', report.version);
		listener?.(report);
	},
	// For benchmarks that watch this worker; nothing is kept.
	sliced: (ms) => {
		performance.measure('covibe-slice', { start: performance.now() - ms, duration: ms });
		performance.clearMeasures('covibe-slice');
	},
});

const tags = new TagTools(() => import('virtual:covibe/tags'));
const structure = new StructureHost({ service, tags, load: loadTools });
const project = new ProjectHost(structure);

const syntax = {
	listen(report: (report: FileReport) => void): void {
		listener = report;
	},
	open: (request: OpenRequest) => service.open(request),
	edit: (request: EditRequest) => {
		noteStage('taken', request.to);
		return service.edit(request);
	},
	look: (file: FileId, look: Look) => service.look(file, look),
	close: (file: FileId) => service.close(file),
	configure: (settings: LintSettings) => service.configure(settings),
	settle: () => service.settle(),
	scan: (request: ScanRequest) => service.scan(request),
	outline: (file: FileId) => structure.outline(file),
	folds: (file: FileId) => structure.folds(file),
	selections: (file: FileId, points: readonly Point[]) => structure.selections(file, points),
	syncProject: (files: readonly ProjectFile[], changed: readonly FileId[]) => project.sync(files, changed),
	putText: (file: FileId, text: string) => project.put(file, text),
	definition: (at: FilePoint) => project.definition(at),
	references: (at: FilePoint) => project.references(at),
	rename: (at: FilePoint, newName?: string) => project.rename(at, newName),
	symbols: (query: string, limit: number) => project.symbols(query, limit),
};

export type SyntaxWorker = typeof syntax;

expose(syntax);
