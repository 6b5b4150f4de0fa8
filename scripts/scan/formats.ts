import type { Finding, RuleMeta } from '../../shared/src/diagnostics/index.ts';
import type { FileFinding, ScanResult } from './scan.ts';

/** For people: one line a finding, a summary last. */
export function formatText({ findings, files, lines, broken }: ScanResult): string {
	const rows = findings.map(({ path, startPosition, severity, message, ruleId }) => {
		return `${path}:${startPosition.row + 1}:${startPosition.column + 1}: ${severity}: ${message} [${ruleId}]`;
	});
	const of = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
	const counts = `${of('error')} errors, ${of('warning')} warnings, ${of('info')} hints`;
	const unread = broken.length > 0 ? `; ${broken.length} files have syntax that the parser does not know` : '';
	return [...rows, `${files} files, ${lines} lines: ${counts}${unread}`].join('\n');
}

/** For programs; lines and columns count from 1, columns in UTF-16 units, ends are exclusive. */
export function formatJson({ findings, files, lines, broken }: ScanResult): string {
	const rows = findings.map(({ path, fix, ...finding }) => ({
		path,
		...placeOf(finding),
		start: finding.start,
		end: finding.end,
		rule: finding.ruleId,
		severity: finding.severity,
		category: finding.category,
		confidence: finding.confidence,
		...(finding.cwe !== undefined && { cwe: finding.cwe }),
		message: finding.message,
		...(fix && { fix }),
	}));
	return JSON.stringify({ files, lines, broken, findings: rows });
}

function placeOf({ startPosition, endPosition }: Pick<Finding, 'startPosition' | 'endPosition'>) {
	return {
		line: startPosition.row + 1,
		column: startPosition.column + 1,
		endLine: endPosition.row + 1,
		endColumn: endPosition.column + 1,
	};
}

const LEVELS = { error: 'error', warning: 'warning', info: 'note' } as const;
/** GitHub's scale for security findings, 0 to 10. */
const SECURITY_SEVERITY = { error: '8.0', warning: '5.0', info: '2.0' } as const;

/** SARIF 2.1.0, as code scanning services take it. */
export function formatSarif({ findings }: ScanResult, rules: readonly RuleMeta[]): string {
	const indexOf = new Map(rules.map(({ id }, index) => [id, index]));
	const run = {
		tool: { driver: { name: 'Covibe', rules: rules.map(sarifRule) } },
		columnKind: 'utf16CodeUnits',
		results: findings.map((finding) => sarifResult(finding, indexOf.get(finding.ruleId))),
	};
	const $schema = 'https://json.schemastore.org/sarif-2.1.0.json';
	return JSON.stringify({ $schema, version: '2.1.0', runs: [run] });
}

function sarifRule({ id, message, severity, category, confidence, cwe }: RuleMeta) {
	const tags = [category, ...(cwe === undefined ? [] : [`external/cwe/cwe-${cwe}`])];
	return {
		id,
		shortDescription: { text: id },
		fullDescription: { text: message },
		defaultConfiguration: { level: LEVELS[severity] },
		properties: {
			tags,
			precision: confidence,
			...(category === 'security' && { 'security-severity': SECURITY_SEVERITY[severity] }),
		},
	};
}

function sarifResult(finding: FileFinding, ruleIndex: number | undefined) {
	const { line, column, endLine, endColumn } = placeOf(finding);
	const region = { startLine: line, startColumn: column, endLine, endColumn };
	return {
		ruleId: finding.ruleId,
		...(ruleIndex !== undefined && { ruleIndex }),
		level: LEVELS[finding.severity],
		message: { text: finding.message },
		locations: [{ physicalLocation: { artifactLocation: { uri: encodeURI(finding.path) }, region } }],
	};
}
