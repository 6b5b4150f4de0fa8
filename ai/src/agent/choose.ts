import {
	type ClaimedTurn,
	findSealedKeys,
	isSealedByOldKey,
	type KeyRing,
	replaceSealed,
	seal,
	type Sql,
	unseal,
} from '@covibe/db';
import type { AiSettings } from '@covibe/shared';
import { type Catalog, type CatalogLink, installationKeys, type KeyFor } from '../models/catalog.ts';

/** The id of the built-in helper among the models. */
export const BUILT_IN = 'built-in';
export const BUILT_IN_LABEL = 'Built-in helper';

export type Chosen = {
	/** The one that is to answer, then those that stand in for it; none: the built-in helper answers. */
	readonly links: readonly CatalogLink[];
	readonly label: string;
	/** Said in the chat when it is not the model that was wanted. */
	readonly note: string | undefined;
};

/** Chooses who answers a turn; nothing of a local-only room goes to a cloud. */
export function chooseModels(
	catalog: Catalog,
	{ wanted, settings, keyFor }: { wanted: string; settings: AiSettings; keyFor: KeyFor },
): Chosen {
	if (wanted === BUILT_IN) return { links: [], label: BUILT_IN_LABEL, note: undefined };
	const links = catalog.links({ wanted, keyFor, isLocalOnly: settings.isLocalOnly });
	const first = links[0];
	const label = first?.label ?? BUILT_IN_LABEL;
	const model = catalog.find(wanted);
	if (first && (first.ref === wanted || first.entry.id === wanted)) return { links, label, note: undefined };
	const name = model?.label ?? wanted;
	const reason =
		settings.isLocalOnly && model && !model.isLocal ? 'This room uses local models alone' : 'There is no key for it';
	return {
		links,
		label,
		note: `${name} cannot answer here. ${reason}, so ${first ? label : 'the built-in helper'} answers.`,
	};
}

type Keys = { readonly sql: Sql; readonly ring: KeyRing; readonly installation: ReadonlyMap<string, string> };

/** The keys of a turn: those of who asked, then the room's, then the installation's. Opens them, and keeps them nowhere. */
export async function openKeys(
	{ sql, ring, installation }: Keys,
	{ askerId, projectId }: Pick<ClaimedTurn, 'askerId' | 'projectId'>,
): Promise<KeyFor> {
	const own = new Map<string, { id: string; secret: string }>();
	for (const key of await findSealedKeys(sql, { userId: askerId, projectId })) {
		const secret = unseal(ring, key.use, key.sealed);
		if (secret === undefined) continue;
		if (!own.has(key.provider)) own.set(key.provider, { id: key.id, secret });
		if (isSealedByOldKey(ring, key.sealed))
			await replaceSealed(sql, { id: key.id, from: key.sealed, to: seal(ring, key.use, secret) });
	}
	const ofInstallation = installationKeys(installation);
	return (endpoint) => own.get(endpoint) ?? ofInstallation(endpoint);
}

/** Of the rows of keys, and undefined for the installation's and for none. */
export function ownKeyId(keyId: string): string | undefined {
	return /^(installation|none):/.test(keyId) ? undefined : keyId;
}
