import init, { format } from '@wasm-fmt/gofmt/web';
import { FormatRefusal } from './format-refusal.ts';

/** @param wasm its address, or its bytes. */
export async function loadGofmt(wasm: string | BufferSource): Promise<(text: string) => string> {
	await init(wasm);
	return formatGo;
}

/** @throws FormatRefusal when the text cannot be parsed. */
function formatGo(text: string): string {
	try {
		return format(text);
	} catch (error) {
		throw toRefusal(error);
	}
}

/** gofmt says `2:9: expected ')', found '{'`, and how many more there are. */
function toRefusal(error: unknown): FormatRefusal {
	const words = error instanceof Error ? error.message : String(error);
	const [, line, reason] = /(\d+):\d+: ([^\n]*)/.exec(words) ?? [];
	return new FormatRefusal(
		(reason ?? words).replace(/ \(and \d+ more errors\)$/, ''),
		line === undefined ? undefined : Number(line),
	);
}
