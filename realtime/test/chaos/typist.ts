import type { ProjectId, UserId } from '@covibe/shared';
import type { Random } from '@covibe/shared/testing';
import * as Y from 'yjs';
import { openStockClient, type StockClient } from '../stock-client.ts';

/** What somebody knew at one moment: what must never be lost from then on. */
export type Memory = {
	/** Updates of theirs that were called durable. */
	readonly acknowledged: readonly Uint8Array[];
	/** The next clock of everybody else, as far as they saw them. */
	readonly seen: ReadonlyMap<number, number>;
};

/** Between two keys, in ms. */
const KEY_MS = { least: 10, most: 40 };

/** Somebody who types and deletes in a room until told to stop. */
export class Typist {
	readonly client: StockClient;
	readonly node: number;
	readonly #random: Random;
	#timer: NodeJS.Timeout | undefined;

	constructor(visit: { port: number; projectId: ProjectId; userId: UserId; node: number }, random: Random) {
		this.client = openStockClient(visit, { params: { covibe: '1' } });
		this.node = visit.node;
		this.#random = random;
	}

	type(): void {
		const pauseMs = KEY_MS.least + this.#random.integer(KEY_MS.most - KEY_MS.least);
		this.#timer = setTimeout(() => {
			// An answer is awaited with every document that is not empty.
			if (this.client.provider.synced || this.client.text.length > 0) this.#edit();
			this.type();
		}, pauseMs);
	}

	#edit(): void {
		const { text } = this.client;
		const at = this.#random.integer(text.length + 1);
		if (at < text.length && this.#random.integer(5) === 0) text.delete(at, Math.min(4, text.length - at));
		else text.insert(at, this.#random.pick(['a', 'bc', 'def\n']));
	}

	rest(): void {
		clearTimeout(this.#timer);
	}

	remember(): Memory {
		const seen = Y.decodeStateVector(Y.encodeStateVector(this.client.doc));
		seen.delete(this.client.doc.clientID);
		return { acknowledged: [...this.client.acknowledged()], seen };
	}

	/** Leaves for good: what the server lost, nobody brings back. */
	leave(): void {
		this.rest();
		this.client.close();
	}
}
