export type { LinterFinding, LintResult } from './finding.ts';
export { Lines } from './lines.ts';
export { readRuff, RUFF_SETTINGS, type RuffDiagnostic } from './ruff.ts';
export { TWINS } from './twins.ts';
