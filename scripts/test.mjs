// All tests of the project, in stages; stops at the first stage that fails. The last line is `N passed, M failed`.
import { endOnWrongNode } from './lib/node-version.mjs';

endOnWrongNode();

const { ensureBuilt } = await import('./lib/build.mjs');
const { ensureInstalled } = await import('./lib/install.mjs');
const { fromRoot } = await import('./lib/paths.mjs');
const { runOpenly } = await import('./lib/processes.mjs');
const { endOnHelp, say } = await import('./lib/say.mjs');
const { countPlaywright, countStage, countVitest, forgetReport } = await import('./lib/test-counts.mjs');
const { ensureTestTools } = await import('./lib/test-tools.mjs');

endOnHelp(`
Usage: npm test

Installs what the tests need, then runs: check, unit and integration tests, the build, browser tests.
Stops at the first stage that fails. The last line is "N passed, M failed".
Single files: npx vitest run FILE; in web/: npx playwright test FILE.
`);

const NONE = { passed: 0, failed: 0 };

async function setUp() {
	await ensureInstalled();
	await ensureTestTools();
	return NONE;
}

async function check() {
	const code = await runOpenly(process.execPath, [fromRoot('scripts', 'check.mjs')]);
	return code === 0 ? NONE : { passed: 0, failed: 1 };
}

async function unitAndIntegration() {
	const file = fromRoot('node_modules', '.covibe-vitest.json');
	forgetReport(file);
	const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
	const code = await runOpenly(process.execPath, [fromRoot('node_modules/vitest/vitest.mjs'), 'run', ...reporters]);
	return countStage({ code, file, count: countVitest });
}

async function build() {
	await ensureBuilt();
	return NONE;
}

async function browser() {
	const file = fromRoot('web', 'test-results', 'report.json');
	forgetReport(file);
	const cli = fromRoot('web', 'node_modules', '@playwright', 'test', 'cli.js');
	const code = await runOpenly(process.execPath, [cli, 'test'], { cwd: fromRoot('web') });
	return countStage({ code, file, count: countPlaywright });
}

const STAGES = [
	['Setting up', setUp],
	['Check', check],
	['Unit and integration tests', unitAndIntegration],
	['Build', build],
	['Browser tests', browser],
];

const total = { ...NONE };
for (const [name, run] of STAGES) {
	say(`\n── ${name}`);
	const counts = await run().catch((error) => {
		say(error.message);
		return { passed: 0, failed: 1 };
	});
	total.passed += counts.passed;
	total.failed += counts.failed;
	if (total.failed > 0) break;
}
process.stdout.write(`${total.passed} passed, ${total.failed} failed\n`);
process.exitCode = total.failed === 0 ? 0 : 1;
