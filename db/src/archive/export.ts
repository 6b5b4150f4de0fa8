import type { ProjectId } from '@covibe/shared';
import { StartFailure } from '../start-failure.ts';
import type { Sql, Transaction } from '../sql.ts';
import { type Line, writeLine } from './project-file.ts';
import { Replay } from './replay.ts';
import { rowsOf } from './verify.ts';

/**
 * The lines of a project's file, from one moment. The chat is not in it: it belongs to accounts of this installation.
 * @throws StartFailure when there is no such project, or its log is not whole: what is exported can be imported.
 */
export async function exportProject(
	sql: Sql,
	projectId: ProjectId,
	write: (line: string) => Promise<void>,
): Promise<{ readonly name: string; readonly rows: number }> {
	return await sql.begin('isolation level repeatable read read only', async (tx) => {
		const [project] = await tx<{ name: string }[]>`SELECT name FROM project WHERE id = ${projectId}`;
		if (!project) throw new StartFailure(`There is no project ${projectId}.`);
		await write(writeLine({ kind: 'project', version: 1, name: project.name }));
		for (const line of await readOwners(tx, projectId)) await write(writeLine(line));
		const replay = new Replay();
		let rows = 0;
		for await (const { seq, at, bytes } of rowsOf(tx, projectId, 0)) {
			replay.take({ seq, bytes });
			if (replay.fault !== undefined) throw new StartFailure(`The log of this project is not whole: ${replay.fault}.`);
			await write(writeLine({ kind: 'row', seq, at: at.toISOString(), bytes: bytes.toString('base64') }));
			rows++;
		}
		await write(writeLine({ kind: 'end', rows }));
		return { name: project.name, rows };
	});
}

async function readOwners(tx: Transaction, projectId: ProjectId): Promise<Line[]> {
	const people = await tx<{ id: string; name: string; colour: number }[]>`
		SELECT id, name, colour FROM app_user
		WHERE id IN (SELECT user_id FROM doc_client WHERE project_id = ${projectId}) ORDER BY id`;
	const clients = await tx<{ client: number; person: string; turn: string | null; seq: number }[]>`
		SELECT client_id AS client, user_id AS person, turn_id AS turn, seq FROM doc_client
		WHERE project_id = ${projectId} ORDER BY seq, client_id`;
	return [
		...people.map(({ id, name, colour }) => ({ kind: 'person', id, name, colour }) as const),
		...clients.map(({ client, person, turn, seq }) => ({ kind: 'client', client, person, turn, seq }) as const),
	];
}
