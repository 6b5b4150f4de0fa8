import { createRandom, type Random } from '@covibe/shared/testing';
import type { LanguageId, Span, SyntaxEdit } from '@covibe/shared/diagnostics';
import { afterAll, describe, expect, it } from 'vitest';
import { openLinter } from './linter.ts';
import { fileOfFindings } from './rule-page.ts';
import { readRules } from './rules.ts';
import { replace, Session } from './session.ts';

const STEPS = 600;
/** Ten times what one language takes on an idle machine. */
const LIMIT_MS = 120_000;
/** UTF-16 units: some forty lines. Each fresh run costs as much as the text is long. */
const PIECE_LENGTH = 1_200;
/** Of a text that is looked at piece by piece, so that many matches reach over the edge of one. */
const CUT_LENGTH = 5_000;
/**
 * Around errors tree-sitter's trees hang on how a text was typed: 27 of 7,200 trees in twelve runs, 20 of them in one
 * stretch of 40 edits. The page parses such texts from nothing when typing pauses.
 */
const MOST_AMISS = STEPS / 10;
/** After so many steps the text is mostly broken, and another piece takes its place. */
const STEPS_A_PIECE = 40;
const rules = readRules(['go', 'javascript', 'python', 'rust', 'typescript']);
const linter = openLinter(rules);
afterAll(() => linter.close());

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

function spanOf({ text }: Session, start: number, end: number): Span {
	const at = (index: number) => replace(text, index, 0, '').edit.startPosition;
	return { start, end, startPosition: at(start), endPosition: at(end) };
}

async function openSession(id: LanguageId, text: string): Promise<Session> {
	const { parser, rules: compiled } = await linter.tools(id);
	return new Session(parser, compiled!, text);
}

describe('incremental findings', () => {
	const languages = [
		['typescript', ['javascript', 'typescript']],
		['python', ['python']],
		['go', ['go']],
		['rust', ['rust']],
	] as const;

	it.each(languages)(
		`equal those of a fresh run after each of ${STEPS} random edits: %s`,
		async (id, folders) => {
			const seed = Number(process.env.SEED ?? 20261122);
			const random = createRandom(seed);
			const all = fileOfFindings(id, rules);
			const piece = () => all.slice(random.integer(Math.max(1, all.length - PIECE_LENGTH))).slice(0, PIECE_LENGTH);
			const session = await openSession(id, piece());
			let [most, amiss] = [0, 0];
			try {
				for (let step = 0, caret = 0; step < STEPS; step++) {
					if (random.next() < 0.15) caret = random.integer(session.text.length);
					const changes = [randomEdit(session.text, caret, random)];
					if (random.next() < 0.2)
						changes.push(randomEdit(changes[0]!.text, random.integer(session.text.length), random));
					if (step % STEPS_A_PIECE === STEPS_A_PIECE - 1)
						changes.push(replace(changes.at(-1)!.text, 0, changes.at(-1)!.text.length, piece()));
					session.apply(changes);
					caret = changes[0]!.edit.newEndIndex;
					const fresh = session.fresh();
					const hint = `SEED=${seed} step ${step}: ${JSON.stringify(changes.map(({ edit }) => edit))}`;
					if (session.tree.rootNode.hasError && session.tree.rootNode.toString() !== fresh.tree) {
						amiss += 1;
						session.heal();
					}
					expect(session.tree.rootNode.toString(), hint).toBe(fresh.tree);
					expect(session.live.findings, hint).toEqual(fresh.findings);
					most = Math.max(most, fresh.findings.length);
				}
			} finally {
				session.close();
			}
			expect(amiss, `SEED=${seed}`).toBeLessThanOrEqual(MOST_AMISS);
			if (rules.some((rule) => folders.some((folder) => rule.path.startsWith(`${folder}/`))))
				expect(most).toBeGreaterThan(0);
		},
		LIMIT_MS,
	);

	it.each(languages)(
		'equal those of a fresh run when the look is cut in pieces that edits interrupt: %s',
		async (id) => {
			const seed = Number(process.env.SEED ?? 20261126);
			const random = createRandom(seed);
			const { parser, rules: compiled } = await linter.tools(id);
			const all = fileOfFindings(id, rules).slice(0, CUT_LENGTH);
			const session = new Session(parser, compiled!, all);
			session.live.begin(session);
			const step = () => {
				const from = random.integer(session.text.length);
				const near = spanOf(session, from, Math.min(session.text.length, from + 800));
				return session.live.step(session, { near, maxLength: 50 + random.integer(900) });
			};
			for (let round = 0; round < 60; round++) {
				for (let count = random.integer(12); count > 0 && step(); count--);
				session.edit([randomEdit(session.text, random.integer(session.text.length), random)]);
				if (round % 10 !== 9) continue;
				while (step());
				expect(session.live.findings, `SEED=${seed} round ${round}`).toEqual(session.fresh().findings);
			}
			session.close();
		},
		LIMIT_MS,
	);

	it('are looked for in sight alone, when that is wanted', async () => {
		const text = `eval(a)\n${'x = 1\n'.repeat(100)}eval(b)\n`;
		const session = await openSession('python', text);
		session.live.begin(session);
		const within = spanOf(session, 0, 20);
		while (session.live.step(session, { within, maxLength: 100 }));
		expect(session.live.isSettled(within)).toBe(true);
		expect(session.live.isSettled()).toBe(false);
		expect(session.live.findings.map(({ start }) => start)).toEqual([0]);
		session.close();
	});

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
