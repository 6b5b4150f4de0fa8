import { can, CovibeError, type Role, type RoomEvent, type RoomRules } from '@covibe/shared';

/** The rules of a room in use. Those that come late, from a look that was slower, change nothing. [RT26] */
export class RulesInForce {
	readonly #tell: (event: RoomEvent) => void;
	#rules: RoomRules | undefined;

	constructor(tell: (event: RoomEvent) => void) {
		this.#tell = tell;
	}

	/** False until somebody has read them. */
	get areKnown(): boolean {
		return this.#rules !== undefined;
	}

	obey(rules: RoomRules): void {
		if (this.#rules && rules.version <= this.#rules.version) return;
		this.#rules = rules;
		this.#tell({ type: 'room-rules', rules });
	}

	/** For who comes in; undefined: nobody has ever made any. */
	news(): RoomEvent | undefined {
		const rules = this.#rules;
		return rules && rules.version > 0 ? { type: 'room-rules', rules } : undefined;
	}

	/** @throws CovibeError 'read-only' | 'room-frozen' */
	requireEdit(role: Role): void {
		if (!can(role, 'edit')) throw new CovibeError('read-only');
		if (this.#rules?.isFrozen) throw new CovibeError('room-frozen');
	}
}
