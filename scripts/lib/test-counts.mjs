import { readFileSync, rmSync } from 'node:fs';

/** The file to which a test runner writes its report; an old one must not be taken for the new one. */
export function forgetReport(file) {
	rmSync(file, { force: true });
}

/** Passed and failed tests of a report of vitest. */
export function countVitest(report) {
	return { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** Passed and failed tests of a report of Playwright; one that passed only at a second attempt has failed. */
export function countPlaywright(report) {
	const { expected, unexpected, flaky } = report.stats;
	return { passed: expected, failed: unexpected + flaky };
}

/**
 * The counts of one stage. A runner that fails without a failed test (a file that does not load, an error outside of
 * any test, no report at all) counts as one failure.
 */
export function countStage({ code, file, count }) {
	let counts = { passed: 0, failed: 0 };
	try {
		counts = count(JSON.parse(readFileSync(file, 'utf8')));
	} catch {
		// Without a report nothing has passed; the exit code says whether that is a failure.
		if (code === 0) counts = { passed: 0, failed: 1 };
	}
	if (code !== 0 && counts.failed === 0) return { ...counts, failed: 1 };
	return counts;
}
