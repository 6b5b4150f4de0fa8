import { nameOf } from '../files/tree.ts';

/** What a tab says: the file's name and, where another open file has the same name, as much of its folder as tells them apart. */
export type TabName = { readonly name: string; readonly hint: string | undefined };

/** Names for open files, in the order of their paths. */
export function tabNames(paths: readonly string[]): TabName[] {
	return paths.map((path) => {
		const name = nameOf(path);
		const rivals = paths.filter((other) => other !== path && nameOf(other) === name);
		return { name, hint: rivals.length === 0 ? undefined : shortestHint(path, rivals) };
	});
}

function shortestHint(path: string, rivals: readonly string[]): string {
	const folders = path.split('/').slice(0, -1);
	for (let count = 1; count < folders.length; count++) {
		const hint = folders.slice(-count).join('/');
		const isShared = rivals.some((rival) => `/${rival.split('/').slice(0, -1).join('/')}`.endsWith(`/${hint}`));
		if (!isShared) return hint;
	}
	return folders.length === 0 ? 'root' : folders.join('/');
}
