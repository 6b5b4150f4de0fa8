import * as v from 'valibot';
import { type FileId, parseFileId } from './names.ts';

/** How many colours people are told apart by; the values are tokens of the page's theme. */
export const PERSON_COLOURS = 12;

/** Who is behind a caret. The server stamps it; what a client claims is thrown away. */
export type PresenceUser = {
	readonly id: string;
	readonly name: string;
	/** Index into the palette, 0 to 11. */
	readonly colour: number;
	readonly kind: 'person' | 'agent';
	/** Of an agent: the name of the person whose rights it has. */
	readonly askedBy?: string | undefined;
};

/** What an agent is doing. */
export const AGENT_STATUSES = ['reading', 'thinking', 'typing', 'checking', 'waiting'] as const;
export type AgentStatus = (typeof AGENT_STATUSES)[number];

/** A relative position as Yjs writes it to JSON (yjs, RelativePosition). */
export type RelativePositionJson = {
	readonly type?: StructId | null;
	readonly tname?: string | null;
	readonly item?: StructId | null;
	readonly assoc?: number;
};
type StructId = { readonly client: number; readonly clock: number };

/** One client's awareness state. */
export type Presence = {
	readonly user?: PresenceUser;
	readonly file?: FileId;
	readonly selection?: { readonly anchor: RelativePositionJson; readonly head: RelativePositionJson };
	readonly status?: AgentStatus;
};

const structId = v.object({
	client: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(0xffff_ffff)),
	clock: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(2 ** 40)),
});
const relativePosition = v.pipe(
	v.object({
		type: v.optional(v.nullable(structId)),
		tname: v.optional(v.nullable(v.pipe(v.string(), v.maxLength(32)))),
		item: v.optional(v.nullable(structId)),
		assoc: v.optional(v.pipe(v.number(), v.integer(), v.minValue(-1), v.maxValue(0))),
	}),
	// Without any of the three, Yjs throws when it looks the position up.
	v.check((position) => position.type != null || position.item != null || position.tname != null),
);
const selection = v.object({ anchor: relativePosition, head: relativePosition });
const user = v.object({
	id: v.pipe(v.string(), v.maxLength(64)),
	name: v.pipe(v.string(), v.maxLength(256)),
	colour: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(PERSON_COLOURS - 1)),
	kind: v.picklist(['person', 'agent']),
	askedBy: v.optional(v.pipe(v.string(), v.maxLength(256))),
});

/** Keeps what is well formed of a state and drops the rest; undefined when it is no state at all. */
export function parsePresence(state: unknown): Presence | undefined {
	if (typeof state !== 'object' || state === null || Array.isArray(state)) return undefined;
	const record = state as Record<string, unknown>;
	const parsedUser = v.safeParse(user, record['user']);
	const parsedSelection = v.safeParse(selection, record['selection']);
	const file = parseFileId(record['file']);
	const status = AGENT_STATUSES.find((each) => each === record['status']);
	return {
		...(parsedUser.success ? { user: parsedUser.output } : {}),
		...(file === undefined ? {} : { file }),
		...(status === undefined ? {} : { status }),
		...(parsedSelection.success ? { selection: parsedSelection.output as NonNullable<Presence['selection']> } : {}),
	};
}
