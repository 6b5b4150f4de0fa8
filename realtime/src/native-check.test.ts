import { expect, test } from 'vitest';
import { assertNativeSupport, nativeProblem, type NativePlatform } from './native-check.ts';

const debian12: NativePlatform = {
	platform: 'linux',
	arch: 'x64',
	abi: '115',
	nodeVersion: 'v20.20.2',
	glibcVersion: '2.36',
};

test('the pairs of Node and glibc that were tested are accepted', () => {
	expect(nativeProblem(debian12)).toBeUndefined();
	expect(nativeProblem({ ...debian12, glibcVersion: '2.27' })).toBeUndefined();
	expect(nativeProblem({ ...debian12, abi: '127', glibcVersion: '2.38' })).toBeUndefined();
	expect(nativeProblem({ ...debian12, abi: '137', glibcVersion: '2.41', arch: 'arm64' })).toBeUndefined();
});

test('glibc plays no part outside Linux', () => {
	const mac = { ...debian12, platform: 'darwin', arch: 'arm64', abi: '137', glibcVersion: undefined };
	expect(nativeProblem(mac)).toBeUndefined();
});

test('a newer Node on an older glibc is refused with both figures and the way out', () => {
	const problem = nativeProblem({ ...debian12, abi: '127', nodeVersion: 'v22.23.3' });
	expect(problem).toBe(
		'Node v22.23.3 needs glibc 2.38 for Covibe, and this system has 2.36; ' +
			'use Node 20 here, or a system with glibc 2.38 (Debian 13, Ubuntu 24.04).',
	);
});

test('versions are compared as numbers, not as text', () => {
	expect(nativeProblem({ ...debian12, glibcVersion: '2.9' })).toContain('this system has 2.9; use a newer system');
	expect(nativeProblem({ ...debian12, glibcVersion: '3.0' })).toBeUndefined();
});

test('a system without glibc is refused', () => {
	expect(nativeProblem({ ...debian12, glibcVersion: undefined })).toContain('needs a Linux with glibc');
});

test('an unknown Node and an unknown machine are refused with what would work', () => {
	expect(nativeProblem({ ...debian12, abi: '120', nodeVersion: 'v21.7.0' })).toContain('use Node 20, 22 or 24');
	expect(nativeProblem({ ...debian12, arch: 's390x' })).toContain('does not run on linux-s390x');
});

test('the machine that runs the tests is supported', () => {
	expect(() => assertNativeSupport()).not.toThrow();
});

test('every refusal is one line', () => {
	const problems = [{ abi: '1' }, { arch: 'ia32' }, { glibcVersion: '2.1' }, { glibcVersion: undefined }];
	for (const change of problems) expect(nativeProblem({ ...debian12, ...change })).toMatch(/^[^\n]+$/);
});
