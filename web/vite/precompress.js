import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const COMPRESSED = new Set(['.html', '.js', '.mjs', '.json', '.css', '.svg', '.xml', '.txt', '.wasm']);
/** What everybody loads is worth the longest look for the smallest file. */
const BEST_QUALITY = constants.BROTLI_MAX_QUALITY;
/**
 * Linters and grammars, 47 MB of which a person loads the few of their languages. Measured on 26 Nov 2026: they are an
 * eighth larger than at the best quality, which takes 34 s of processor for Ruff, clang-format and C# alone; this, 3 s.
 */
const WASM_QUALITY = 9;

/**
 * The adapter, with the siblings `.gz` and `.br` of static files made by us: Kit takes the best quality for all of them.
 * @param {import('@sveltejs/kit').Adapter} adapter
 * @returns {import('@sveltejs/kit').Adapter}
 */
export function withPrecompressed(adapter) {
	return { ...adapter, adapt: (builder) => adapter.adapt({ ...builder, compress: compressFolder }) };
}

/** @param {string} folder */
async function compressFolder(folder) {
	const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(
		// Nothing is prerendered.
		() => [],
	);
	const files = entries.filter((entry) => entry.isFile() && COMPRESSED.has(path.extname(entry.name)));
	await Promise.all(files.map(({ parentPath, name }) => compressFile(path.join(parentPath, name))));
}

/** @param {string} file */
async function compressFile(file) {
	const bytes = await readFile(file);
	const isWasm = path.extname(file) === '.wasm';
	const brotli = promisify(brotliCompress)(bytes, {
		params: {
			[constants.BROTLI_PARAM_MODE]: isWasm ? constants.BROTLI_MODE_GENERIC : constants.BROTLI_MODE_TEXT,
			[constants.BROTLI_PARAM_QUALITY]: isWasm ? WASM_QUALITY : BEST_QUALITY,
			[constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
		},
	});
	const gzipped = promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION });
	await Promise.all([writeFile(`${file}.br`, await brotli), writeFile(`${file}.gz`, await gzipped)]);
}
