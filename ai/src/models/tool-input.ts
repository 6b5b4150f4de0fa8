/** What a model wrote as a call's input; undefined when it is no JSON. No text at all means no arguments. */
export function parseInput(json: string): unknown {
	if (json.trim() === '') return {};
	try {
		return JSON.parse(json) as unknown;
	} catch {
		// A broken call is the model's mistake, and is answered like one: with an error for the model.
		return undefined;
	}
}
