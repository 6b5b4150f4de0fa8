import { CovibeError } from './errors.ts';

/** What holds for everybody in a room, besides roles. */
export type RoomRules = {
	/** Nobody writes, the AI neither. */
	readonly isFrozen: boolean;
	/** In the room at once; undefined: any number. */
	readonly maxPeople: number | undefined;
	/** Of two copies the higher is true. */
	readonly version: number;
};

/** For how many people at once a room can be made at a click. */
export const ROOM_SIZES = [2, 5, 10, 20, 50, 100] as const;

export type RulesChange = { readonly isFrozen?: boolean; readonly maxPeople?: number | undefined };

/** What of a room's rules is to change. `maxPeople: null`: any number. @throws CovibeError 'settings-invalid' */
export function parseRulesChange(fields: Readonly<Record<string, unknown>>): RulesChange {
	const { isFrozen, maxPeople } = fields;
	if (isFrozen !== undefined && typeof isFrozen !== 'boolean') throw new CovibeError('settings-invalid');
	const size = ROOM_SIZES.find((each) => each === maxPeople);
	if (maxPeople !== undefined && maxPeople !== null && size === undefined)
		throw new CovibeError('settings-invalid', { detail: 'A room cannot have this size. Choose one of those offered.' });
	return {
		...(isFrozen === undefined ? {} : { isFrozen }),
		...(maxPeople === undefined ? {} : { maxPeople: size }),
	};
}

/** A room that nobody has made rules for. */
export const NO_RULES: RoomRules = { isFrozen: false, maxPeople: undefined, version: 0 };
