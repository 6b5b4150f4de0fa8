import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { StartFailure } from '../start-failure.ts';

/** The lines of a compressed file. @throws StartFailure when it cannot be read */
export async function* readLines(file: string): AsyncGenerator<string> {
	const source = createReadStream(file);
	const text = source.pipe(createGunzip()).setEncoding('utf8');
	// `pipe` passes no errors on.
	source.on('error', (error) => text.destroy(error));
	// One line may be long: its pieces are put together once.
	let pieces: string[] = [];
	try {
		for await (const chunk of text as AsyncIterable<string>) {
			const [first = '', ...others] = chunk.split('\n');
			pieces.push(first);
			for (const next of others) {
				yield pieces.join('');
				pieces = [next];
			}
		}
	} catch (error) {
		throw new StartFailure(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
	} finally {
		source.destroy();
	}
	const rest = pieces.join('');
	if (rest !== '') yield rest;
}
