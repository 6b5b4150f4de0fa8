import { expect, it } from 'vitest';
import { languageOf } from './languages.ts';

it.each([
	['src/main.py', 'python', 'Python'],
	['App.TSX', 'typescript', 'TypeScript JSX'],
	['Dockerfile', 'dockerfile', 'Dockerfile'],
	['docker/Dockerfile.dev', 'dockerfile', 'Dockerfile'],
	['Cargo.toml', 'ini', 'TOML'],
	['.env', 'ini', 'INI'],
	['include/x.hpp', 'cpp', 'C++'],
	['package.json', 'json', 'JSON'],
	['Gemfile', 'ruby', 'Ruby'],
	['notes', 'plaintext', 'Plain text'],
	['a.b/notes', 'plaintext', 'Plain text'],
	['x.constructor', 'plaintext', 'Plain text'],
	['__proto__', 'plaintext', 'Plain text'],
	['', 'plaintext', 'Plain text'],
])('knows the language of %j', (path, id, label) => {
	expect(languageOf(path)).toEqual({ id, label });
});
