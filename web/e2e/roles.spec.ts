import { can, ROLES, type Role } from '@covibe/shared';
import { expect, test } from './fixtures.ts';
import { PARAMETERS, ROUTE_RULES, type Rule } from './route-rules.ts';
import { listRoutes } from './routes.ts';
import { Visitor } from './visitor.ts';

type Who = Role | 'outsider' | 'account' | 'nobody';

/** A room with one person of each role, a guest and somebody with an account who are not in it, and one without a session. */
async function cast(url: string): Promise<{ room: string; people: ReadonlyMap<Who, Visitor> }> {
	const people = new Map<Who, Visitor>(
		[...ROLES, 'outsider' as const, 'account' as const, 'nobody' as const].map((who) => [who, new Visitor(url)]),
	);
	const owner = people.get('owner')!;
	const room = (await owner.submit('/', { name: 'owner' })).location ?? '';
	await people.get('outsider')!.submit('/', { name: 'outsider' });
	const credentials = { email: 'account@example.org', password: 'correct horse battery' };
	await people.get('account')!.submit('/sign-up', { ...credentials, name: 'account' });
	expect(await people.get('account')!.submit('/sign-in', credentials)).toMatchObject({ type: 'redirect' });
	for (const role of ROLES.slice(1)) {
		const made = await owner.fetch('POST', `${room}/links`, { role: role === 'admin' ? 'editor' : role });
		const link = new URL((JSON.parse(made.text) as { url: string }).url).pathname;
		await people.get(role)!.submit(link, { name: role });
	}
	const { text } = await owner.fetch('GET', `${room}/members`);
	const { members } = JSON.parse(text) as { members: { user: { id: string; name: string } }[] };
	const admin = members.find(({ user }) => user.name === 'admin')?.user.id ?? '';
	expect((await owner.fetch('PUT', `${room}/members/${admin}`, { role: 'admin' })).status).toBe(200);
	return { room, people };
}

/** Whether somebody was let through to what the route does, or what they were told instead. */
async function outcome(visitor: Visitor, route: string, rule: Rule, room: string): Promise<string> {
	const [method = '', pattern = '', action] = route.split(' ');
	const path = pattern
		.replace('/p/[project]', room)
		.replace(/\[[^\]]+\]/g, (parameter) => PARAMETERS[parameter] ?? `no value for ${parameter}`);
	if (action !== undefined) {
		const { type, status } = await visitor.submit(action === 'default' ? path : `${path}?/${action}`, {});
		return type === 'error' && status !== 404 ? `refused ${status}` : 'let through';
	}
	const { status, code, location } = await visitor.fetch(method, path + (rule.query ?? ''), rule.body);
	// A page says so by asking who it is.
	if (status === 303 && location.startsWith('/sign-in')) return 'refused 401';
	if (status >= 500) return `broke ${status}`;
	if ([401, 403].includes(status) || code === 'not-found') return `refused ${status}`;
	return code === '' && status === 404 && rule.needs !== 'anybody' ? `refused ${status}` : 'let through';
}

function expected(who: Who, { needs }: Rule, route: string): string {
	if (needs === 'anybody') return 'let through';
	// Pages say the same to everybody who is not in the room.
	if (who === 'nobody') return route === 'GET /p/[project]' ? 'refused 404' : 'refused 401';
	if (needs === 'session') return 'let through';
	if (needs === 'account') return who === 'account' ? 'let through' : 'refused 403';
	if (who === 'outsider' || who === 'account') return 'refused 404';
	return can(who, needs) ? 'let through' : 'refused 403';
}

test('[P5] every route of the server has a rule, and no rule is for a route that is gone', () => {
	expect(listRoutes()).toEqual(Object.keys(ROUTE_RULES).sort());
});

test('[P5] every route lets each role do what the table of rights says, and nothing else', async ({ house }) => {
	const { room, people } = await cast(house.url);
	const [found, table]: [string[], string[]] = [[], []];
	for (const [route, rule] of Object.entries(ROUTE_RULES))
		for (const [who, visitor] of people) {
			found.push(`${route}, ${who}: ${await outcome(visitor, route, rule, room)}`);
			table.push(`${route}, ${who}: ${expected(who, rule, route)}`);
		}
	expect(found).toEqual(table);
});
