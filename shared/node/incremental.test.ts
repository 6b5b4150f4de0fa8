import { readFileSync } from 'node:fs';
import path from 'node:path';
import { type Finding, type LanguageId, LiveFindings, type RuleSet, type SyntaxEdit } from '@covibe/shared/diagnostics';
import { createRandom, type Random } from '@covibe/shared/testing';
import { afterAll, describe, expect, it } from 'vitest';
import { Edit, type Parser, type Point, type Tree } from 'web-tree-sitter';
import { openLinter } from './linter.ts';
import { readExamples } from './rule-page.ts';
import { readRules, RULES_FOLDER } from './rules.ts';

const STEPS = 600;
const rules = readRules();
const linter = openLinter(rules);
afterAll(() => linter.close());

/** The language's sample and every example of its rules: a file that is full of findings. */
function corpus(id: LanguageId, folders: readonly string[], fences: readonly string[]): string {
	const sample = readFileSync(path.join(RULES_FOLDER, 'samples', `${id}.txt`), 'utf8');
	const examples = rules
		.filter((rule) => folders.includes(rule.path.split('/')[0] ?? ''))
		.flatMap((rule) => readExamples(readFileSync(path.join(RULES_FOLDER, rule.path.replace(/scm$/, 'md')), 'utf8')))
		.filter(({ language }) => fences.includes(language))
		.map(({ code }) => code);
	return [sample, ...examples].join('\n');
}

function pointAt(text: string, index: number): Point {
	const before = text.slice(0, index).split('\n');
	return { row: before.length - 1, column: before.at(-1)?.length ?? 0 };
}

function replace(text: string, start: number, deleted: number, inserted: string): { text: string; edit: SyntaxEdit } {
	const changed = text.slice(0, start) + inserted + text.slice(start + deleted);
	const edit = {
		startIndex: start,
		oldEndIndex: start + deleted,
		newEndIndex: start + inserted.length,
		startPosition: pointAt(text, start),
		oldEndPosition: pointAt(text, start + deleted),
		newEndPosition: pointAt(changed, start + inserted.length),
	};
	return { text: changed, edit };
}

const PIECES = ['x', '(', ')', '{', '}', ' ', '"', "'", '\n', ';', '=', 'é', '😀', ',', '.', ':', '#', '/*', '`', '1'];
const WORDS = [
	'import os',
	'subprocess',
	'return',
	'if a:\n\t',
	'exec',
	'shell=True',
	' + b',
	'const q = 1;\n',
	'eval(x)',
];

function randomEdit(text: string, caret: number, random: Random): { text: string; edit: SyntaxEdit } {
	const start = Math.min(caret, text.length);
	const roll = random.next();
	if (roll < 0.4)
		return replace(text, start, Math.min(1 + random.integer(roll < 0.1 ? 40 : 3), text.length - start), '');
	return replace(text, start, 0, random.pick(roll < 0.8 ? PIECES : WORDS));
}

class Session {
	text: string;
	tree: Tree;
	readonly live: LiveFindings;
	readonly #parser: Parser;
	readonly #rules: RuleSet;

	constructor(parser: Parser, compiled: RuleSet, text: string) {
		this.#parser = parser;
		this.#rules = compiled;
		this.text = text;
		this.tree = this.#parse(text);
		this.live = new LiveFindings(compiled);
		this.live.reset({ tree: this.tree, text });
	}

	#parse(text: string, old?: Tree): Tree {
		return this.#parser.parse(text, old)!;
	}

	/** Several edits make one parse, as in one frame of the editor. */
	apply(changes: readonly { text: string; edit: SyntaxEdit }[]): void {
		const before = this.tree;
		for (const { edit } of changes) before.edit(new Edit(edit));
		this.text = changes.at(-1)?.text ?? this.text;
		this.tree = this.#parse(this.text, before);
		const changedRanges = before.getChangedRanges(this.tree);
		before.delete();
		this.live.update({ tree: this.tree, text: this.text, edits: changes.map(({ edit }) => edit), changedRanges });
	}

	fresh(): { tree: string; findings: readonly Finding[] } {
		const tree = this.#parse(this.text);
		const live = new LiveFindings(this.#rules);
		live.reset({ tree, text: this.text });
		const answer = { tree: tree.rootNode.toString(), findings: live.findings };
		tree.delete();
		return answer;
	}

	close(): void {
		this.tree.delete();
	}
}

async function openSession(id: LanguageId, text: string): Promise<Session> {
	const { parser, rules: compiled } = await linter.tools(id);
	return new Session(parser, compiled!, text);
}

describe('incremental findings', () => {
	const languages = [
		['typescript', ['javascript', 'typescript'], ['js', 'ts']],
		['python', ['python'], ['python', 'py']],
		['go', ['go'], ['go']],
		['rust', ['rust'], ['rust', 'rs']],
	] as const;

	it.each(languages)(
		`equal those of a fresh run after each of ${STEPS} random edits: %s`,
		async (id, folders, fences) => {
			const seed = Number(process.env.SEED ?? 20261122);
			const random = createRandom(seed);
			const original = corpus(id, folders, fences).slice(0, 14_000);
			const session = await openSession(id, original);
			let most = 0;
			try {
				for (let step = 0, caret = 0; step < STEPS; step++) {
					if (random.next() < 0.15) caret = random.integer(session.text.length);
					const changes = [randomEdit(session.text, caret, random)];
					if (random.next() < 0.2)
						changes.push(randomEdit(changes[0]!.text, random.integer(session.text.length), random));
					if (step % 60 === 59) changes.push(replace(changes.at(-1)!.text, 0, changes.at(-1)!.text.length, original));
					session.apply(changes);
					caret = changes[0]!.edit.newEndIndex;
					const fresh = session.fresh();
					const hint = `SEED=${seed} step ${step}: ${JSON.stringify(changes.map(({ edit }) => edit))}`;
					expect(session.tree.rootNode.toString(), hint).toBe(fresh.tree);
					expect(session.live.findings, hint).toEqual(fresh.findings);
					most = Math.max(most, fresh.findings.length);
				}
			} finally {
				session.close();
			}
			if (rules.some((rule) => folders.some((folder) => rule.path.startsWith(`${folder}/`))))
				expect(most).toBeGreaterThan(0);
		},
	);

	it('count UTF-16 units beside characters beyond the basic plane', async () => {
		const text = 'const s = "😀😀";\nconst t = "😀"; eval(s + name);\n';
		const session = await openSession('javascript', text);
		const [finding] = session.live.findings;
		expect(text.slice(finding?.start, finding?.end)).toBe('eval(s + name)');
		expect(finding?.startPosition).toEqual({ row: 1, column: 16 });
		session.apply([replace(text, text.indexOf('"'), 1, '"😀é😀')]);
		const [moved] = session.live.findings;
		expect(session.text.slice(moved?.start, moved?.end)).toBe('eval(s + name)');
		session.close();
	});

	it('follow an import that is edited far away', async () => {
		const text = `import subprocess as sp\n${'x = 1\n'.repeat(40)}sp.run("a" + b, shell=True)\n`;
		const session = await openSession('python', text);
		const ids = () => session.live.findings.map(({ ruleId }) => ruleId);
		expect(ids()).toEqual(['py/shell-injection']);
		session.apply([replace(session.text, 7, 10, 'safe')]);
		expect(ids()).toEqual([]);
		session.apply([replace(session.text, 7, 4, 'subprocess')]);
		expect(ids()).toEqual(['py/shell-injection']);
		session.close();
	});
});
