/** What the formatters take, by the end of a file's name; apart from the tools, which are loaded later. */
export const CLANG_FORMAT_EXTENSIONS: ReadonlySet<string> = new Set(
	'c h cc cpp cxx c++ hh hpp hxx h++ ipp inl java cs proto'.split(' '),
);

const RANGE = 'js jsx mjs cjs ts tsx mts cts json webmanifest map geojson jsonc graphql gql'.split(' ');

/** Of those, the ones of which prettier can do a part. */
export const PRETTIER_RANGE_EXTENSIONS: ReadonlySet<string> = new Set(RANGE);

export const PRETTIER_EXTENSIONS: ReadonlySet<string> = new Set([
	...RANGE,
	...'json5 css scss less html htm xhtml vue md markdown mdx yaml yml'.split(' '),
]);
