/** Made by web/vite/syntax-assets.ts. */
declare module 'virtual:covibe/grammars' {
	import type { LanguageId } from '@covibe/shared/diagnostics';
	/** The address of each grammar's WebAssembly. */
	export const grammarUrls: Readonly<Record<LanguageId, string>>;
}

declare module 'virtual:covibe/rules/*' {
	/** Name and content of each file. */
	export const texts: readonly (readonly [name: string, text: string])[];
}

declare module 'virtual:covibe/tags' {
	/** Name and content of each file. */
	export const texts: readonly (readonly [name: string, text: string])[];
}
