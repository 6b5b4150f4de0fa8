import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { parseProjectId, parseUserId, type ProjectId } from '@covibe/shared';
import { createLink } from '../links.ts';
import { findGrant } from '../members.ts';
import type { Sql } from '../sql.ts';
import { StartFailure } from '../start-failure.ts';
import { exportProject } from './export.ts';
import { importProject } from './import.ts';
import { readLines } from './lines.ts';
import { listAllProjects, verifyProject } from './verify.ts';

type Say = (line: string) => void;

/** Verifies the named projects, or all of them. @returns the exit code: 1 when one has a fault */
export async function verifyCommand(sql: Sql, args: readonly string[], say: Say): Promise<number> {
	const all = await listAllProjects(sql);
	const asked = args.map(readProjectId);
	for (const id of asked) if (!all.some((each) => each.id === id)) throw new StartFailure(`There is no project ${id}.`);
	const projects = asked.length === 0 ? all : all.filter(({ id }) => asked.includes(id));
	let [rows, bytes, faults] = [0, 0, 0];
	for (const project of projects) {
		const report = await verifyProject(sql, project);
		rows += report.rows;
		bytes += report.bytes;
		if (report.fault === undefined) continue;
		faults++;
		say(`${report.projectId} "${report.name}": ${report.fault}`);
	}
	const size = `${rows} rows, ${(bytes / 1e6).toFixed(1)} MB`;
	say(`${projects.length} projects, ${size}: ${faults === 0 ? 'all are as their logs say' : `${faults} with a fault`}`);
	return faults === 0 ? 0 : 1;
}

/** Writes a project with its history to a new file. */
export async function exportCommand(sql: Sql, [project = '', file]: readonly string[], say: Say): Promise<number> {
	if (file === undefined) throw new StartFailure('Say which project and where to: export PROJECT FILE');
	const projectId = readProjectId(project);
	// Under its own name only when it is whole.
	const draft = `${file}.part`;
	const gzip = createGzip();
	const written = pipeline(gzip, createWriteStream(draft, { flags: 'wx', mode: 0o600 }));
	const write = (line: string) =>
		new Promise<void>((resolve, reject) => gzip.write(line, (error) => (error ? reject(error) : resolve())));
	try {
		const work = exportProject(sql, projectId, write).finally(() => gzip.end());
		const [{ name, rows }] = await Promise.all([work, written]);
		await rename(draft, file);
		say(`"${name}" with its ${rows} rows is in ${file}`);
		return 0;
	} catch (error) {
		if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) await rm(draft, { force: true });
		throw error;
	}
}

/** Makes a project of such a file, for a person who is here, or with a link for whoever opens it. */
export async function importCommand(sql: Sql, args: readonly string[], say: Say): Promise<number> {
	const [file, option, owner] = args;
	if (file === undefined || (option !== undefined && option !== '--owner'))
		throw new StartFailure('Say which file: import FILE [--owner PERSON]');
	const named = option === undefined ? undefined : await findPerson(sql, owner);
	const { projectId, ownerId, name, rows } = await importProject(sql, readLines(file), named);
	say(`"${name}" with its ${rows} rows is project ${projectId}`);
	const grant = named ? undefined : await findGrant(sql, projectId, ownerId);
	if (grant) say(`Who opens /s/${await createLink(sql, grant, { role: 'editor' })} may edit it.`);
	return 0;
}

async function findPerson(sql: Sql, text: string | undefined) {
	const userId = parseUserId(text);
	const rows = userId ? await sql`SELECT FROM app_user WHERE id = ${userId}` : [];
	if (!userId || rows.length === 0) throw new StartFailure(`There is no person ${text ?? ''}.`);
	return userId;
}

function readProjectId(text: string): ProjectId {
	const projectId = parseProjectId(text);
	if (!projectId) throw new StartFailure(`"${text}" is no project: it is the last part of /p/PROJECT.`);
	return projectId;
}
