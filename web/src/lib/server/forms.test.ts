import { describe, expect, test } from 'vitest';
import { parseJoin, parseNewRoom, readJsonField } from './forms.ts';

function form(fields: Record<string, string | Blob>): FormData {
	const data = new FormData();
	for (const [name, value] of Object.entries(fields)) data.set(name, value);
	return data;
}

describe('the form for a new room', () => {
	test('takes a name, a room and a template', () => {
		const parsed = parseNewRoom(form({ name: '  Ada ', room: 'Analytical  engine', template: 'python' }), {
			isKnown: false,
		});
		expect(parsed).toMatchObject({ ok: true, value: { personName: 'Ada', roomName: 'Analytical engine' } });
		expect(parsed.ok && parsed.value.template.id).toBe('python');
	});

	test('needs neither a room name nor, of a known visitor, a name', () => {
		const parsed = parseNewRoom(form({ room: '   ' }), { isKnown: true });
		expect(parsed).toMatchObject({ ok: true, value: { personName: undefined, roomName: undefined } });
		expect(parsed.ok && parsed.value.template.id).toBe('empty');
	});

	test('says what is wrong beside each field, and gives back what was typed', () => {
		const parsed = parseNewRoom(form({ name: '', room: 'a\u202eb', template: 'cobol' }), { isKnown: false });
		expect(parsed).toEqual({
			ok: false,
			errors: {
				name: 'Give a name, so that others know who you are.',
				room: 'A room name cannot hold control characters or invisible ones.',
				template: 'Choose one of these.',
			},
			typed: { name: '', room: 'a\u202eb', template: 'cobol' },
		});
	});

	test.each([
		['10,000 letters', 'a'.repeat(10_000), 'A name has at most 64 characters.'],
		['a NUL', 'Ada\0', 'A name cannot hold control characters or invisible ones.'],
		['a line break', 'Ada\nLovelace', 'A name cannot hold control characters or invisible ones.'],
	])('refuses a name of %s with a sentence, and does not send it back whole', (_, name, sentence) => {
		const parsed = parseNewRoom(form({ name }), { isKnown: false });
		expect(parsed).toMatchObject({ ok: false, errors: { name: sentence } });
		expect(!parsed.ok && parsed.typed.name.length).toBeLessThanOrEqual(400);
	});

	test('takes a file in the place of a name for an empty name', () => {
		const parsed = parseNewRoom(form({ name: new Blob(['x']) }), { isKnown: false });
		expect(parsed).toMatchObject({ ok: false, errors: { name: 'Give a name, so that others know who you are.' } });
	});
});

test('the form of a link asks who is not known for a name, and takes a password as it was typed', () => {
	expect(parseJoin(form({ name: ' Grace ', password: ' se same ' }), { isKnown: false })).toEqual({
		ok: true,
		value: { personName: 'Grace', password: ' se same ' },
	});
	expect(parseJoin(form({}), { isKnown: true })).toEqual({ ok: true, value: { personName: undefined, password: '' } });
	const refused = parseJoin(form({ password: 'sesame' }), { isKnown: false });
	expect(refused).toMatchObject({ ok: false, errors: { name: 'Give a name, so that others know who you are.' } });
	expect(JSON.stringify(refused)).not.toContain('sesame');
});

test.each(['', 'null', '[]', '{', '"role"', '{"__proto__":1}', `{"role":"${'x'.repeat(200_000)}"}`])(
	'a body like %.20s has no field',
	async (body) => {
		const request = new Request('http://localhost/', { method: 'POST', body });
		expect(await readJsonField(request, 'role')).toBeUndefined();
	},
);

test('a field of a JSON body is read', async () => {
	const request = new Request('http://localhost/', { method: 'POST', body: '{"role":"viewer"}' });
	expect(await readJsonField(request, 'role')).toBe('viewer');
});
