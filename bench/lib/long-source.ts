/** Code of any length that a language's parser takes without an error: short functions, as there are in real files. */
export type BenchLanguage = 'typescript' | 'python' | 'rust' | 'go';

type Language = {
	readonly file: string;
	readonly head: string;
	/** One function and an empty line; nothing in it is worth a remark. */
	readonly block: (name: string) => string;
	/** A line that somebody types inside such a function. */
	readonly typed: string;
};

export const BENCH_LANGUAGES: Readonly<Record<BenchLanguage, Language>> = {
	typescript: {
		file: 'bench.ts',
		head: "import { join } from 'node:path';\n\n",
		block: (name) => `export function ${name}(a: number) {
	const b = [a, 2, 3];
	for (const c of b) {
		if (c > a) {
			join('x', 'y');
		}
	}
	return b.length;
}

`,
		typed: 'const total = sum("text", [1, 2], a.b);',
	},
	python: {
		file: 'bench.py',
		head: 'import os\n\n',
		block: (name) => `def ${name}(a):
    b = [a, 2, 3]
    for c in b:
        if c > a:
            os.getcwd()
    return len(b)


`,
		typed: 'total = compute("text", [1, 2], a.b)',
	},
	rust: {
		file: 'bench.rs',
		head: 'use std::fmt;\n\n',
		block: (name) => `fn ${name}(a: i32) -> i32 {
    let b = [a, 2, 3];
    for c in b {
        if c > a {
            work(c);
        }
    }
    a + 1
}

`,
		typed: 'let total = sum("text", &[1, 2], a.b);',
	},
	go: {
		file: 'bench.go',
		head: 'package main\n\n',
		block: (name) => `func ${name}(a int) int {
	b := []int{a, 2, 3}
	for _, c := range b {
		if c > a {
			work(c)
		}
	}
	return len(b)
}

`,
		typed: 'total := sum("text", []int{1, 2}, a.b)',
	},
};

/** As many lines, and never more than a file may hold. */
export function longSource(language: BenchLanguage, lines: number): string {
	const { head, block } = BENCH_LANGUAGES[language];
	let text = head;
	let count = head.split('\n').length - 1;
	for (let number = 0; count < lines; number++) {
		const next = block(`f${number}`);
		text += next;
		count += next.split('\n').length - 1;
	}
	return text;
}

/** Row, from 1, right after the first line of the function in the middle. */
export function middleLine(language: BenchLanguage, lines: number): number {
	const { head, block } = BENCH_LANGUAGES[language];
	const perBlock = block('f0').split('\n').length - 1;
	return head.split('\n').length + Math.floor(lines / 2 / perBlock) * perBlock;
}
