export type Encoding = 'br' | 'gzip' | 'identity';

/**
 * Picks the encoding that an Accept-Encoding header likes best among those at hand; br before gzip when it does not
 * care. Identity when nothing fits, even where the client ruled it out: an answer is better than 406.
 */
export function negotiateEncoding(accept: string | undefined, atHand: readonly Encoding[]): Encoding {
	const weights = parseWeights(accept ?? '');
	const order: readonly Encoding[] = ['br', 'gzip', 'identity'];
	let best: Encoding = 'identity';
	let bestWeight = 0;
	for (const encoding of order) {
		if (!atHand.includes(encoding)) continue;
		const unnamed = encoding === 'identity' ? Number.MIN_VALUE : 0;
		const weight = weights.get(encoding) ?? weights.get('*') ?? unnamed;
		if (weight > bestWeight) [best, bestWeight] = [encoding, weight];
	}
	return best;
}

function parseWeights(accept: string): Map<string, number> {
	const weights = new Map<string, number>();
	for (const part of accept.toLowerCase().split(',')) {
		const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
		const weight = /^q=(.*)$/.exec(parameters.find((parameter) => parameter.startsWith('q=')) ?? 'q=1')?.[1];
		const parsed = Number(weight);
		if (name !== '') weights.set(name, parsed >= 0 && parsed <= 1 ? parsed : 0);
	}
	return weights;
}
