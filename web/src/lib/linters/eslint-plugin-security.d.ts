declare module 'eslint-plugin-security' {
	const plugin: { readonly rules: Readonly<Record<string, import('eslint').Rule.RuleModule>> };
	export default plugin;
}
