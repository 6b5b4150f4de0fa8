import { sveltekit } from '@sveltejs/kit/vite';
import { defineConfig } from 'vitest/config';

export default defineConfig({
	plugins: [sveltekit()],
	// Two copies of yjs break `instanceof`; the same line as in vite.config.ts.
	resolve: { dedupe: ['yjs', 'y-protocols', 'lib0'] },
	test: { name: 'web', include: ['src/**/*.test.ts'], testTimeout: 30_000 },
});
