import type { FileId } from '@covibe/shared';
import {
	canLackIndents,
	chooseFindings,
	type Explanation,
	explainSyntaxErrors,
	type Ignores,
	type LanguageId,
	type LintSettings,
	LiveFindings,
	type QueryConstructor,
	readIgnores,
	type RuleSet,
	type SyntaxEdit,
} from '@covibe/shared/diagnostics';
import type { Edit, Language, Parser, Tree } from 'web-tree-sitter';
import { syntaxEditOf } from './changes.ts';
import { type Grown, LiveTree } from './live-tree.ts';
import type { FileReport, Look, TextChange } from './messages.ts';
import { Restraint } from './restraint.ts';
import { noteStage } from './stages.ts';
import { SyntaxProblems } from './syntax-problems.ts';

/** What it takes to read one language. */
export type SyntaxTools = {
	readonly id: LanguageId;
	readonly grammar: Language;
	readonly rules: RuleSet | undefined;
	/** web-tree-sitter's constructors: workers and Node each bring their own. */
	readonly Edit: new (fields: ConstructorParameters<typeof Edit>[0]) => Edit;
	readonly Query: QueryConstructor;
	newParser(): Parser;
};

/** Loads them once for each language. */
export type ToolsLoader = (id: LanguageId) => Promise<SyntaxTools>;

/** A tree with the text that it is of; both hold until the next `await`. */
export type SyntaxView = {
	readonly tree: Tree;
	readonly text: string;
	readonly version: number;
	readonly tools: SyntaxTools;
};

/** What a session would do next; of several, the lowest rank goes first. */
export type Need = { readonly rank: number; readonly at: number };
export const RANKS = { parse: 0, near: 1, tidy: 2, heal: 3, explain: 4, far: 5 } as const;

/** Above these only what is in sight is judged by rules (lint.md 6). */
const LARGE = { rows: 20_000, length: 1_000_000 };
/** Typing has paused: there is time to parse a broken text anew, and to search for the edit that mends it. */
const PAUSE_MS = 200;
/** A file that others or the agent write into all the time is explained all the same. */
const EXPLAIN_AT_THE_LATEST_MS = 1_500;
const LONGEST_EXPLANATION_MS = 150;
/** UTF-16 units that rules look at between two looks at the clock; about a millisecond. */
const PIECE_LENGTH = 4_000;
/** Of a long look at the rest of a file something is shown from time to time. */
const REPORT_EVERY_MS = 400;

type Clock = () => number;
type Opened = {
	readonly version: number;
	readonly text: string;
	readonly tellsSyntax: boolean;
	readonly look: Look | undefined;
	/** However long the file is, and whatever is in sight. */
	readonly isWhole?: boolean;
};

/** One open file: its text, its tree, and what was found in it. Does a slice of work whenever it is let. */
export class Session {
	readonly file: FileId;
	readonly tools: SyntaxTools;
	readonly #now: Clock;
	readonly #tree: LiveTree;
	readonly #live: LiveFindings | undefined;
	readonly #restraint = new Restraint();
	readonly #syntax = new SyntaxProblems();
	readonly #tellsSyntax: boolean;
	readonly #isWhole: boolean;
	#text: string;
	#version: number;
	#look: Look | undefined;
	#isLarge = false;
	/** When the text is to be parsed from nothing; undefined when its tree is beyond doubt. */
	#healAt: number | undefined;
	#explanation: Explanation | undefined;
	#explainMs = 0;
	/** When the errors are to be explained; undefined when they are. */
	#explainAt: number | undefined;
	#unexplainedSince: number | undefined;
	#reportAt: number | undefined;
	/** Moment of the last edit, for whoever picks the next session. */
	editedAt = -Infinity;

	constructor(file: FileId, tools: SyntaxTools, opened: Opened, now: Clock) {
		this.file = file;
		this.tools = tools;
		this.#now = now;
		this.#tree = new LiveTree(tools, now);
		this.#live = tools.rules && new LiveFindings(tools.rules);
		this.#tellsSyntax = opened.tellsSyntax;
		this.#isWhole = opened.isWhole ?? false;
		this.#text = opened.text;
		this.#version = opened.version;
		this.#look = opened.look;
	}

	get version(): number {
		return this.#version;
	}

	/** Undefined while the last edits are not parsed. */
	get view(): SyntaxView | undefined {
		const tree = this.#tree.current;
		return tree && { tree, text: this.#text, version: this.#version, tools: this.tools };
	}

	edit(version: number, changes: readonly TextChange[], look: Look | undefined): void {
		if (look) this.#look = look;
		const now = this.#now();
		this.editedAt = now;
		this.#version = version;
		this.#dropExplanation();
		const edits = changes.map(syntaxEditOf);
		this.#tree.edit(edits);
		for (const change of changes)
			this.#text = this.#text.slice(0, change.start) + change.text + this.#text.slice(change.end);
		for (const edit of edits) {
			if (look && edit.startIndex <= look.caret && edit.newEndIndex >= look.caret)
				this.#restraint.typed(now, look.caret);
		}
		this.#reportAt = now;
	}

	look(look: Look): void {
		this.#look = look;
		this.#restraint.moved(look.caret);
	}

	/** Says everything again; the settings have changed. */
	reportAgain(): void {
		this.#reportAt ??= this.#now();
	}

	/** Undefined when everything is done. */
	need(): Need | undefined {
		if (!this.#tree.current) return { rank: RANKS.parse, at: 0 };
		const visible = this.#look?.visible;
		if (this.#live && visible && !this.#live.isSettled(visible)) return { rank: RANKS.near, at: 0 };
		const needs: Need[] = [];
		if (this.#reportAt !== undefined) needs.push({ rank: RANKS.near, at: this.#reportAt });
		if (this.#tree.hasStale) needs.push({ rank: RANKS.tidy, at: 0 });
		if (this.#healAt !== undefined) needs.push({ rank: RANKS.heal, at: this.#healAt });
		if (this.#explainAt !== undefined) needs.push({ rank: RANKS.explain, at: this.#explainAt });
		if (this.#live && !this.#isLarge && !this.#live.isSettled()) needs.push({ rank: RANKS.far, at: 0 });
		const now = this.#now();
		const due = needs.filter(({ at }) => at <= now).sort((one, other) => one.rank - other.rank);
		return due[0] ?? needs.sort((one, other) => one.at - other.at)[0];
	}

	/** Somebody waits for the answer: what would wait for a pause is done now. */
	hurry(): void {
		if (this.#healAt !== undefined) this.#healAt = 0;
		if (this.#explainAt !== undefined) this.#explainAt = 0;
	}

	/** Everything about this version is known and said. */
	get isDone(): boolean {
		const need = this.need();
		return !need || (need.rank === RANKS.near && need.at > this.#now());
	}

	/**
	 * Works until the deadline, on what is needed most.
	 * @returns what there is to say, when there is something new.
	 */
	work(deadline: number, settings: LintSettings): FileReport | undefined {
		const need = this.need();
		if (!need) return undefined;
		if (need.rank === RANKS.parse && !this.#parse(deadline)) return undefined;
		const visible = this.#look?.visible;
		if (visible && !this.#judge(deadline, { near: visible, within: visible })) return undefined;
		if (need.rank === RANKS.tidy) this.#tree.tidy();
		if (need.rank === RANKS.heal && !this.#heal(deadline)) return undefined;
		if (need.rank === RANKS.explain && !this.#explain(deadline)) return undefined;
		if (need.rank === RANKS.far) {
			if (this.#judge(deadline, { near: visible })) this.#reportAt = this.#now();
			else this.#reportAt ??= this.#now() + REPORT_EVERY_MS;
		}
		const isDue = this.#reportAt !== undefined && this.#reportAt <= this.#now();
		return isDue ? this.#report(settings) : undefined;
	}

	close(): void {
		this.#dropExplanation();
		this.#tree.close();
	}

	/** @returns true when the tree is that of the text. */
	#parse(deadline: number): boolean {
		const grown = this.#tree.parse(this.#text, deadline);
		if (!grown) return false;
		noteStage('parsed', this.#version);
		const isLong = grown.tree.rootNode.endPosition.row >= LARGE.rows || this.#text.length >= LARGE.length;
		this.#isLarge = isLong && !this.#isWhole;
		this.#healAt = this.#tree.mayBeAmiss ? this.#now() + PAUSE_MS : undefined;
		this.#take(grown);
		return true;
	}

	/** @returns true when the tree is one from nothing. */
	#heal(deadline: number): boolean {
		// Its trials use the same parser.
		this.#dropExplanation();
		const grown = this.#tree.heal(this.#text, deadline);
		if (!grown) return false;
		this.#healAt = undefined;
		if (grown.changedRanges?.length !== 0) this.#take(grown);
		return true;
	}

	#take({ tree, edits, changedRanges }: Grown): void {
		if (changedRanges) this.#live?.edit({ edits, changedRanges });
		else this.#live?.begin({ tree, text: this.#text });
		this.#parsedSyntax(tree, edits);
		this.#reportAt = this.#now();
	}

	#parsedSyntax(tree: Tree, edits: readonly SyntaxEdit[]): void {
		if (!this.#tellsSyntax) return;
		this.#syntax.shift(edits);
		this.#syntax.parsed(tree, this.#look?.caretRow);
		const isWanted = tree.rootNode.hasError || canLackIndents(this.tools.id);
		if (!isWanted) {
			this.#explainAt = this.#unexplainedSince = undefined;
			return;
		}
		const now = this.#now();
		this.#unexplainedSince ??= now;
		this.#explainAt = Math.min(now + PAUSE_MS, this.#unexplainedSince + EXPLAIN_AT_THE_LATEST_MS);
	}

	/** @returns true when nothing is left. */
	#judge(
		deadline: number,
		where: { near: Look['visible'] | undefined; within?: Look['visible'] | undefined },
	): boolean {
		const live = this.#live;
		const source = this.view;
		if (!live || !source || live.isSettled(where.within)) return true;
		while (live.step(source, { ...where, maxLength: PIECE_LENGTH })) if (this.#now() >= deadline) return false;
		return true;
	}

	/** @returns true when it is over. */
	#explain(deadline: number): boolean {
		const view = this.view;
		if (!view) return true;
		const { tree, text } = view;
		this.#explanation ??= explainSyntaxErrors({
			tree,
			text,
			language: this.tools.id,
			parser: this.#tree.parser,
			Edit: this.tools.Edit,
		});
		let startedAt = this.#now();
		for (;;) {
			const step = this.#explanation.next(this.#explainMs > LONGEST_EXPLANATION_MS);
			const now = this.#now();
			this.#explainMs += now - startedAt;
			startedAt = now;
			if (step.done) {
				this.#syntax.explained(step.value);
				this.#explanation = undefined;
				this.#explainMs = 0;
				this.#explainAt = this.#unexplainedSince = undefined;
				this.#reportAt = now;
				return true;
			}
			if (now >= deadline) return false;
		}
	}

	#dropExplanation(): void {
		this.#explanation?.return([]);
		this.#explanation = undefined;
		this.#explainMs = 0;
	}

	#report(settings: LintSettings): FileReport | undefined {
		const tree = this.#tree.current;
		if (!tree) return undefined;
		const now = this.#now();
		const text = this.#text;
		const ignores: Ignores = readIgnores(tree, text);
		const attention = this.#look ? { caretRow: this.#look.caretRow } : {};
		const chosen = chooseFindings(this.#live?.findings ?? [], { settings, ignores, attention });
		const syntax = this.#restraint.filter(this.#syntax.problems, text, now);
		const findings = this.#restraint.filter(chosen, text, now);
		this.#restraint.remember([...syntax.said, ...findings.said]);
		this.#reportAt = syntax.held || findings.held ? this.#restraint.freeAt : undefined;
		return {
			file: this.file,
			state: this.#isLarge ? 'large' : 'on',
			version: this.#version,
			syntax: syntax.said,
			findings: findings.said,
			ignores,
			isComplete: this.isDone,
		};
	}
}
