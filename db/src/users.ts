import { CovibeError, parseUserId, type UserId } from '@covibe/shared';
import { createUserId, pickColour } from './ids.ts';
import type { Queries } from './sql.ts';

export type User = {
	readonly id: UserId;
	/** A guest has no more than a cookie. */
	readonly kind: 'guest' | 'account';
	readonly name: string;
	/** Index into the palette of twelve. */
	readonly colour: number;
};

export type UserRow = { id: string; kind: User['kind']; name: string; colour: number };

/** Makes a person without an account. `name` has been through parseDisplayName. */
export async function createGuest(sql: Queries, guest: { name: string }): Promise<User> {
	const user: User = { id: createUserId(), kind: 'guest', name: guest.name, colour: pickColour() };
	await sql`INSERT INTO app_user ${sql(user, 'id', 'kind', 'name', 'colour')}`;
	return user;
}

export function parseUserRow(row: UserRow): User {
	const id = parseUserId(row.id);
	if (id === undefined) throw new CovibeError('not-signed-in', { cause: new Error('a user row has a malformed id') });
	return { id, kind: row.kind, name: row.name, colour: row.colour };
}
