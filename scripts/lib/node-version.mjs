// Looked at before anything else is loaded, so this file must parse on Node 14.

/** Vite sets the lowest of each line, and the WebSocket server has binaries for these lines alone. */
const LOWEST_MINOR_BY_MAJOR = { 20: 19, 22: 12, 24: 0 };

/** One line that says what is wrong with this version of Node, or undefined when it will do. */
export function nodeVersionProblem(version) {
	const [major, minor] = version.replace(/^v/, '').split('.').map(Number);
	const lowestMinor = LOWEST_MINOR_BY_MAJOR[major];
	if (lowestMinor !== undefined && minor >= lowestMinor) return undefined;
	return `Covibe runs on Node 20.19 or later 20, 22.12 or later 22, and 24, and this is Node ${version}: install one of them from https://nodejs.org.`;
}

export function endOnWrongNode() {
	let problem = nodeVersionProblem(process.versions.node);
	if (process.platform === 'win32') problem = 'Covibe runs on Linux and macOS: on Windows, start it in WSL.';
	if (problem === undefined) return;
	process.stderr.write(`${problem}\n`);
	process.exit(1);
}
