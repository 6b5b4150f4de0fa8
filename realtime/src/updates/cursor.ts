import { CovibeError } from '@covibe/shared';

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Refuses an update; the reason is for logs and tests, the person reads the sentence of the table. */
export function refuse(reason: string): never {
	throw new CovibeError('update-invalid', { cause: reason });
}

/** Reads an update's bytes from left to right, as lib0 does, and never past their end. Every method refuses what lib0 would. */
export class Cursor {
	readonly #bytes: Uint8Array;
	#at = 0;

	constructor(bytes: Uint8Array) {
		this.#bytes = bytes;
	}

	get left(): number {
		return this.#bytes.length - this.#at;
	}

	byte(): number {
		const byte = this.#bytes[this.#at];
		if (byte === undefined) refuse('truncated');
		this.#at++;
		return byte;
	}

	/** An unsigned integer of at most 2^53 - 1. */
	uint(): number {
		let value = 0;
		let unit = 1;
		for (let length = 1; ; length++) {
			const byte = this.byte();
			value += (byte & 0x7f) * unit;
			if (byte < 0x80) break;
			if (length === 8) refuse('integer too long');
			unit *= 128;
		}
		if (value > Number.MAX_SAFE_INTEGER) refuse('integer too large');
		return value;
	}

	/** A signed integer; its value does not matter here. */
	skipInt(): void {
		for (let length = 1; this.byte() >= 0x80; length++) if (length === 8) refuse('integer too long');
	}

	skip(length: number): void {
		if (length > this.left) refuse('truncated');
		this.#at += length;
	}

	/** A string. */
	text(): string {
		return this.#decode(this.#take());
	}

	/** A string, of which only the length in UTF-16 code units is needed. */
	textUnits(): number {
		const bytes = this.#take();
		for (const byte of bytes) if (byte >= 0x80) return this.#decode(bytes).length;
		return bytes.length;
	}

	#take(): Uint8Array {
		const length = this.uint();
		const from = this.#at;
		this.skip(length);
		return this.#bytes.subarray(from, from + length);
	}

	#decode(bytes: Uint8Array): string {
		try {
			return utf8.decode(bytes);
		} catch {
			// Safe: the decoder throws for one reason only, and the update is refused for it.
			return refuse('text is not UTF-8');
		}
	}
}
