import adapter from '@sveltejs/adapter-node';
import { vitePreprocess } from '@sveltejs/vite-plugin-svelte';
import { withPrecompressed } from './vite/precompress.js';

/** @type {import('@sveltejs/kit').Config} */
const config = {
	preprocess: vitePreprocess(),
	kit: {
		adapter: withPrecompressed(adapter({ precompress: true })),
		// Rooms are entered by links; a crawler has nothing to prerender.
		prerender: { entries: [] },
		csp: {
			mode: 'nonce',
			directives: {
				'default-src': ['none'],
				'script-src': ['self'],
				// Monaco writes style elements and style attributes of its own while it runs; it has no way to give them a nonce.
				'style-src': ['self', 'unsafe-inline'],
				'img-src': ['self', 'data:'],
				'font-src': ['self', 'data:'],
				// The room's socket has our own origin. hooks.server.ts adds Vite's reload socket in development.
				'connect-src': ['self'],
				'worker-src': ['self'],
				'manifest-src': ['self'],
				'base-uri': ['none'],
				'form-action': ['self'],
				'frame-ancestors': ['none'],
				'object-src': ['none'],
			},
		},
	},
};

export default config;
