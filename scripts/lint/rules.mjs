// The rules beyond the recommended ones, under the names that typescript-eslint gives them, for both linters.
export const OURS = {
	'no-console': 'error',
	'@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
	'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
	'@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
	'@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
	// Y.Text has a toString of its own, which its types do not declare.
	'@typescript-eslint/no-base-to-string': ['error', { ignoredTypeNames: ['Text', 'YText'] }],
};
