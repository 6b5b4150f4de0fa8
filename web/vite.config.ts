import { sveltekit } from '@sveltejs/kit/vite';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { syntaxAssets } from './vite/syntax-assets.ts';

export default defineConfig({
	// In development, workers are served with the plugins of pages.
	plugins: [tailwindcss(), sveltekit(), syntaxAssets()],
	resolve: {
		alias: [
			// y-monaco imports Monaco by its old deep path; 0.57 moved the files.
			{ find: /^monaco-editor\/esm\/vs\/(.*)$/, replacement: 'monaco-editor/$1' },
		],
		dedupe: ['yjs', 'y-protocols', 'lib0'],
	},
	// Native code cannot be bundled; the server that was built finds it among web's own dependencies.
	ssr: { external: ['@node-rs/argon2'] },
	worker: { format: 'es', plugins: () => [syntaxAssets()] },
	// The editor is one lazy chunk of about 3.5 MB; the budget that matters is gzip, and a test holds it.
	build: { chunkSizeWarningLimit: 4_000 },
});
