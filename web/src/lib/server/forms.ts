import { CovibeError, parseDisplayName, parseProjectName } from '@covibe/shared';
import { findTemplate, type Template } from './templates/index.ts';

/** The sentence under each field that has to change. */
export type FieldErrors<Field extends string> = { readonly [F in Field]?: string };

/** A form as it was read: what it says, or what is wrong with it and what was typed, to show it again. */
export type Parsed<Value, Field extends string> =
	| { readonly ok: true; readonly value: Value }
	| { readonly ok: false; readonly errors: FieldErrors<Field>; readonly typed: Readonly<Record<Field, string>> };

export type NewRoom = {
	/** Undefined when the visitor is known already. */
	readonly personName: string | undefined;
	/** Undefined when the room was left without a name. */
	readonly roomName: string | undefined;
	readonly template: Template;
};

/** What was typed comes back into the field, but a megabyte need not. */
const ECHO_LENGTH = 400;

/** Reads the form of the home page. A known visitor is not asked for a name. */
export function parseNewRoom(
	form: FormData,
	{ isKnown }: { isKnown: boolean },
): Parsed<NewRoom, 'name' | 'room' | 'template'> {
	const typed = { name: text(form, 'name'), room: text(form, 'room'), template: text(form, 'template') };
	const name = isKnown ? undefined : attempt(() => parseDisplayName(typed.name));
	const room = typed.room.trim() === '' ? undefined : attempt(() => parseProjectName(typed.room));
	const template = findTemplate(typed.template === '' ? 'empty' : typed.template);
	if (template && !name?.error && !room?.error)
		return { ok: true, value: { personName: name?.value, roomName: room?.value, template } };
	const errors = {
		...(name?.error ? { name: name.error } : {}),
		...(room?.error ? { room: room.error } : {}),
		...(template ? {} : { template: 'Choose one of these.' }),
	};
	return { ok: false, errors, typed: echo(typed) };
}

export type Join = {
	/** Undefined when the visitor is known already. */
	readonly personName: string | undefined;
	/** As it was typed. */
	readonly password: string;
};

/** Reads the form of a share link's page. A known visitor is not asked for a name. A password never comes back. */
export function parseJoin(form: FormData, { isKnown }: { isKnown: boolean }): Parsed<Join, 'name'> {
	const typed = { name: text(form, 'name') };
	const name = isKnown ? undefined : attempt(() => parseDisplayName(typed.name));
	if (name?.error !== undefined) return { ok: false, errors: { name: name.error }, typed: echo(typed) };
	return { ok: true, value: { personName: name?.value, password: text(form, 'password') } };
}

/** A field's text; a file in its place counts as nothing. */
export function text(form: FormData, field: string): string {
	const value = form.get(field);
	return typeof value === 'string' ? value : '';
}

type Attempt<T> =
	{ readonly value: T; readonly error?: undefined } | { readonly value?: undefined; readonly error: string };

export function attempt<T>(parse: () => T): Attempt<T> {
	try {
		return { value: parse() };
	} catch (cause) {
		if (cause instanceof CovibeError) return { error: cause.message };
		throw cause;
	}
}

export function echo<Field extends string>(typed: Record<Field, string>): Record<Field, string> {
	const pairs = Object.entries<string>(typed).map(([field, value]) => [field, value.slice(0, ECHO_LENGTH)]);
	return Object.fromEntries(pairs) as Record<Field, string>;
}

/** UTF-16 units of a JSON body: the longest message, escaped, with all its mentions. Our pages send nothing longer. */
const JSON_LENGTH = 200_000;

/** The fields of a JSON body, unchecked; none when it is no JSON object, or too long. */
export async function readJsonFields(request: Request): Promise<Readonly<Record<string, unknown>>> {
	const body = await request.text();
	if (body.length > JSON_LENGTH) return {};
	try {
		const parsed: unknown = JSON.parse(body);
		// Without a prototype, so that nothing is read that was not sent.
		return typeof parsed === 'object' && parsed !== null
			? (Object.assign(Object.create(null), parsed) as Record<string, unknown>)
			: {};
	} catch {
		// Safe: what is no JSON has no field, and the caller refuses a missing field with its own sentence.
		return {};
	}
}

/** One field of a JSON body; undefined when there is no such field. */
export async function readJsonField(request: Request, field: string): Promise<unknown> {
	return (await readJsonFields(request))[field];
}
