import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

// Without Kit's plugin: it takes the folder in which the command was typed for its root, and tests run from the top.
export default defineConfig({
	plugins: [svelte({ configFile: false })],
	resolve: {
		alias: { $lib: fileURLToPath(new URL('src/lib', import.meta.url)) },
		// Two copies of yjs break `instanceof`; the same line as in vite.config.ts.
		dedupe: ['yjs', 'y-protocols', 'lib0'],
	},
	test: {
		name: 'web',
		include: ['src/**/*.test.ts'],
		testTimeout: 90_000,
		// A process for each of the small files costs more than the tests; each cleans up after itself.
		isolate: false,
		unstubGlobals: true,
	},
});
