/** What decides whether the native part of uWebSockets.js can be loaded. */
export interface NativePlatform {
	/** `process.platform` */
	readonly platform: string;
	/** `process.arch` */
	readonly arch: string;
	/** `process.versions.modules`: the number of Node's binary interface */
	readonly abi: string;
	/** `process.version` */
	readonly nodeVersion: string;
	/** The running glibc, as 2.36; undefined where there is none (musl, or not Linux). */
	readonly glibcVersion: string | undefined;
}

/** The binaries were read with `strings`: on Linux each needs at least this glibc (package uwebsockets 3.0.6). */
const GLIBC_BY_ABI: Readonly<Record<string, string>> = {
	'115': '2.27', // Node 20
	'127': '2.38', // Node 22
	'137': '2.38', // Node 24
};

const MACHINES = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64'];

/** Tells in one line why this machine cannot run realtime and what would work; undefined when it can. */
export function nativeProblem(here: NativePlatform): string | undefined {
	const machine = `${here.platform}-${here.arch}`;
	if (!MACHINES.includes(machine)) return `Covibe does not run on ${machine}; it runs on ${MACHINES.join(', ')}.`;
	const needed = GLIBC_BY_ABI[here.abi];
	if (needed === undefined) return `Covibe does not run on Node ${here.nodeVersion}; use Node 20, 22 or 24.`;
	if (here.platform !== 'linux') return undefined;
	if (here.glibcVersion === undefined)
		return 'Covibe needs a Linux with glibc, and this one has none (Alpine?); use a Debian, Ubuntu or Fedora image.';
	if (isAtLeast(here.glibcVersion, needed)) return undefined;
	const remedy = isAtLeast(here.glibcVersion, '2.27')
		? `use Node 20 here, or a system with glibc ${needed} (Debian 13, Ubuntu 24.04)`
		: 'use a newer system (Debian 12 or Ubuntu 22.04 with Node 20, Debian 13 or Ubuntu 24.04 with any)';
	return `Node ${here.nodeVersion} needs glibc ${needed} for Covibe, and this system has ${here.glibcVersion}; ${remedy}.`;
}

/** @throws Error with one clear line when the native server cannot run here. Call it before uWebSockets.js is loaded. */
export function assertNativeSupport(): void {
	const problem = nativeProblem(readNativePlatform());
	if (problem !== undefined) throw new Error(problem);
}

function readNativePlatform(): NativePlatform {
	return {
		platform: process.platform,
		arch: process.arch,
		abi: process.versions.modules,
		nodeVersion: process.version,
		glibcVersion: readGlibcVersion(),
	};
}

/** Node's report knows the glibc that is loaded; no other way asks neither a shell nor a compiler. */
function readGlibcVersion(): string | undefined {
	const { report } = process;
	// Else the report resolves the names of all sockets, which can take seconds. (Missing in the types of Node 20.)
	Object.assign(report, { excludeNetwork: true });
	const parsed: unknown = report.getReport();
	const header: unknown = isRecord(parsed) ? parsed['header'] : undefined;
	const version = isRecord(header) ? header['glibcVersionRuntime'] : undefined;
	return typeof version === 'string' ? version : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null;
}

/** Compares dotted versions as numbers: 2.9 is older than 2.27. */
function isAtLeast(version: string, needed: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	const [neededMajor = 0, neededMinor = 0] = needed.split('.').map(Number);
	return major === neededMajor ? minor >= neededMinor : major > neededMajor;
}
